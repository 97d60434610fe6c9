// Postman does not escape variables in a JSON body. A quote, a backslash or a line break would break the JSON.
{
  const { body } = pm.request;
  //#include escape-value
  const raw = body.raw
    //#if typed
    .replace(/"\{\{([^{}]+)\}\}"(?! *:)/g, typed)
    //#endif
    .replace(/\{\{([^{}]+)\}\}/g, escapeValue);
  if (raw !== body.raw) body.update({ mode: "raw", raw, options: { raw: { language: "json" } } });
}

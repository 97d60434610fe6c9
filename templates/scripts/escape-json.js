// Postman does not escape variables in a JSON body. A quote, a backslash or a line break would break the JSON.
{
  const { body } = pm.request;
  const escaped = __VARIABLES__.reduce((text, name) => {
    const value = pm.variables.replaceIn(String(pm.variables.get(name)));
    const inJson = JSON.stringify(value).slice(1, -1);
    return inJson === value ? text : text.replaceAll(`{{${name}}}`, () => inJson);
  }, body.raw);
  if (escaped !== body.raw) body.update({ mode: "raw", raw: escaped, options: { raw: { language: "json" } } });
}

// An optional value that is empty is not sent.
{
  const isEmpty = (value) => pm.variables.replaceIn(value) === "";
  //#if query
  pm.request.url.query.remove(({ key, value }) => __QUERY__.includes(`${key}=${value}`) && isEmpty(value));
  //#endif
  //#if headers
  pm.request.headers.remove(({ key, value }) => __HEADERS__.includes(`${key}: ${value}`) && isEmpty(value));
  //#endif
  //#if form
  pm.request.body.urlencoded.remove(({ key, value }) => __FORM__.includes(`${key}=${value}`) && isEmpty(value));
  //#endif
  //#if json
  // Each member and each item has its own line.
  const { body } = pm.request;
  const entry = /^ *(?:"(?:[^"\\]|\\.)*": )?"?(\{\{[^{}]+\}\})"?,?$/;
  const isSent = (line) => !__JSON__.some((text) => entry.exec(line)?.[1] === text && isEmpty(text));
  const raw = body.raw
    .split("\n")
    .filter(isSent)
    .join("\n")
    .replace(/,(\n *[}\]])/g, "$1");
  if (raw !== body.raw) body.update({ mode: "raw", raw, options: { raw: { language: "json" } } });
  //#endif
}

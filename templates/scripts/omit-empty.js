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
  //#if multipart
  pm.request.body.formdata.remove(({ key, value }) => __FORM__.includes(`${key}=${value}`) && isEmpty(value));
  //#endif
  //#if lines
  // Each member and each item has its own line.
  const entry = /^ *(?:"(?:[^"\\]|\\.)*": )?"?(\{\{[^{}]+\}\})"?,?$/;
  const isSent = (line) => !__JSON__.some((text) => entry.exec(line)?.[1] === text && isEmpty(text));
  const withoutEmpty = (json) =>
    json
      .split("\n")
      .filter(isSent)
      .join("\n")
      .replace(/,(\n *[}\]])/g, "$1");
  //#endif
  //#if json
  const { body } = pm.request;
  const raw = withoutEmpty(body.raw);
  if (raw !== body.raw) body.update({ mode: "raw", raw, options: { raw: { language: "json" } } });
  //#endif
  //#if graphql
  const { graphql } = pm.request.body;
  const variables = withoutEmpty(graphql.variables);
  if (variables !== graphql.variables) pm.request.body.update({ mode: "graphql", graphql: { ...graphql, variables } });
  //#endif
}

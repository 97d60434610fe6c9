// Postman does not escape variables in a GraphQL body. A quote, a backslash or a line break would break it.
{
  const { body } = pm.request;
  //#include escape-value
  const query = body.graphql.query.replace(/\{\{([^{}]+)\}\}/g, escapeValue);
  const variables = (body.graphql.variables ?? "")
    //#if typed
    .replace(/"\{\{([^{}]+)\}\}"(?! *:)/g, typed)
    //#endif
    .replace(/\{\{([^{}]+)\}\}/g, escapeValue);
  if (query !== body.graphql.query || variables !== body.graphql.variables)
    body.update({ mode: "graphql", graphql: { ...body.graphql, query, variables } });
}

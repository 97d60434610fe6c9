const places = {
  header: () => response.headers.get(signIn.tokenField)?.replace(/^Bearer +/i, ""),
  body: () => (typeof answer === "string" ? answer : response.text().trim() || null),
  json: () => (isObject(answer) && !isError(answer) ? read(signIn.tokenField) : false),
};

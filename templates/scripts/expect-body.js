pm.test(__NAME__, () => {
  const { attempt, isError } = require("lodash");
  const expected = __EXPECTED__;
  const body = attempt(() => pm.response.json());
  if (isError(body)) throw new Error("$: expected JSON, found other text");
  //#if literal
  //#include keep-braces
  const resolve = (value) => replaceIn(value);
  //#endif
  //#if !literal
  const resolve = (value) => pm.variables.replaceIn(value);
  //#endif
  compare(expected, body, "$");
  //#include compare-body
});

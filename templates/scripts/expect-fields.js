pm.test(__NAME__, () => {
  const { attempt, get, isError } = require("lodash");
  const expected = __EXPECTED__;
  const answer = { $: attempt(() => pm.response.json()) };
  const path = Object.keys(expected).find((path) => get(answer, path) !== pm.variables.replaceIn(expected[path]));
  const found = isError(answer.$) ? "no JSON" : {}.toString.call(get(answer, path)).slice(8, -1).toLowerCase();
  if (path) throw new Error(`${path}: expected ${JSON.stringify(expected[path])}, found ${found}`);
});

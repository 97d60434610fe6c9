pm.test(__NAME__, () => {
  const { attempt, isError } = require("lodash");
  const expected = __EXPECTED__;
  // The values of these variables are compared as numbers or booleans.
  const typed = __TYPED__;
  //#if saved
  // A saved value has the type that it had in its answer.
  const typeOfSaved = (text) => pm.environment.get(`${text.slice(2, -2)}_json_type`);
  typed.push(...__SAVED__.filter((text) => /^(number|boolean)$/.test(typeOfSaved(text))));
  //#endif
  // JSON.parse rounds numbers above 2^53. They become text that starts with NUL, and are compared by their digits.
  const number = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
  const isExact = (part) => part.startsWith('"') || Math.abs(Number(part)) <= Number.MAX_SAFE_INTEGER;
  const parse = (text) => JSON.parse(text.replace(number, (part) => (isExact(part) ? part : `"\\u0000${part}"`)));
  if (isError(attempt(() => pm.response.json()))) throw new Error("$: expected JSON, found other text");
  //#if literal
  //#include keep-braces
  //#endif
  const resolve = (value) => {
    //#if literal
    const text = replaceIn(value);
    //#endif
    //#if !literal
    const text = pm.variables.replaceIn(value);
    //#endif
    const parsed = typed.includes(value) ? attempt(JSON.parse, text) : undefined;
    return parsed === undefined || isError(parsed) ? text : parse(text);
  };
  compare(expected, parse(pm.response.text().replace(/^\uFEFF/, "")), "$");
  //#include compare-body
});

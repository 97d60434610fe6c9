pm.test(__NAME__, () => {
  const expected = __EXPECTED__;
  const found = (pm.response.headers.get(__HEADER__) ?? "").toLowerCase();
  //#if variables
  //#if literal
  //#include keep-braces
  const value = replaceIn(expected).toLowerCase();
  //#endif
  //#if !literal
  const value = pm.variables.replaceIn(expected).toLowerCase();
  //#endif
  if (!found.includes(value)) throw new Error(`expected "${expected}", found ${found ? "other text" : "none"}`);
  //#endif
  //#if !variables
  if (!found.includes(expected)) throw new Error(`expected "${expected}", found ${found ? "other text" : "none"}`);
  //#endif
});

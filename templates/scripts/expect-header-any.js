pm.test(__NAME__, () => {
  const expected = __EXPECTED__;
  //#if variables
  //#if literal
  //#include keep-braces
  const text = replaceIn(expected).toLowerCase();
  //#endif
  //#if !literal
  const text = pm.variables.replaceIn(expected).toLowerCase();
  //#endif
  //#endif
  // An answer may have this header several times. One of them must contain the text.
  const headers = pm.response.headers.filter(({ key }) => key.toLowerCase() === __LOWER_CASE__);
  const found = headers.length > 0 ? "other text" : "none";
  //#if variables
  if (headers.some(({ value }) => value.toLowerCase().includes(text))) return;
  //#endif
  //#if !variables
  if (headers.some(({ value }) => value.toLowerCase().includes(expected))) return;
  //#endif
  throw new Error(`expected "${expected}", found ${found}`);
});

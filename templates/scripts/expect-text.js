pm.test(__NAME__, () => {
  const expected = __EXPECTED__;
  //#if variables
  //#if literal
  //#include keep-braces
  const isFound = pm.response.text().includes(replaceIn(expected));
  //#endif
  //#if !literal
  const isFound = pm.response.text().includes(pm.variables.replaceIn(expected));
  //#endif
  if (!isFound) throw new Error(`expected "${expected}" in the body, found other text`);
  //#endif
  //#if !variables
  if (!pm.response.text().includes(expected)) throw new Error(`expected "${expected}" in the body, found other text`);
  //#endif
});

pm.test(__NAME__, () => {
  const expected = __EXPECTED__;
  //#if variables
  const isFound = pm.response.text().includes(pm.variables.replaceIn(expected));
  if (!isFound) throw new Error(`expected "${expected}" in the body, found other text`);
  //#endif
  //#if !variables
  if (!pm.response.text().includes(expected)) throw new Error(`expected "${expected}" in the body, found other text`);
  //#endif
});

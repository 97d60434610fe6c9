pm.test(__NAME__, () => {
  // Clear the value of an earlier run.
  pm.environment.set(__VARIABLE__, "");
  const header = __HEADER__;
  const pattern = __PATTERN__;
  const found = pm.response.headers.get(header);
  if (found === undefined) throw new Error(`header ${header}: expected a value to save, found none`);
  const [whole, value = whole] = new RegExp(pattern).exec(found) ?? [];
  if (value === undefined) throw new Error(`header ${header}: nothing in it matches ${JSON.stringify(pattern)}`);
  if (value.includes("{{"))
    throw new Error(`header ${header}: the value contains {{, which Postman would read as a variable`);
  pm.environment.set(__VARIABLE__, value);
});

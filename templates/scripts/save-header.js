pm.test(__NAME__, () => {
  // Clear the value of an earlier run.
  pm.environment.set(__VARIABLE__, "");
  // Of a header that is sent several times, the first is saved.
  const header = __HEADER__;
  const [value] = pm.response.headers
    .filter(({ key }) => key.toLowerCase() === __LOWER_CASE__)
    .map(({ value }) => value);
  if (value === undefined) throw new Error(`header ${header}: expected a value to save, found none`);
  if (value.includes("{{"))
    throw new Error(`header ${header}: the value contains {{, which Postman would read as a variable`);
  pm.environment.set(__VARIABLE__, value);
  //#if typed
  pm.environment.set(__TYPE_VARIABLE__, "string");
  //#endif
});

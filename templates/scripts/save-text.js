pm.test(__NAME__, () => {
  // Clear the value of an earlier run.
  pm.environment.set(__VARIABLE__, "");
  const pattern = __PATTERN__;
  const found = new RegExp(pattern).exec(pm.response.text()) ?? [];
  // The first group, or all of it without groups.
  const value = found[found.length > 1 ? 1 : 0];
  if (value === undefined) throw new Error(`body: nothing in it matches ${JSON.stringify(pattern)}`);
  if (value.includes("{{")) throw new Error("body: the value contains {{, which Postman would read as a variable");
  pm.environment.set(__VARIABLE__, value);
  //#if typed
  pm.environment.set(__TYPE_VARIABLE__, "string");
  //#endif
});

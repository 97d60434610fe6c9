pm.test(__NAME__, () => {
  // Clear the value of an earlier run.
  pm.environment.set(__VARIABLE__, "");
  // Of a header that is sent several times, the first that matches is saved.
  const header = __HEADER__;
  const pattern = __PATTERN__;
  const headers = pm.response.headers.filter(({ key }) => key.toLowerCase() === __LOWER_CASE__);
  if (headers.length === 0) throw new Error(`header ${header}: expected a value to save, found none`);
  const found = headers.map(({ value }) => new RegExp(pattern).exec(value)).find(Boolean) ?? [];
  // The first group, or all of it without groups.
  const value = found[found.length > 1 ? 1 : 0];
  if (value === undefined) throw new Error(`header ${header}: nothing in it matches ${JSON.stringify(pattern)}`);
  //#if decode
  // It is percent-encoded in a Location, and encoded again where it is used.
  const { attempt, isError } = require("lodash");
  const decoded = attempt(decodeURIComponent, value);
  const saved = isError(decoded) ? value : decoded;
  //#endif
  if (__SAVED_VALUE__.includes("{{"))
    throw new Error(`header ${header}: the value contains {{, which Postman would read as a variable`);
  pm.environment.set(__VARIABLE__, __SAVED_VALUE__);
  //#if typed
  pm.environment.set(__TYPE_VARIABLE__, "string");
  //#endif
});

pm.test(__NAME__, function () {
  // A value of an earlier run must not pass for this one's.
  pm.environment.set(__VARIABLE__, "");
  var value = pm.response.headers.get(__HEADER__);
  var pattern = __PATTERN__;
  if (typeof value !== "string") {
    throw new Error("header " + __HEADER__ + ": expected a value to save, found none");
  }
  if (pattern !== null) {
    var match = new RegExp(pattern).exec(value);
    if (!match) {
      throw new Error("header " + __HEADER__ + ": nothing in it matches " + JSON.stringify(pattern));
    }
    value = match[1] === undefined ? match[0] : match[1];
  }
  if (value.indexOf("{{") !== -1) {
    throw new Error("header " + __HEADER__ + ": the value holds {{, which Postman would read as a variable");
  }
  pm.environment.set(__VARIABLE__, value);
});

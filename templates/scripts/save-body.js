pm.test(__NAME__, function () {
  // A value of an earlier run must not pass for this one's.
  pm.environment.set(__VARIABLE__, "");
  var value;
  try {
    value = JSON.parse(pm.response.text().replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new Error("$: expected JSON, found other text");
  }
  __STEPS__.forEach(function (step) {
    if (typeof step === "number") {
      value = Array.isArray(value) ? value[step < 0 ? value.length + step : step] : undefined;
    } else {
      var own = typeof value === "object" && value !== null && !Array.isArray(value) && Object.hasOwn(value, step);
      value = own ? value[step] : undefined;
    }
  });
  if (value === undefined || value === null || typeof value === "object") {
    var found =
      value === undefined ? "nothing" : value === null ? "null" : Array.isArray(value) ? "a list" : "an object";
    throw new Error(__PATH__ + ": expected a value to save, found " + found);
  }
  if (String(value).indexOf("{{") !== -1) {
    throw new Error(__PATH__ + ": the value holds {{, which Postman would read as a variable");
  }
  pm.environment.set(__VARIABLE__, String(value));
});

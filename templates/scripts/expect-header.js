pm.test(__NAME__, function () {
  var found = pm.response.headers.get(__HEADER__);
  var expected = __EXPECTED__;
  if (expected === true || expected === false) {
    if ((typeof found === "string") !== expected) {
      throw new Error("expected the header to be " + (expected ? "present" : "absent"));
    }
    return;
  }
  if (typeof found !== "string") {
    throw new Error("expected the header, found none");
  }
  if (found.toLowerCase().indexOf(pm.variables.replaceIn(expected).toLowerCase()) === -1) {
    throw new Error("expected the header to contain " + JSON.stringify(expected) + ", found other text");
  }
});

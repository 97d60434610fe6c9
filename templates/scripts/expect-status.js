pm.test(__NAME__, function () {
  var code = pm.response.code;
  if (
    !__RANGES__.some(function (range) {
      return code >= range[0] && code <= range[1];
    })
  ) {
    throw new Error("expected " + __EXPECTED__ + ", found " + code);
  }
});

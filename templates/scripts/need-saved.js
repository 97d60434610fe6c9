// This request is made of values that earlier requests save. With one of them missing it would ask for something else.
(function () {
  var missing = __VARIABLES__.filter(function (name) {
    return !pm.variables.get(name);
  });
  if (missing.length > 0) {
    pm.test("Has the values that it needs", function () {
      throw new Error("{{" + missing.join("}}, {{") + "}} is empty: an earlier request did not save it");
    });
    pm.execution.skipRequest();
  }
})();

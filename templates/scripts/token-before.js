// Makes the token request ready. In later iterations it is left out while its token lives.
(function () {
  function stop(cause) {
    state.refuse(signIn);
    pm.execution.setNextRequest(null);
    pm.test("Update environment", function () {
      throw new Error(cause);
    });
    pm.execution.skipRequest();
  }

  if (state.wasRefused(signIn)) {
    stop("the sign-in was refused in an earlier iteration");
    return;
  }
  if (pm.info.iteration > 0 && state.isAlive(signIn)) {
    pm.execution.skipRequest();
    return;
  }
  state.forget(signIn);
  var body = pm.request.body;
  if (signIn.droppable.length > 0) {
    signIn.droppable.forEach(function (key) {
      var field = body.urlencoded.one(key);
      if (field && pm.variables.replaceIn(field.value) === "") {
        body.urlencoded.remove(key);
      }
    });
  }
  // RFC 6749 (section 2.3.1) URL-encodes both parts of Basic auth, and Postman does not.
  signIn.encoded.forEach(function (name) {
    var value = pm.variables.replaceIn("{{" + name + "}}");
    if (encodeURIComponent(value) !== value) {
      pm.variables.set(name, encodeURIComponent(value));
    }
  });
  if (signIn.issuer) {
    discover(signIn, function (cause) {
      if (cause) {
        stop(cause);
      }
    });
  }
})();

// Makes the token request ready. In later iterations it is left out while its token lives.
(function () {
  var body = pm.request.body;

  function stop(cause) {
    state.refuse(signIn);
    pm.execution.setNextRequest(null);
    pm.test("Update environment", function () {
      throw new Error(cause);
    });
    pm.execution.skipRequest();
  }

  // RFC 6749 (section 2.3.1) URL-encodes both parts of Basic auth, and Postman does not. It comes last: what a failed
  // sign-in keeps has the names as they are.
  function encodeClient() {
    // Fields and headers that name what is encoded below want it as it is.
    var lists = signIn.encoded.length > 0 ? [pm.request.headers, body.urlencoded] : [];
    lists.forEach(function (list) {
      list.each(function (one) {
        var names = signIn.encoded.some(function (name) {
          return String(one.value).indexOf("{{" + name + "}}") !== -1;
        });
        if (names) {
          one.value = pm.variables.replaceIn(one.value);
        }
      });
    });
    signIn.encoded.forEach(function (name) {
      var value = pm.variables.replaceIn("{{" + name + "}}");
      if (encodeURIComponent(value) !== value) {
        pm.variables.set(name, encodeURIComponent(value));
      }
    });
  }

  if (state.wasRefused(signIn)) {
    stop("the sign-in failed in an earlier iteration");
    return;
  }
  if (pm.info.iteration > 0 && state.isAlive(signIn)) {
    pm.execution.skipRequest();
    return;
  }
  state.forget(signIn);
  if (signIn.droppable.length > 0) {
    signIn.droppable.forEach(function (key) {
      var field = body.urlencoded.one(key);
      if (field && pm.variables.replaceIn(field.value) === "") {
        body.urlencoded.remove(key);
      }
    });
  }
  var known = pm.environment.get(signIn.gotFor) === state.subject(signIn);
  if (known && signIn.rotates && pm.environment.get(signIn.refresh.variable)) {
    body.urlencoded.one("refresh_token").value = pm.environment.get(signIn.refresh.variable);
  }
  if (signIn.issuer) {
    discover(signIn, function (cause) {
      if (cause) {
        stop(cause);
      } else {
        encodeClient();
      }
    });
  } else {
    encodeClient();
  }
})();

// Signs in when the token is missing or about to expire. A request that is public (No Auth) or signs in another way
// is let through.
(function () {
  var tokenName = __TOKEN__;
  var expiresAtName = __EXPIRES_AT__;

  function stop(cause) {
    pm.execution.setNextRequest(null);
    pm.test("Sign-in", function () {
      throw new Error(cause);
    });
    pm.execution.skipRequest();
  }

  if (!pm.environment.has(tokenName)) {
    stop("no environment is selected, or another API's: select the environment " + __ENVIRONMENT_NAMES__);
    return;
  }
  var auth = pm.request.auth;
  if (auth && JSON.stringify(auth).indexOf("{{" + tokenName + "}}") === -1) {
    return;
  }
  if (pm.environment.get(tokenName) && Number(pm.environment.get(expiresAtName)) > Date.now()) {
    return;
  }

  var resolve = function (text) {
    return pm.variables.replaceIn(text);
  };
  var unset = __NEEDED__.filter(function (name) {
    return !pm.variables.get(name);
  });
  if (unset.length > 0) {
    stop("nothing to sign in with: set " + unset.join(", ") + " in the environment");
    return;
  }
  pm.environment.set(tokenName, "");
  pm.environment.set(expiresAtName, "");
  var fields = function (list) {
    return list.map(function (field) {
      return { key: field.key, value: resolve(field.value) };
    });
  };
  var sentAt = Date.now();
  // Callback style: newman knows no other.
  pm.sendRequest(
    {
      url: resolve(__TOKEN_URL__),
      method: "POST",
      header: fields(__HEADERS__),
      auth: __BASIC__ ? { type: "basic", basic: fields(__BASIC__) } : { type: "noauth" },
      body: { mode: "urlencoded", urlencoded: fields(__FORM__) },
    },
    function (error, response) {
      if (error) {
        stop("no answer from the token endpoint" + (/^[A-Z_]+$/.test(error.code || "") ? " (" + error.code + ")" : ""));
        return;
      }
      var answer = judgeTokenAnswer(
        response.code,
        response.text(),
        function (name) {
          return response.headers.get(name);
        },
        sentAt,
      );
      if (answer.cause) {
        stop(answer.cause);
        return;
      }
      pm.environment.set(tokenName, answer.token);
      pm.environment.set(expiresAtName, String(answer.expiresAt));
    },
  );
})();

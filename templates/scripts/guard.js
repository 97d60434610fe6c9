// Signs in when the token of a request is missing, was got for another user or server, or is about to expire. A request
// that is public (No Auth), or carries no token of ours, is let through, and so is a token request.
(function () {
  var signIns = __SIGN_INS__;

  function stop(signIn, cause) {
    if (signIn) {
      state.refuse(signIn);
    }
    pm.execution.setNextRequest(null);
    pm.test("Sign-in", function () {
      throw new Error(cause);
    });
    pm.execution.skipRequest();
  }

  if (!pm.environment.has(signIns[0].token)) {
    stop(null, "no environment is selected, or another API's: select the environment " + __ENVIRONMENT_NAMES__);
    return;
  }
  var auth = pm.request.auth && pm.request.auth.type ? JSON.stringify(pm.request.auth) : "";
  var signIn = signIns.find(function (one) {
    return auth ? auth.indexOf("{{" + one.token + "}}") !== -1 : one.inherited;
  });
  if (!signIn || state.isAlive(signIn)) {
    return;
  }
  var resolve = function (text) {
    return pm.variables.replaceIn(text);
  };
  if (resolve(pm.request.url.toString()).split("?")[0] === resolve(signIn.url)) {
    return;
  }
  if (state.wasRefused(signIn)) {
    stop(signIn, "the sign-in failed in an earlier iteration");
    return;
  }
  var unset = signIn.needed.filter(function (name) {
    return !pm.variables.get(name);
  });
  if (unset.length > 0) {
    stop(null, "nothing to sign in with: set " + unset.join(", ") + " in the environment");
    return;
  }

  var fields = function (list) {
    return list
      .map(function (field) {
        return { key: field.key, value: resolve(field.value) };
      })
      .filter(function (field) {
        return field.value !== "" || signIn.droppable.indexOf(field.key) === -1;
      });
  };
  var resolveTree = function (value) {
    return JSON.parse(JSON.stringify(value), function (_, one) {
      return typeof one === "string" ? resolve(one) : one;
    });
  };
  var basic = function () {
    var encode = signIn.encoded.length > 0 ? encodeURIComponent : String;
    return signIn.basic.map(function (one) {
      return { key: one.key, value: encode(resolve(one.value)) };
    });
  };

  // Callback style: newman knows no other.
  function ask(form, done) {
    var sentAt = Date.now();
    pm.sendRequest(
      {
        url: resolve(signIn.url),
        method: "POST",
        header: fields(signIn.headers).concat(signIn.json ? { key: "Content-Type", value: "application/json" } : []),
        auth: signIn.basic ? { type: "basic", basic: basic() } : { type: "noauth" },
        body: signIn.json
          ? { mode: "raw", raw: JSON.stringify(resolveTree(signIn.json)) }
          : { mode: "urlencoded", urlencoded: fields(form) },
      },
      function (error, response) {
        if (error) {
          var code = /^[A-Z_]+$/.test(error.code || "") ? " (" + error.code + ")" : "";
          done({ cause: "no answer from the token endpoint" + code });
          return;
        }
        var header = function (name) {
          return response.headers.get(name);
        };
        done(judgeTokenAnswer(signIn, response.code, response.text(), header, sentAt), response.code);
      },
    );
  }
  function take(answer) {
    if (answer.cause) {
      stop(signIn, answer.cause);
    } else {
      state.keep(signIn, answer);
    }
  }
  function signInAnew() {
    state.forget(signIn);
    if (!signIn.issuer) {
      ask(signIn.form, take);
      return;
    }
    discover(signIn, function (cause) {
      if (cause) {
        stop(signIn, cause);
      } else {
        ask(signIn.form, take);
      }
    });
  }

  var known = pm.environment.get(signIn.gotFor) === state.subject(signIn);
  if (known && signIn.refresh && pm.environment.get(signIn.refresh.variable)) {
    ask(signIn.refresh.form, function (answer, code) {
      // A refresh token that has ended is no fault, nor is an answer without the token: the user signs in again.
      if (answer.cause && code && code !== 429 && (code < 300 || code >= 400)) {
        signInAnew();
      } else {
        take(answer);
      }
    });
  } else {
    signInAnew();
  }
})();

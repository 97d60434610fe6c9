// What the environment keeps of a sign-in: the token, when to renew it, for whom and where it was got.
var state = {
  subject: function (signIn) {
    var subject = pm.variables.replaceIn(signIn.subject);
    if (!signIn.secretSubject) {
      return subject;
    }
    var secret = pm.variables.replaceIn(signIn.secretSubject);
    return subject + " " + require("crypto-js").SHA256(secret).toString().slice(0, 16);
  },
  isAlive: function (signIn) {
    return Boolean(
      pm.environment.get(signIn.token) &&
        Number(pm.environment.get(signIn.expiresAt)) > Date.now() &&
        pm.environment.get(signIn.gotFor) === state.subject(signIn),
    );
  },
  // A later iteration does not ask again what an earlier one was refused: servers lock users out.
  wasRefused: function (signIn) {
    return (
      pm.info.iteration > 0 &&
      pm.environment.get(signIn.expiresAt) === "refused" &&
      pm.environment.get(signIn.gotFor) === state.subject(signIn)
    );
  },
  // The old token goes first: if this sign-in fails, nothing is sent as the previous user.
  forget: function (signIn) {
    pm.environment.set(signIn.token, "");
    pm.environment.set(signIn.expiresAt, "");
    if (signIn.refresh && !signIn.rotates) {
      pm.environment.set(signIn.refresh.variable, "");
    }
    signIn.made.forEach(function (one) {
      pm.environment.set(one.key, pm.variables.replaceIn(one.value));
    });
  },
  keep: function (signIn, answer) {
    pm.environment.set(signIn.token, answer.token);
    pm.environment.set(signIn.expiresAt, String(answer.expiresAt));
    pm.environment.set(signIn.gotFor, state.subject(signIn));
    // A server that does not rotate refresh tokens gives none anew (RFC 6749, section 6).
    if (signIn.refresh && answer.refreshToken) {
      pm.environment.set(signIn.refresh.variable, answer.refreshToken);
    }
  },
  refuse: function (signIn) {
    pm.environment.set(signIn.token, "");
    pm.environment.set(signIn.expiresAt, "refused");
    pm.environment.set(signIn.gotFor, state.subject(signIn));
    if (signIn.rotates) {
      pm.environment.set(signIn.refresh.variable, "");
    }
  },
};

// Judges the token endpoint's answer. Returns { token, refreshToken, expiresAt }, or { cause } with one sentence
// that says what to check. Values of the answer are never quoted: only its status, a known error code, a host and the
// names of fields.
function judgeTokenAnswer(signIn, code, text, header, sentAt) {
  var tokenField = signIn.field;
  var isJwt = signIn.isJwt;
  var checks = {
    access_denied: signIn.who,
    invalid_grant: signIn.who + ", and that the client may use this grant",
    invalid_client: "check client_id and client_secret",
    unauthorized_client: "check client_id and client_secret, and that this client may use this grant",
    unsupported_grant_type: "this server does not offer this grant",
    invalid_scope: "check the scope",
    invalid_request: "a field of the token request is missing or not accepted; check the scope",
    server_error: "look into the log of the server",
    temporarily_unavailable: "try again later",
  };
  var where = "the token endpoint answered ";

  if (typeof code !== "number") {
    return { cause: "no answer from the token endpoint" };
  }
  if (code >= 300 && code < 400) {
    var host = /^[a-z]+:\/\/(?:[^/?#@\s]*@)?([^/?#@\s]{1,80})/i.exec(header("Location") || "");
    return {
      cause:
        where +
        code +
        " and points " +
        (host ? "to " + host[1] : "elsewhere") +
        "; correct the URL: redirects are not followed, so that no password goes astray",
    };
  }
  if (code === 429) {
    var wait = /^\d{1,5}$/.exec(header("Retry-After") || "");
    return { cause: where + "429: too many sign-ins; try again " + (wait ? "in " + wait[0] + " s" : "later") };
  }

  var answer;
  try {
    answer = JSON.parse((text || "").replace(/^\uFEFF/, ""));
  } catch (error) {
    answer = undefined;
  }
  var isObject = typeof answer === "object" && answer !== null && !Array.isArray(answer);
  var error = isObject && typeof answer.error === "string" && Object.hasOwn(checks, answer.error) ? answer.error : "";

  if (code < 200 || code > 299 || error || (isObject && answer.error)) {
    var check = error
      ? checks[error]
      : code === 401 || code === 403
        ? "check user and client"
        : code >= 500 || code < 300
          ? "look into the log of the server"
          : "check base_url and the token URL";
    return {
      cause: where + code + (error ? " (" + error + ")" : code < 300 ? " with an error" : "") + "; " + check,
    };
  }
  if (!isObject) {
    return { cause: where + code + " without a JSON object; is this a login page, or base_url wrong?" };
  }

  var token = answer[tokenField];
  if (token === undefined || token === null) {
    return {
      cause:
        where +
        code +
        " without " +
        tokenField +
        (tokenField === "id_token" ? "; is openid in the scope where the server wants it?" : ""),
    };
  }
  if (typeof token !== "string" || token === "") {
    return { cause: "the " + tokenField + " in the answer is " + (token === "" ? "empty" : "not text") };
  }
  if (token.length > 12000) {
    return { cause: "the " + tokenField + " in the answer is longer than 12000 characters" };
  }
  if (isJwt ? !/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token) : !/^[\x21-\x7e]+$/.test(token) || /\{\{/.test(token)) {
    return { cause: "the " + tokenField + " in the answer is not " + (isJwt ? "a JWT" : "a token") };
  }

  // The server's own clock decides how long its token lives: ours may be wrong.
  var serverTime = Date.parse(header("Date") || "");
  var life = Number(answer[signIn.expiresIn]);
  var end = answer[signIn.expiresAtField];
  if (!(life > 0) && end !== undefined && end !== null) {
    // Seconds since 1970, or ISO 8601.
    end = /^\d+$/.test(String(end)) ? Number(end) * 1000 : Date.parse(String(end));
    life = (end - (serverTime || sentAt)) / 1000;
    if (life <= 0) {
      return { cause: "the " + tokenField + " in the answer has already expired; check the clock of the server" };
    }
  }
  if (isJwt) {
    var claims = {};
    try {
      claims = JSON.parse(require("buffer").Buffer.from(token.split(".")[1], "base64").toString("utf8")) || {};
    } catch (error) {
      return { cause: "the " + tokenField + " in the answer is not a JWT" };
    }
    var left = typeof claims.exp === "number" ? claims.exp - (serverTime || sentAt) / 1000 : NaN;
    if (left <= 0) {
      return { cause: "the " + tokenField + " in the answer has already expired; check the clock of the server" };
    }
    // expires_in is the life of the access token (RFC 6749, section 5.1): another token may end sooner.
    if (left > 0 && (!(life > 0) || (serverTime && left < life))) {
      life = left;
    }
  }
  if (!(life > 0)) {
    life = signIn.defaultLife;
  }
  // Ten years are for ever.
  life = Math.min(life, 315360000);
  var refreshToken = signIn.refresh ? answer[signIn.refresh.field] : "";
  return {
    token: token,
    refreshToken: typeof refreshToken === "string" && !/\{\{/.test(refreshToken) ? refreshToken : "",
    // Renewed a little early, so that no request starts with a token that ends on its way.
    expiresAt: Math.floor(sentAt + (life - Math.min(30, life / 3)) * 1000),
  };
}

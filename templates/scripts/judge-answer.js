// Returns the token and its expiry, or { cause }, which says what to check.
function judge(response, sentAt) {
  const code = response?.code;
  if (!code) return { cause: "no answer from the token endpoint" };
  const answered = `the token endpoint answered ${code}`;
  if (code >= 300 && code < 400) {
    const [, host] = /^[a-z]+:\/\/(?:[^/?#@\s]*@)?([^/?#@\s]{1,80})/i.exec(response.headers.get("Location")) ?? [];
    const why = "redirects are not followed, to protect the password";
    return { cause: `${answered} and points ${host ? `to ${host}` : "elsewhere"}; correct the URL: ${why}` };
  }
  if (code === 429) {
    const [seconds] = /^\d{1,5}$/.exec(response.headers.get("Retry-After")) ?? [];
    return { cause: `${answered}: too many sign-ins; try again ${seconds ? `in ${seconds} s` : "later"}` };
  }
  const hints = {
    access_denied: __USER_HINT__,
    invalid_grant: __GRANT_HINT__,
    invalid_client: __CLIENT_HINT__,
    unauthorized_client: "check client_id and client_secret, and that this client may use this grant",
    unsupported_grant_type: "this server does not offer this grant",
    invalid_scope: "check the scope",
    invalid_request: "a field of the token request is missing or not accepted; check the scope",
    server_error: "check the server's log",
    temporarily_unavailable: "try again later",
  };
  const { attempt, isError, isNil, isPlainObject } = require("lodash");
  const answer = attempt(() => response.json());
  const error = answer?.error;
  if (code < 200 || code > 299 || error) {
    const isKnown = typeof error === "string" && Object.hasOwn(hints, error);
    const byStatus = code < 300 || code > 499 ? "check the server's log" : "check base_url and the token URL";
    const hint = isKnown ? hints[error] : code === 401 || code === 403 ? "check user and client" : byStatus;
    return { cause: `${answered}${isKnown ? ` (${error})` : code < 300 ? " with an error" : ""}; ${hint}` };
  }
  //#if paths
  //#include read-paths
  //#endif
  //#if token-varies
  //#include token-places
  //#endif
  const token = __TOKEN_VALUE__;
  //#if !token-elsewhere
  if (token === false) return { cause: `${answered} without a JSON object; a login page, or a wrong base_url?` };
  //#endif
  if (isNil(token)) return { cause: answered + __WITHOUT_TOKEN__ };
  const named = __NAMED_TOKEN__;
  if (typeof token !== "string" || !token) return { cause: `${named} is ${token === "" ? "empty" : "not text"}` };
  if (token.length > 12000) return { cause: `${named} is longer than 12000 characters` };
  //#if opaque
  if (!/^[!-;=?-~]+$/.test(token) || token.includes("{{")) return { cause: `${named} is not a token` };
  //#endif
  //#if jwt
  //#if opaque
  //#include claims-if-jwt
  const isBroken = signIn.format === "jwt" && (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token) || isError(claims));
  if (isBroken) return { cause: `${named} is not a JWT` };
  //#endif
  //#if !opaque
  //#include claims
  if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token) || isError(claims)) return { cause: `${named} is not a JWT` };
  //#endif
  //#endif
  //#if clock
  // Use the server's clock, because ours may be wrong.
  const clock = Date.parse(response.headers.get("Date"));
  //#endif
  let life = Number(__EXPIRES_IN_VALUE__);
  //#if expires-at
  // Seconds since 1970, or ISO 8601.
  const end = __EXPIRES_AT_VALUE__;
  const untilEnd = ((/^\d+$/.test(end) ? Number(end) * 1000 : Date.parse(end)) - (clock || sentAt)) / 1000;
  if (!(life > 0) && untilEnd <= 0) return { cause: `${named} has already expired; check the clock of the server` };
  if (!(life > 0)) life = untilEnd;
  //#endif
  //#if jwt
  // expires_in is the lifetime of the access token (RFC 6749, section 5.1). Another token may expire earlier.
  const left = typeof claims?.exp === "number" ? claims.exp - (clock || sentAt) / 1000 : Number.NaN;
  if (left <= 0) return { cause: `${named} has already expired; check the clock of the server` };
  if (left > 0 && (!(life > 0) || (clock && left < life))) life = left;
  //#endif
  // At most ten years, and a little less, so that a token cannot expire while a request is under way.
  life = Math.min(life > 0 ? life : __DEFAULT_LIFE__, 315360000);
  const kept = { token, expiresAt: Math.floor(sentAt + (life - Math.min(30, life / 3)) * 1000) };
  //#if refresh
  const refreshToken = __REFRESH_VALUE__;
  if (typeof refreshToken === "string" && !refreshToken.includes("{{")) kept.refreshToken = refreshToken;
  //#endif
  return kept;
}

// Before a request that sends __TOKENS__: signs in if the token is missing, expired, or of another user or server.
//   sends   __SENDS__
//   reads   __READS__
//   writes  __WRITES__ (environment)
//   never   prints a value of the environment, or text of an answer except the host of a redirect
(() => {
  //#if several
  const environments = __ENVIRONMENTS__;
  const signIns = __SIGN_INS__;
  //#endif
  //#if !several
  //#include guard-settings
  //#endif

  if (!pm.environment.has(__FIRST_TOKEN__)) return fail(`select the environment ${environments}`);
  // A request without auth inherits the collection's.
  const auth = pm.request.auth?.type ? JSON.stringify(pm.request.auth) : __INHERITED__;
  //#if several
  const signIn = signIns.find(({ token }) => auth.includes(`{{${token}}}`));
  if (!signIn) return;
  const { tokenRequest } = signIn;
  //#endif
  //#if !several
  if (!auth.includes(__CARRIED__)) return;
  //#endif
  // Identifies user, client and server. If one of them changes, a new token is needed.
  //#if secret-user
  //#if plain-user
  //#include issued-for-either
  //#endif
  //#if !plain-user
  //#include issued-for-digest
  //#endif
  //#endif
  //#if !secret-user
  //#include issued-for
  //#endif
  const isKnown = pm.environment.get(__ISSUED_FOR_VARIABLE__) === issuedFor;
  const expiresAt = isKnown ? pm.environment.get(__EXPIRES_AT__) : "";
  if (pm.environment.get(__TOKEN__) && Number(expiresAt) > Date.now()) return;
  // The token request itself needs no token.
  const [url] = pm.variables.replaceIn(pm.request.url.toString()).split("?");
  //#if url-query
  if (url === pm.variables.replaceIn(tokenRequest.url).split("?")[0]) return;
  //#endif
  //#if !url-query
  if (url === pm.variables.replaceIn(tokenRequest.url)) return;
  //#endif
  // Do not repeat a refused sign-in in a later iteration: servers lock users out.
  if (pm.info.iteration > 0 && expiresAt === "refused") return fail("the sign-in failed in an earlier iteration");
  const required = __REQUIRED_VARIABLES__;
  const empty = required.filter((name) => !pm.variables.get(name));
  if (empty.length > 0) return fail(`nothing to sign in with: set ${empty.join(", ")} in the environment`);
  //#if refresh
  if (isKnown && pm.environment.get(__REFRESH_VARIABLE__)) return requestToken(__REFRESH_FORM_NAME__);
  //#endif
  signInAgain();

  // Clears the old token first: if this sign-in fails, nothing is sent as the previous user.
  function signInAgain() {
    for (const name of __CLEARED_VARIABLES__) pm.environment.set(name, "");
    //#if fresh
    const fresh = __FRESH_VARIABLES__;
    for (const name of Object.keys(fresh)) pm.environment.set(name, pm.variables.replaceIn(fresh[name]));
    //#endif
    //#if discover
    //#if no-discovery
    if (!signIn.issuer) return requestToken(__CONTENT__);
    //#endif
    discover((cause) => (cause ? accept({ cause }) : requestToken(__CONTENT__)));
    //#endif
    //#if !discover
    requestToken(__CONTENT__);
    //#endif
  }

  function requestToken(content) {
    const sentAt = Date.now();
    //#if !encoded
    // Copy the request, because replaceIn changes inner objects.
    //#endif
    //#if encoded
    // Basic auth is URL-encoded below, because Postman does not (RFC 6749, section 2.3.1). replaceIn needs a copy.
    //#endif
    const request = pm.variables.replaceIn(JSON.parse(JSON.stringify(tokenRequest)));
    //#if url-variables
    //#include encode-token-url
    //#endif
    //#if encoded
    //#if not-encoded
    for (const part of signIn.encodesClient ? request.auth.basic : []) part.value = encodeURIComponent(part.value);
    //#endif
    //#if !not-encoded
    for (const part of request.auth.basic) part.value = encodeURIComponent(part.value);
    //#endif
    //#endif
    //#if form
    //#if json
    if (!signIn.json) request.body = { mode: "urlencoded", urlencoded: pm.variables.replaceIn(content) };
    //#endif
    //#if !json
    request.body = { mode: "urlencoded", urlencoded: pm.variables.replaceIn(content) };
    //#endif
    //#endif
    //#if json
    // Values are filled in before the JSON is made, so a quote in a value cannot break it.
    //#if form
    if (signIn.json) request.body = { mode: "raw", raw: JSON.stringify(pm.variables.replaceIn(content)) };
    //#endif
    //#if !form
    request.body = { mode: "raw", raw: JSON.stringify(pm.variables.replaceIn(content)) };
    //#endif
    //#endif
    //#if optional
    // Many servers refuse an empty scope or audience.
    const isSent = ({ key, value }) => value !== "" || !__OPTIONAL_FIELDS__.includes(key);
    //#if json
    if (!signIn.json) request.body.urlencoded = request.body.urlencoded.filter(isSent);
    //#endif
    //#if !json
    request.body.urlencoded = request.body.urlencoded.filter(isSent);
    //#endif
    //#endif
    // newman supports callbacks only.
    pm.sendRequest(request, (error, response) => {
      const reason = /^[A-Z_]+$/.test(error?.code) ? ` (${error.code})` : "";
      const answer = error ? { cause: `no answer from the token endpoint${reason}` } : judge(response, sentAt);
      //#if refresh
      // An expired refresh token, or an answer without a token, is not an error: sign in again.
      const isRefused = !error && answer.cause && response.code !== 429 && (response.code < 300 || response.code > 399);
      if (content === __REFRESH_FORM_NAME__ && isRefused) signInAgain();
      else accept(answer);
      //#endif
      //#if !refresh
      accept(answer);
      //#endif
    });
  }

  // Stores the new token, or that the sign-in was refused.
  function accept(answer) {
    pm.environment.set(__TOKEN__, answer.token ?? "");
    pm.environment.set(__EXPIRES_AT__, String(answer.expiresAt ?? "refused"));
    pm.environment.set(__ISSUED_FOR_VARIABLE__, issuedFor);
    //#if refresh
    // A server that does not rotate refresh tokens returns no new one (RFC 6749, section 6).
    //#if no-refresh
    if (answer.refreshToken && signIn.refreshVariable) pm.environment.set(signIn.refreshVariable, answer.refreshToken);
    //#endif
    //#if !no-refresh
    if (answer.refreshToken) pm.environment.set(__REFRESH_VARIABLE__, answer.refreshToken);
    //#endif
    //#endif
    //#if rotates
    //#if no-rotation
    if (answer.cause && signIn.rotates) pm.environment.set(signIn.refreshVariable, "");
    //#endif
    //#if !no-rotation
    if (answer.cause) pm.environment.set(__REFRESH_VARIABLE__, "");
    //#endif
    //#endif
    if (answer.cause) fail(answer.cause);
  }

  function fail(cause) {
    pm.execution.setNextRequest(null);
    pm.test(__ASSERTION__, () => {
      throw new Error(cause);
    });
    pm.execution.skipRequest();
  }

  //#if discover
  //#include discover

  //#endif
  //#include judge-answer
})();

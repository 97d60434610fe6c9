// Before __REQUEST_NAME__: clears the old token, so that nothing is sent as the previous user if this sign-in fails.
//   reads   __READS__
//   writes  __WRITES__ (environment)
(() => {
  // Identifies user, client and server. If one of them changes, a new token is needed.
  //#if secret-user
  //#include issued-for-digest
  //#endif
  //#if !secret-user
  //#include issued-for
  //#endif
  const isKnown = pm.environment.get(__ISSUED_FOR_VARIABLE__) === issuedFor;
  const expiresAt = pm.environment.get(__EXPIRES_AT__);
  // A later iteration uses a token that is still valid, and does not repeat a refused sign-in: servers lock users out.
  if (pm.info.iteration > 0 && isKnown) {
    //#if discover
    if (expiresAt === "refused") return fail("the sign-in failed in an earlier iteration");
    //#endif
    //#if !discover
    if (expiresAt === "refused") {
      pm.execution.setNextRequest(null);
      pm.test(__ASSERTION__, () => pm.expect.fail("the sign-in failed in an earlier iteration"));
      return pm.execution.skipRequest();
    }
    //#endif
    if (pm.environment.get(__TOKEN__) && Number(expiresAt) > Date.now()) return pm.execution.skipRequest();
  }
  for (const name of __CLEARED_VARIABLES__) pm.environment.set(name, "");
  //#if fresh
  const fresh = __FRESH_VARIABLES__;
  for (const name of Object.keys(fresh)) pm.environment.set(name, pm.variables.replaceIn(fresh[name]));
  //#endif
  //#if optional
  // Many servers refuse an empty scope or audience.
  for (const key of __OPTIONAL_FIELDS__) {
    const field = pm.request.body.urlencoded.one(key);
    if (field && pm.variables.replaceIn(field.value) === "") pm.request.body.urlencoded.remove(key);
  }
  //#endif
  //#if rotates
  // A server that rotates refresh tokens accepts each once, so the last one that it issued replaces the user's own.
  const refreshToken = pm.environment.get(__REFRESH_VARIABLE__);
  if (isKnown && refreshToken) pm.request.body.urlencoded.one("refresh_token").value = refreshToken;
  //#endif
  //#if discover
  discover((cause) => {
    if (cause) {
      pm.environment.set(__EXPIRES_AT__, "refused");
      pm.environment.set(__ISSUED_FOR_VARIABLE__, issuedFor);
      //#if rotates
      pm.environment.set(__REFRESH_VARIABLE__, "");
      //#endif
      return fail(cause);
    }
    //#if encoded
    //#include encode-client
    //#endif
  });
  //#endif
  //#if !discover
  //#if encoded
  //#include encode-client
  //#endif
  //#endif
  //#if discover

  function fail(cause) {
    pm.execution.setNextRequest(null);
    pm.test(__ASSERTION__, () => {
      throw new Error(cause);
    });
    pm.execution.skipRequest();
  }

  //#include discover
  //#endif
})();

// Checks the answer to __REQUEST_NAME__. Stores a valid token; any other answer ends the run.
//   writes  __WRITES__ (environment)
//   never   prints text of the answer, except the host of a redirect
(() => {
  //#if encoded
  for (const name of __ENCODED_VARIABLES__) pm.variables.unset(name);
  //#endif
  //#if secret-user
  //#include issued-for-digest
  //#endif
  //#if !secret-user
  //#include issued-for
  //#endif
  const answer = judge(pm.response, Date.now() - (pm.response?.responseTime ?? 0));
  if (answer.cause) {
    // End the run, because a failing test alone would not stop the other requests.
    pm.execution.setNextRequest(null);
    pm.environment.set(__TOKEN__, "");
    pm.environment.set(__EXPIRES_AT__, "refused");
    pm.environment.set(__ISSUED_FOR_VARIABLE__, issuedFor);
    //#if rotates
    pm.environment.set(__REFRESH_VARIABLE__, "");
    //#endif
  }
  const required = __REQUIRED_VARIABLES__;
  const empty = required.filter((name) => !pm.variables.get(name)).join(", ");
  pm.test(__ASSERTION__, () => {
    if (answer.cause) throw new Error(empty ? `${answer.cause}; set ${empty} in the environment` : answer.cause);
    pm.environment.set(__TOKEN__, answer.token);
    pm.environment.set(__EXPIRES_AT__, String(answer.expiresAt));
    pm.environment.set(__ISSUED_FOR_VARIABLE__, issuedFor);
    //#if refresh
    // A server that does not rotate refresh tokens returns no new one (RFC 6749, section 6).
    if (answer.refreshToken) pm.environment.set(__REFRESH_VARIABLE__, answer.refreshToken);
    //#endif
  });

  //#include judge-answer
})();

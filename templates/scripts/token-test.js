(function () {
  // Without an answer there is no response, or one without a code.
  var response = pm.response && pm.response.code ? pm.response : null;
  var answer = judgeTokenAnswer(
    response && response.code,
    response && response.text(),
    function (name) {
      return response.headers.get(name);
    },
    Date.now() - ((response && response.responseTime) || 0),
  );
  if (answer.cause) {
    // Stop the run first: a failing test alone would let the other requests go out.
    pm.execution.setNextRequest(null);
  }
  pm.test("Update environment", function () {
    if (answer.cause) {
      throw new Error(answer.cause);
    }
    pm.environment.set(__TOKEN__, answer.token);
    pm.environment.set(__EXPIRES_AT__, String(answer.expiresAt));
  });
})();

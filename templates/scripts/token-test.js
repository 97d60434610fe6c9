(function () {
  signIn.encoded.forEach(function (name) {
    pm.variables.unset(name);
  });
  // Without an answer there is no response, or one without a code.
  var response = pm.response && pm.response.code ? pm.response : null;
  var answer = judgeTokenAnswer(
    signIn,
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
    state.refuse(signIn);
  }
  pm.test("Update environment", function () {
    if (answer.cause) {
      throw new Error(answer.cause);
    }
    pm.environment.set(__TOKEN__, answer.token);
    state.keep(signIn, answer);
  });
})();

pm.test(__NAME__, function () {
  if (pm.response.responseTime > __LIMIT__) {
    throw new Error("expected at most " + __LIMIT__ + " ms, took " + pm.response.responseTime + " ms");
  }
});

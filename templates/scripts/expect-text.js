pm.test(__NAME__, function () {
  if (pm.response.text().indexOf(pm.variables.replaceIn(__EXPECTED__)) === -1) {
    throw new Error("expected the body to contain " + JSON.stringify(__EXPECTED__) + ", found other text");
  }
});

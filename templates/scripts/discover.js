// Finds the token URL: OpenID Connect Discovery 1.0, section 4. Calls back with a cause when there is none.
function discover(signIn, done) {
  var issuer = pm.variables.replaceIn(signIn.issuer).replace(/\/+$/, "");
  if (!/^https?:\/\//.test(issuer)) {
    done("the issuer does not start with https://");
    return;
  }
  var asked = issuer + "/.well-known/openid-configuration";
  pm.sendRequest({ url: asked, method: "GET", auth: { type: "noauth" } }, function (error, response) {
    if (error) {
      done("no answer from the discovery of the issuer (" + asked + "); check the issuer");
      return;
    }
    var document;
    try {
      document = JSON.parse(response.text()) || {};
    } catch (fault) {
      document = {};
    }
    var url = document.token_endpoint;
    var origin = /^https?:\/\/[^/]+/.exec(issuer) || [""];
    if (response.code !== 200) {
      done("the discovery of the issuer answered " + response.code + " (" + asked + "); check the issuer");
    } else if (typeof document.issuer !== "string" || document.issuer.replace(/\/+$/, "") !== issuer) {
      done("the discovery of the issuer speaks of another issuer (" + asked + "); check the issuer");
    } else if (typeof url !== "string" || !/^https?:\/\/[^\s{}@\\]+$/.test(url)) {
      done("the discovery of the issuer names no token_endpoint");
    } else if (!/^https:/.test(url) && url.indexOf(origin[0] + "/") !== 0) {
      done("the discovery of the issuer names a token_endpoint elsewhere without https");
    } else {
      pm.environment.set(signIn.tokenUrlVariable, url);
      done("");
    }
  });
}

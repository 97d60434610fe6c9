// Finds the token URL (OpenID Connect Discovery 1.0, section 4). Calls back with a cause if there is none.
function discover(done) {
  const issuer = pm.variables.replaceIn(__ISSUER__).replace(/\/+$/, "");
  const [origin] = /^https?:\/\/[^/]+/.exec(issuer) ?? [];
  if (!origin) return done("the issuer does not start with https://");
  const url = `${issuer}/.well-known/openid-configuration`;
  pm.sendRequest({ url, method: "GET", auth: { type: "noauth" } }, (error, response) => {
    if (error) return done(`no answer from the discovery of the issuer (${url}); check the issuer`);
    if (response.code !== 200) {
      return done(`the discovery of the issuer answered ${response.code} (${url}); check the issuer`);
    }
    const { attempt } = require("lodash");
    const document = attempt(() => response.json());
    if (typeof document?.issuer !== "string" || document.issuer.replace(/\/+$/, "") !== issuer) {
      return done(`the discovery of the issuer names another issuer (${url}); check the issuer`);
    }
    const endpoint = document.token_endpoint;
    if (typeof endpoint !== "string" || !/^https?:\/\/[^\s{}@\\]+$/.test(endpoint)) {
      return done("the discovery of the issuer names no token_endpoint");
    }
    if (!endpoint.startsWith("https:") && !endpoint.startsWith(`${origin}/`)) {
      return done("the discovery of the issuer names a token_endpoint elsewhere without https");
    }
    pm.environment.set(__URL_VARIABLE__, endpoint);
    done("");
  });
}

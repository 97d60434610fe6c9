/** For each auth type that computes what it sends: a template, as people write it. */
export const signedTemplates: Readonly<Record<string, string>> = {
  digest: `auth: { type: digest, username: "{{username}}", password: "{{password}}" }
variables: { username: { value: admin }, password: {} }
`,
  ntlm: `auth: { type: ntlm, username: "{{username}}", password: "{{password}}", domain: CORP }
variables: { username: { value: admin }, password: {} }
`,
  hawk: `auth: { type: hawk, authId: "{{auth_id}}", authKey: "{{auth_key}}", algorithm: sha256, includePayloadHash: false }
variables: { auth_id: { value: shop }, auth_key: {} }
`,
  oauth1: `auth:
  type: oauth1
  consumerKey: "{{consumer_key}}"
  consumerSecret: "{{consumer_secret}}"
  token: "{{oauth_token}}"
  tokenSecret: "{{token_secret}}"
  signatureMethod: HMAC-SHA1
  version: "1.0"
  addParamsToHeader: true
  addEmptyParamsToSign: false
variables:
  consumer_key: { value: shop }
  consumer_secret: {}
  oauth_token: { value: t }
  token_secret: {}
`,
  edgegrid: `auth: { type: edgegrid, accessToken: "{{access}}", clientToken: "{{client}}", clientSecret: "{{client_secret}}" }
variables: { access: {}, client: {}, client_secret: {} }
`,
  asap: `auth: { type: asap, alg: RS256, kid: shop/key, iss: shop, aud: api, exp: 1h, privateKey: "{{private_key}}" }
variables: { private_key: {} }
`,
  jwt: `auth:
  type: jwt
  algorithm: HS256
  secret: "{{jwt_secret}}"
  isSecretBase64Encoded: false
  payload: '{"sub": "admin"}'
variables: { jwt_secret: {} }
`,
};

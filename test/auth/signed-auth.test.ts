import { describe, expect, test } from 'vitest';
import { identityIn, loadIdentitiesOf } from '../support/identities-of.ts';
import { signedTemplates } from '../support/signed-templates.ts';

const load = (template: string) => identityIn('./own.yaml', { 'own.yaml': template });

test.each<[string, string, string[] | undefined, string[]]>([
  ['digest', 'Digest', undefined, ['password']],
  ['ntlm', 'NTLM', undefined, ['password']],
  ['hawk', 'Hawk', ['includePayloadHash'], ['auth_key']],
  ['oauth1', 'OAuth', ['addParamsToHeader', 'addEmptyParamsToSign'], ['consumer_secret', 'token_secret']],
  ['edgegrid', 'EG1-HMAC-SHA256', undefined, ['access', 'client', 'client_secret']],
  ['asap', 'Bearer', undefined, ['private_key']],
  ['jwt', 'Bearer', ['isSecretBase64Encoded'], ['jwt_secret']],
])('%s: the scheme %s, the flags %j, and secrets without `secret: true`: %j', (type, scheme, flags, secrets) => {
  const { auth, variables } = load(signedTemplates[type] ?? '');
  expect([auth.type, auth.scheme, auth.flags]).toEqual([type, scheme, flags]);
  expect(variables.filter(({ secret }) => secret).map(({ name }) => name)).toEqual(secrets);
});

test.each<[string, string, string | undefined]>([
  ['oauth1 that puts its signature in the URL', '{ type: oauth1, consumerKey: k }', undefined],
  ['oauth1 that says so', '{ type: oauth1, consumerKey: k, addParamsToHeader: false }', undefined],
  ['jwt with a prefix', '{ type: jwt, algorithm: HS256, headerPrefix: Token }', 'Token'],
  ['jwt without a prefix', '{ type: jwt, algorithm: HS256, headerPrefix: "" }', undefined],
  ['a type without a signature', '{ type: basic, username: u, password: "{{p}}" }', undefined],
])('the scheme of %s', (_, auth, scheme) => {
  expect(load(`auth: ${auth}\nvariables: { p: {} }\n`).auth.scheme).toBe(scheme);
});

describe('a template with a secret in an attribute is refused:', () => {
  test.each([
    ['digest', 'password'],
    ['ntlm', 'password'],
    ['hawk', 'authKey'],
    ['oauth1', 'consumerSecret'],
    ['oauth1', 'tokenSecret'],
    ['oauth1', 'privateKey'],
    ['edgegrid', 'accessToken'],
    ['edgegrid', 'clientToken'],
    ['edgegrid', 'clientSecret'],
    ['asap', 'privateKey'],
    ['jwt', 'secret'],
    ['jwt', 'privateKey'],
  ])('%s, %s', (type, key) => {
    const files = { 'own.yaml': `auth:\n  type: ${type}\n  ${key}: hunter2\n` };
    expect(loadIdentitiesOf('auth: ./own.yaml', files).said).toEqual([
      `own.yaml:3:${key.length + 5} error secret-in-list`,
    ]);
  });
});

test('a jwt in the URL is refused, because URLs are logged', () => {
  const files = { 'own.yaml': 'auth: { type: jwt, addTokenTo: queryParam, secret: "{{s}}" }\nvariables: { s: {} }\n' };
  expect(loadIdentitiesOf('auth: ./own.yaml', files).said).toEqual(['own.yaml:1:32 error wrong-value']);
});

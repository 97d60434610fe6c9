import { describe, expect, test } from 'vitest';
import { signedFaults } from '../../src/model/signed-faults.ts';
import { resolveText } from '../../src/notation/resolve-text.ts';

const key = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n';
const oldKey = key.replaceAll('PRIVATE', 'RSA PRIVATE');

/** The attributes at fault, once `{{v}}` has a value. */
function faults(type: string, attributes: Record<string, string>, v = 'value') {
  const fields = Object.entries(attributes).map(([name, value]) => ({ key: name, value }));
  const resolve = (text: string) => {
    const value = resolveText(text, new Map([['v', v]]));
    return value.includes('{{') ? undefined : value;
  };
  return signedFaults(type, fields, resolve).map(({ attribute }) => attribute);
}

const jwt = { algorithm: 'HS256', secret: '{{v}}', payload: '{"sub":"{{v}}"}' };
const asap = { kid: 'k', iss: 'me', aud: 'you', privateKey: key };
const edgegrid = { accessToken: 'a', clientToken: 'b', clientSecret: 'c' };
const oauth1 = { consumerKey: 'k', signatureMethod: 'HMAC-SHA1' };

describe('what Postman can sign has no fault', () => {
  test.each<[string, string, Record<string, string>, string?]>([
    ['a JWT with a secret', 'jwt', jwt],
    ['a JWT whose value has a sign of JSON that changes nothing', 'jwt', jwt, 'a{b}:c,d'],
    ['a JWT with a key', 'jwt', { ...jwt, algorithm: 'ES512', privateKey: key }],
    ['a JWT with a number in its payload', 'jwt', { ...jwt, payload: '{"n":{{v}}}' }, '7'],
    ['a JWT without a payload', 'jwt', { algorithm: 'HS256', secret: 's' }],
    ['a JWT whose payload is not known yet', 'jwt', { ...jwt, payload: '{{later}}' }],
    ['ASAP with the default algorithm', 'asap', asap],
    ['ASAP with its issuer in the claims', 'asap', { ...asap, iss: '', claims: '{"iss":"me"}' }],
    ['ASAP with a key as data URI', 'asap', { ...asap, privateKey: 'data:application/pkcs8;kid=k;base64,AA' }],
    ['Hawk with the default algorithm', 'hawk', { authId: 'a', authKey: 'b' }],
    ['EdgeGrid', 'edgegrid', edgegrid],
    ['Hawk with SHA-1', 'hawk', { authId: 'a', authKey: 'b', algorithm: 'sha1' }],
    ['Hawk with SHA-256', 'hawk', { authId: 'a', authKey: 'b', algorithm: 'sha256' }],
    ['OAuth 1 with a secret', 'oauth1', oauth1],
    ['OAuth 1 with a key', 'oauth1', { ...oauth1, signatureMethod: 'RSA-SHA256', privateKey: oldKey }],
    ['an API key with a plus in a header', 'apikey', { in: 'header', value: 'a+b' }],
    ['an API key in the query', 'apikey', { in: 'query', value: 'a-b' }],
    ['any other type', 'bearer', {}],
  ])('%s', (_, type, attributes, value) => expect(faults(type, attributes, value)).toEqual([]));
});

describe('what Postman cannot sign names the attribute', () => {
  test.each<[string, string, Record<string, string>, string[], string?]>([
    ['an unknown algorithm of a JWT', 'jwt', { ...jwt, algorithm: 'HS999' }, ['algorithm']],
    ['a JWT without algorithm', 'jwt', { ...jwt, algorithm: '' }, ['algorithm']],
    ['a JWT without secret', 'jwt', { ...jwt, secret: '' }, ['secret']],
    ['a JWT with a key in the older format', 'jwt', { ...jwt, algorithm: 'RS256', privateKey: oldKey }, ['privateKey']],
    ['a JWT without key', 'jwt', { ...jwt, algorithm: 'PS256' }, ['privateKey']],
    ['a payload that is YAML', 'jwt', { ...jwt, payload: '{sub: u}' }, ['payload']],
    ['a payload that is a list', 'jwt', { ...jwt, payload: '["a"]' }, ['payload']],
    ['a header that is not JSON', 'jwt', { ...jwt, header: 'kid' }, ['header']],
    ['a value with a quote', 'jwt', jwt, ['payload'], 'a"b'],
    ['a value that adds a claim', 'jwt', jwt, ['payload'], 'x","admin":"true'],
    ['a value that adds a claim twice', 'jwt', jwt, ['payload'], 'x","sub":"y'],
    ['ASAP without issuer', 'asap', { ...asap, iss: '' }, ['iss']],
    ['ASAP with a secret algorithm', 'asap', { ...asap, alg: 'HS256' }, ['alg']],
    ['ASAP without key', 'asap', { ...asap, privateKey: 'secret' }, ['privateKey']],
    ['ASAP with claims that are not JSON', 'asap', { ...asap, claims: 'a: b' }, ['claims']],
    ['Hawk without id', 'hawk', { authKey: 'b' }, ['authId']],
    ['Hawk with an unknown algorithm', 'hawk', { authId: 'a', authKey: 'b', algorithm: 'md5' }, ['algorithm']],
    ['EdgeGrid without client token', 'edgegrid', { ...edgegrid, clientToken: '' }, ['clientToken']],
    ['OAuth 1 without consumer key', 'oauth1', { ...oauth1, consumerKey: '' }, ['consumerKey']],
    ['OAuth 1 without key', 'oauth1', { ...oauth1, signatureMethod: 'RSA-SHA1' }, ['privateKey']],
    ['OAuth 1 with an unknown method', 'oauth1', { ...oauth1, signatureMethod: 'MD5' }, ['signatureMethod']],
    ['an API key with a plus in the query', 'apikey', { in: 'query', value: '{{v}}' }, ['value'], 'a+b'],
    ['an API key with a percent sign in the query', 'apikey', { in: 'query', value: '{{v}}' }, ['value'], 'a%20b'],
  ])('%s', (_, type, attributes, want, value) => expect(faults(type, attributes, value)).toEqual(want));
});

test.each([
  ['{sub: u}', 'x', 'is not JSON of a map'],
  ['{"sub":"{{v}}"}', 'a"b', 'is other JSON once its variables are replaced'],
  ['{"sub":"{{v}}"}', 'x","sub":"y', 'is other JSON once its variables are replaced'],
])('the payload %s with %s %s', (payload, v, want) => {
  const resolve = (text: string) => resolveText(text, new Map([['v', v]]));
  const fields = Object.entries({ ...jwt, secret: 's', payload }).map(([name, value]) => ({ key: name, value }));
  expect(signedFaults('jwt', fields, resolve)[0]?.reason).toContain(want);
});

import { expect, test } from 'vitest';
import { planRun } from '../../../src/run/plan-run.ts';
import { neededVariables } from '../../../src/run/preflight/needed-variables.ts';
import { checkValues } from '../../../src/run/preflight/preflight.ts';
import { apiOf } from '../../support/api-of.ts';

const api = apiOf(`name: Shop
auth: pydio-cells-v1
identities:
  jane: pydio-cells-v1
  s3: { template: aws-v4, access_key: "{{dex_token}}", secret_key: gatewaysecret, service: s3 }
  partner: api-key
  machine: oauth2-client-credentials
environments:
  dev: { base_url: "https://shop.example", username: admin, jane_username: jane, machine_issuer: "http://id.example" }
endpoints:
  - { name: Open, request: GET /a, auth: none, tags: [open] }
  - { name: Own, request: GET /b, tags: [own] }
  - { name: Jane, request: GET /c, auth: jane, tags: [jane] }
  - { name: Bucket, request: GET /d, auth: s3, tags: [s3] }
  - { name: Key, request: GET /e, auth: partner, tags: [key] }
  - { name: Machine, request: GET /f, auth: machine, tags: [machine] }
`);
const [environment] = api.environments as [(typeof api.environments)[number]];

/** Needed variables and diagnostics for the request with a tag, after changes to the environment's values. */
function check(tag: string, changes: Record<string, string> = {}, proxied = false) {
  const values = new Map([...environment.values, ...Object.entries(changes)]);
  const plan = planRun(api, { folders: [], tags: [tag], notTags: [], unsafe: false }, values).value;
  if (!plan) throw new Error('nothing is planned');
  const needed = neededVariables(plan, values);
  const input = { api, environment, file: 'shop.dev.json', plan, needed, values, allowHttp: false };
  return {
    needed: [...needed].sort().join(' '),
    codes: checkValues({ ...input, proxied: () => proxied }).map(
      (diagnostic) => `${diagnostic.code} ${diagnostic.message}`,
    ),
  };
}

const own = { password: 'p', client_secret: 's' };

test.each<[string, string]>([
  ['open', 'base_url'],
  // The nonce is needed too, but nobody has to type it in: the sign-in script creates it.
  ['own', 'base_url client_id client_secret dex_token nonce password username'],
  ['jane', 'base_url client_id client_secret jane_nonce jane_password jane_token jane_username'],
  // The secret key is written in the list, so it is not a variable. The token is that of the list's `auth`.
  ['s3', 'base_url client_id client_secret dex_token nonce password s3_region s3_service s3_session_token username'],
  ['key', 'base_url partner_api_key partner_api_key_header'],
  [
    'machine',
    'base_url machine_audience machine_client_id machine_client_secret machine_issuer machine_resource machine_scope machine_token',
  ],
])('the request tagged %s needs %s', (tag, needed) => {
  expect(check(tag).needed).toBe(needed);
});

test.each<[string, string, Record<string, string>, number]>([
  ['no value is missing', 'own', own, 0],
  ['the password of an unrelated identity is empty', 'own', { ...own, jane_password: '' }, 0],
  ['the password of the identity is empty', 'jane', { client_secret: 's' }, 1],
  ['the identity sends the token of another user, whose password is empty', 's3', { client_secret: 's' }, 1],
  ['the API key is empty', 'key', {}, 1],
  ['the API key is set', 'key', { partner_api_key: 'k' }, 0],
])('unset variables when %s', (_, tag, changes, unset) => {
  const { codes } = check(tag, changes);
  expect(codes.filter((code) => code.startsWith('unset-variable'))).toHaveLength(unset);
  expect(codes).toHaveLength(unset);
});

test('an issuer with plain http is refused before its metadata is requested', () => {
  const { codes } = check('machine', { machine_client_id: 'm', machine_client_secret: 's' });
  expect(codes).toEqual([expect.stringMatching(/^plain-http .*id\.example/)]);
});

test.each<[string, string, string[]]>([
  ['an https URL', 'https://id.example/realm', []],
  // Without a scheme, newman would use plain http.
  ['a URL without a scheme', 'id.example/realm', ['bad-base-url']],
  ['an ftp URL', 'ftp://id.example', ['bad-base-url']],
  ['a URL with a query', 'https://id.example/?a=b', ['bad-base-url']],
  ['a URL with a user name', 'https://jane@id.example', ['bad-base-url']],
  ['empty', '', ['unset-variable']],
])('an issuer that is %s', (_, issuer, codes) => {
  const changes = { machine_client_id: 'm', machine_client_secret: 's', machine_issuer: issuer };
  expect(check('machine', changes).codes.map((code) => code.split(' ')[0])).toEqual(codes);
});

test('an invalid base URL is reported only once, not again for the sign-in', () => {
  expect(check('own', { ...own, base_url: 'shop.example' }).codes).toHaveLength(1);
});

test.each([
  ['plain http to this machine is accepted without a proxy', false, 0],
  ['plain http to this machine is refused through a proxy, which could read it', true, 1],
])('%s', (_, proxied, count) => {
  expect(check('own', { ...own, base_url: 'http://localhost:1' }, proxied).codes).toHaveLength(count);
});

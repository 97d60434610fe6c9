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

/** Needed names and diagnostics of the request with a tag, when the environment's values are changed so. */
function check(tag: string, changes: Record<string, string> = {}, proxied = false) {
  const values = new Map([...environment.values, ...Object.entries(changes)]);
  const plan = planRun(api, { folders: [], tags: [tag], notTags: [], unsafe: false }, values).value;
  if (!plan) throw new Error('nothing is planned');
  const needed = neededVariables(plan, values);
  const input = { api, environment, file: 'shop.dev.json', plan, needed, values, allowHttp: false };
  return {
    needed: [...needed].sort().join(' '),
    codes: checkValues({ ...input, proxied: () => proxied }).map((one) => `${one.code} ${one.message}`),
  };
}

const own = { password: 'p', client_secret: 's' };

test.each<[string, string]>([
  ['open', 'base_url'],
  // The nonce is made by the sign-in, and needed all the same: nothing has to be typed in.
  ['own', 'base_url client_id client_secret dex_token nonce password username'],
  ['jane', 'base_url client_id client_secret jane_nonce jane_password jane_token jane_username'],
  // The list writes the gateway's secret key, so that it is no variable; and the token is that of the list's own auth.
  ['s3', 'base_url client_id client_secret dex_token nonce password s3_region s3_service s3_session_token username'],
  ['key', 'base_url partner_api_key partner_api_key_header'],
  [
    'machine',
    'base_url machine_audience machine_client_id machine_client_secret machine_issuer machine_resource machine_scope machine_token',
  ],
])('a request of %s needs %s', (tag, needed) => {
  expect(check(tag).needed).toBe(needed);
});

test.each<[string, string, Record<string, string>, number]>([
  ['all that the sign-in wants is there', 'own', own, 0],
  ['the password of another identity is empty', 'own', { ...own, jane_password: '' }, 0],
  ['its own password is empty', 'jane', { client_secret: 's' }, 1],
  ['the gateway takes the token of a user, whose password is empty', 's3', { client_secret: 's' }, 1],
  ['a key is empty', 'key', {}, 1],
  ['a key is there', 'key', { partner_api_key: 'k' }, 0],
])('%s', (_, tag, changes, unset) => {
  const { codes } = check(tag, changes);
  expect(codes.filter((one) => one.startsWith('unset-variable'))).toHaveLength(unset);
  expect(codes).toHaveLength(unset);
});

test('plain http of an issuer is refused, before its discovery could name another address', () => {
  const { codes } = check('machine', { machine_client_id: 'm', machine_client_secret: 's' });
  expect(codes).toEqual([expect.stringMatching(/^plain-http .*id\.example/)]);
});

test.each<[string, string, string[]]>([
  ['a URL', 'https://id.example/realm', []],
  // Runners would take plain http.
  ['no scheme', 'id.example/realm', ['bad-base-url']],
  ['another scheme', 'ftp://id.example', ['bad-base-url']],
  ['a query', 'https://id.example/?a=b', ['bad-base-url']],
  ['a user', 'https://jane@id.example', ['bad-base-url']],
  ['nothing', '', ['unset-variable']],
])('an issuer that is %s', (_, issuer, codes) => {
  const changes = { machine_client_id: 'm', machine_client_secret: 's', machine_issuer: issuer };
  expect(check('machine', changes).codes.map((one) => one.split(' ')[0])).toEqual(codes);
});

test('a base URL that is none is told once, and not for the sign-in again', () => {
  expect(check('own', { ...own, base_url: 'shop.example' }).codes).toHaveLength(1);
});

test.each([
  ['directly, plain http to this machine is fine', false, 0],
  ['through a proxy, it could be read on the way', true, 1],
])('%s', (_, proxied, told) => {
  expect(check('own', { ...own, base_url: 'http://localhost:1' }, proxied).codes).toHaveLength(told);
});

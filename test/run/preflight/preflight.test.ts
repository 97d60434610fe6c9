import { describe, expect, test } from 'vitest';
import { isLoopback } from '../../../src/notation/loopback.ts';
import { planRun } from '../../../src/run/plan-run.ts';
import { neededVariables } from '../../../src/run/preflight/needed-variables.ts';
import { checkValues } from '../../../src/run/preflight/preflight.ts';
import { apiOf } from '../../support/api-of.ts';

const api = apiOf(`name: Shop
auth: pydio-cells-v1
variables:
  host: shop.example
  path: "{{host}}/x"
  note: { optional: true }
  size: 3
  on: true
  part: x
  api_key: { secret: true }
environments:
  dev: { base_url: "https://{{host}}", username: admin }
endpoints:
  - { name: Open, request: GET /open, auth: none, tags: [open] }
  - { name: Path, request: "GET /p", query: { where: "{{path}}", id: "{{$guid}}" }, auth: none, tags: [path] }
  - { name: Note, request: "GET /n/{size}", headers: { X-Note: "{{note}}", X-Key: "{{api_key}}" }, auth: none, tags: [note] }
  - { name: Save, request: GET /s, save: { order: $.id }, tags: [signed] }
  - { name: Use, request: "GET /u/{order}", tags: [signed] }
  - { name: Typed, request: "GET /t/{part}", query: { on: "{{on}}" }, auth: none, tags: [typed] }
  - { name: Token, request: GET /v, headers: { X-Token: "{{dex_token}}" }, auth: none, tags: [token] }
  - { name: Away, request: "GET http://other.example/a", auth: inherit, tags: [away] }
  - { name: Away again, request: "GET http://other.example/b", auth: inherit, tags: [away] }
  - { name: Third, request: "GET http://third.example/c", auth: inherit, tags: [away] }
  - { name: Labelled, request: GET /l, headers: { X-Label: "for {{host}}", X-Off: { value: "{{part}}", disabled: true } }, auth: none, tags: [label] }
  - { name: Public, request: "GET http://other.example/p", auth: none, tags: [public] }
`);
const [environment] = api.environments as [(typeof api.environments)[number]];

/** Needed names and diagnostics of the requests with a tag, when the environment's values are changed so. */
function check(tag: string, changes: Record<string, string>, more: { allowHttp?: boolean } = {}) {
  const values = new Map([...environment.values, ...Object.entries(changes)]);
  const plan = planRun(api, { folders: [], tags: [tag], notTags: [], unsafe: false }, values).value;
  if (!plan) throw new Error('nothing is planned');
  const needed = neededVariables(plan, values);
  const input = { api, environment, file: 'shop.dev.json', plan, needed, values };
  const diagnostics = checkValues({ ...input, allowHttp: more.allowHttp ?? false });
  return { needed: [...needed].sort().join(' '), codes: diagnostics.map((one) => one.code), diagnostics };
}

const signedIn = { password: 'p', client_secret: 's' };

test.each<[string, string, Record<string, string>, string]>([
  ['the URL, and what stands in its value', 'open', {}, 'base_url host'],
  ['values of values, and no dynamic ones', 'path', {}, 'base_url host path'],
  ['the parameters and headers', 'note', {}, 'api_key base_url host note size'],
  ['a circle only once', 'path', { host: '{{path}}' }, 'base_url host path'],
])('a request needs %s', (_, tag, values, needed) => {
  expect(check(tag, values).needed).toBe(needed);
});

test('a request that signs in needs what the token request sends', () => {
  const { needed } = check('signed', {});
  for (const name of ['username', 'password', 'client_id', 'client_secret']) expect(needed.split(' ')).toContain(name);
  expect(check('open', {}).needed).not.toContain('password');
});

test.each<[string, string, Record<string, string>, string[]]>([
  ['everything has a value', 'signed', signedIn, []],
  ['a secret is empty', 'signed', { client_secret: 's' }, ['unset-variable']],
  ['two are empty: both are named', 'signed', { username: '' }, ['unset-variable', 'unset-variable', 'unset-variable']],
  ['only what another request needs is empty', 'open', { username: '', size: '' }, []],
  ['a variable inside a value is empty', 'open', { host: '' }, ['unset-variable']],
  ['an optional one may be empty', 'note', { api_key: 'k', note: '' }, []],
  ['one that the run saves may be empty', 'signed', { ...signedIn, order: '' }, []],
  ['a secret holds braces', 'signed', { ...signedIn, password: 'a{{username}}' }, ['secret-with-braces']],
  ['a plain value may hold braces', 'path', { path: '{{host}}' }, []],
  ['the base URL is none', 'open', { base_url: 'shop.example' }, ['bad-base-url']],
  ['the base URL ends with "/"', 'open', { base_url: 'https://shop.example/' }, ['bad-base-url']],
  ['the base URL is a variable that ends with "/"', 'open', { host: 'shop.example/' }, ['bad-base-url']],
  ['the base URL has a user in it', 'open', { base_url: 'https://u:p@shop.example' }, ['bad-base-url']],
  ['a number is a word', 'note', { api_key: 'k', size: 'three' }, ['variable-type']],
  ['a number is hexadecimal', 'note', { api_key: 'k', size: '0x10' }, ['variable-type']],
  ['a number has a blank', 'note', { api_key: 'k', size: ' 3' }, ['variable-type']],
  ['a number starts with 0', 'note', { api_key: 'k', size: '007' }, ['variable-type']],
  ['a number is one of JSON', 'note', { api_key: 'k', size: '-1.5e+3' }, []],
  ['a number comes from another variable', 'note', { api_key: 'k', size: '{{host}}', host: '4' }, []],
  ['a boolean is a word', 'typed', { on: 'yes' }, ['variable-type']],
  ['a boolean is in capitals', 'typed', { on: 'True' }, ['variable-type']],
  ['a boolean is one', 'typed', { on: 'false' }, []],
  ['a value in the path has "?"', 'typed', { part: 'a?b' }, ['path-value']],
  ['a value in the path has "#"', 'typed', { part: 'a#b' }, ['path-value']],
  ['a value in the path has "?" by another one', 'typed', { part: '{{host}}', host: 'a?' }, ['path-value']],
  ['a value in the path has other characters', 'typed', { part: 'a b%/&=ü' }, []],
  ['a token is needed by a request that does not sign in', 'token', {}, ['unset-variable']],
  ['a token is there already', 'token', { dex_token: 't' }, []],
  ['the base URL is a variable of a good one', 'open', { base_url: '{{host}}', host: 'https://shop.example' }, []],
  ['the base URL is a variable of a bad one', 'open', { base_url: '{{host}}' }, ['bad-base-url']],
])('%s', (_, tag, changes, codes) => {
  expect(check(tag, changes).codes).toEqual(codes);
});

test.each<[string, string, Record<string, string>, string | undefined]>([
  ['Latin-1', 'label', { host: 'é' }, undefined],
  ['characters outside Latin-1', 'label', { host: '日本' }, '{{host}} contains characters outside Latin-1'],
  ['a line break', 'label', { host: 'a\r\nb' }, '{{host}} contains a line break'],
  ['a line break at its end', 'label', { host: 'a\n' }, '{{host}} contains a line break'],
  ['a control character', 'label', { host: 'a\u0000b' }, '{{host}} contains a control character'],
  [
    'characters outside Latin-1, by another variable',
    'label',
    { host: '{{part}}', part: '日本' },
    '{{host}} contains characters',
  ],
  ['nothing bad: what is switched off is not sent', 'label', { part: '日本' }, undefined],
  [
    'characters outside Latin-1 in a secret',
    'note',
    { api_key: '日本' },
    '{{api_key}} contains characters outside Latin-1',
  ],
  [
    'characters outside Latin-1 in an optional value',
    'note',
    { api_key: 'k', note: '日本' },
    '{{note}} contains characters',
  ],
  ['characters outside Latin-1 in the query, which is encoded', 'path', { path: '日本' }, undefined],
  [
    'characters outside Latin-1 in a token that is there already',
    'token',
    { dex_token: '日本' },
    '{{dex_token}} contains',
  ],
  ['something bad where the run sets it anew', 'signed', { ...signedIn, dex_token: '日本' }, undefined],
  [
    'characters outside Latin-1 in the credentials, which are encoded',
    'signed',
    { password: '日本', client_secret: 'é日' },
    undefined,
  ],
])('a header whose value has %s', (_, tag, changes, words) => {
  const { codes, diagnostics } = check(tag, { base_url: 'https://shop.example', ...changes });
  expect(codes).toEqual(words === undefined ? [] : ['bad-header-value']);
  if (words !== undefined) expect(diagnostics[0]?.message).toContain(words);
  expect(JSON.stringify(diagnostics)).not.toMatch(/日本|\\u0000/);
});

describe('a header that a sign-in sets', () => {
  const bad = '日本';

  test.each<[string, string, Record<string, string>, string[]]>([
    ['a bearer token', 'auth: bearer', { bearer_token: bad }, ['bad-header-value']],
    ['a key', 'auth: api-key', { api_key: bad }, ['bad-header-value']],
    ['the name of a key', 'auth: api-key', { api_key: 'k', api_key_header: 'X Key' }, ['bad-header-name']],
    ['an access key', 'auth: aws-v4', { access_key: bad, secret_key: 's' }, ['bad-header-value']],
    ['a session token', 'auth: aws-v4', { access_key: 'k', secret_key: 's', session_token: bad }, ['bad-header-value']],
    ['a secret key, which only signs', 'auth: aws-v4', { access_key: 'k', secret_key: bad }, []],
    ['a password of Basic auth, which is encoded', 'auth: basic', { username: bad, password: bad }, []],
    [
      'a header of the token request',
      'auth: { template: oauth2-client-credentials, token_url: "https://sso.example/token", headers: { X-Tenant: "{{tenant}}" } }',
      { client_id: 'c', client_secret: 's', tenant: bad },
      ['bad-header-value'],
    ],
    [
      'the client of a token request, which is encoded',
      'auth: { template: oauth2-client-credentials, token_url: "https://sso.example/token", headers: { X-Tenant: "{{tenant}}" } }',
      { client_id: bad, client_secret: bad, tenant: 't' },
      [],
    ],
  ])('%s', (_, auth, changes, codes) => {
    const list = apiOf(`name: Shop
${auth}
variables: { tenant: t }
environments: { dev: { base_url: "https://shop.example" } }
endpoints: [GET /a]
`);
    const own = list.environments[0] as (typeof list.environments)[number];
    const values = new Map([...own.values, ...Object.entries(changes)]);
    const plan = planRun(list, { folders: [], tags: [], notTags: [], unsafe: false }, values).value;
    if (!plan) throw new Error('nothing is planned');
    const input = { api: list, environment: own, file: 'f', plan, needed: neededVariables(plan, values), values };
    const found = checkValues({ ...input, allowHttp: false });
    expect(found.map((one) => one.code)).toEqual(codes);
    expect(JSON.stringify(found)).not.toContain(bad);
  });
});

test('says where an empty variable can be set: a secret by its name outside, another with --var', () => {
  const secret = check('signed', { client_secret: 's' }).diagnostics[0];
  expect(secret?.hint).toContain('SHOP_DEV_PASSWORD');
  expect(secret?.hint).not.toContain('--var');
  const plain = check('note', { size: '', api_key: 'k' }).diagnostics[0];
  expect(plain?.hint).toContain('--var size=');
  expect(plain?.message).toContain('shop.dev.json');
  expect(plain?.range?.start.line).toBe(7);
});

test.each<[string, string, string, boolean, string[]]>([
  ['to another machine is refused', 'signed', 'http://shop.example', false, ['plain-http']],
  ['to another machine in capitals is refused', 'signed', 'HTTP://SHOP.EXAMPLE', false, ['plain-http']],
  ['to an address of the network is refused', 'signed', 'http://192.168.1.10:8080', false, ['plain-http']],
  ['to another machine is allowed where the user says so', 'signed', 'http://shop.example', true, []],
  ['to this machine is fine', 'signed', 'http://127.0.0.1:8080', false, []],
  ['without a sign-in is fine', 'open', 'http://shop.example', false, []],
  ['with a secret of a request without a sign-in is refused', 'note', 'http://shop.example', false, ['plain-http']],
  [
    'in whole addresses is refused, once for each host',
    'away',
    'https://a.example',
    false,
    ['plain-http', 'plain-http'],
  ],
  ['in whole addresses is allowed where the user says so', 'away', 'https://a.example', true, []],
  ['in a whole address without a secret is fine', 'public', 'https://a.example', false, []],
  ['is no question with https', 'signed', 'https://shop.example', false, []],
])('plain http %s', (_, tag, base, allowHttp, codes) => {
  expect(check(tag, { ...signedIn, api_key: 'k', base_url: base }, { allowHttp }).codes).toEqual(codes);
});

test('plain http in an address of the sign-in that the list writes out is refused, and named by its host', () => {
  const list = apiOf(`name: Shop
auth: { template: pydio-cells-v1, token_url: "http://sso.example/token" }
environments: { dev: { base_url: "https://shop.example", username: admin } }
endpoints: [GET /a]
`);
  const own = list.environments[0] as (typeof list.environments)[number];
  const values = new Map([...own.values, ...Object.entries(signedIn)]);
  const plan = planRun(list, { folders: [], tags: [], notTags: [], unsafe: false }, values).value;
  if (!plan) throw new Error('nothing is planned');
  const needed = neededVariables(plan, values);
  const input = { api: list, environment: own, file: 'shop.dev.json', plan, needed, values };
  const told = checkValues({ ...input, allowHttp: false });
  expect(told.map((one) => one.code)).toEqual(['plain-http']);
  expect(told[0]?.message).toContain('sso.example');
  expect(checkValues({ ...input, allowHttp: true })).toEqual([]);
});

test('plain http that stands in a value inside the base URL is refused as well', () => {
  const changes = { ...signedIn, base_url: '{{host}}', host: 'http://shop.example' };
  expect(check('signed', changes).codes).toEqual(['plain-http']);
});

test.each([
  ['localhost', true],
  ['api.localhost', true],
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['[::1]', true],
  ['localhost.example', false],
  ['127.0.0.1.example', false],
  ['128.0.0.1', false],
  ['[::2]', false],
])('%s is this machine: %s', (hostname, here) => {
  expect(isLoopback(hostname)).toBe(here);
});

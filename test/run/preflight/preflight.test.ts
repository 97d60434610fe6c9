import { describe, expect, test } from 'vitest';
import { isLoopback } from '../../../src/notation/loopback.ts';
import { planRun } from '../../../src/run/plan-run.ts';
import { neededVariables } from '../../../src/run/preflight/needed-variables.ts';
import { checkValues } from '../../../src/run/preflight/preflight.ts';
import { apiOf } from '../../support/api-of.ts';
import { signedTemplates } from '../../support/signed-templates.ts';

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

/** Needed variables and diagnostics for the requests with a tag, after changes to the environment's values. */
function check(tag: string, changes: Record<string, string>, more: { allowHttp?: boolean } = {}) {
  const values = new Map([...environment.values, ...Object.entries(changes)]);
  const plan = planRun(api, { folders: [], tags: [tag], notTags: [], unsafe: false }, values).value;
  if (!plan) throw new Error('nothing is planned');
  const needed = neededVariables(plan, values);
  const input = { api, environment, file: 'shop.dev.json', plan, needed, values };
  const diagnostics = checkValues({ ...input, allowHttp: more.allowHttp ?? false });
  return { needed: [...needed].sort().join(' '), codes: diagnostics.map((diagnostic) => diagnostic.code), diagnostics };
}

const signedIn = { password: 'p', client_secret: 's' };

test.each<[string, string, Record<string, string>, string]>([
  ['variables in its URL and in their values', 'open', {}, 'base_url host'],
  ['nested variables, but no dynamic variables', 'path', {}, 'base_url host path'],
  ['variables in parameters and headers', 'note', {}, 'api_key base_url host note size'],
  ['variables that refer to each other, once', 'path', { host: '{{path}}' }, 'base_url host path'],
])('a request needs %s', (_, tag, values, needed) => {
  expect(check(tag, values).needed).toBe(needed);
});

test('a request that signs in also needs the variables of its token request', () => {
  const { needed } = check('signed', {});
  for (const name of ['username', 'password', 'client_id', 'client_secret']) expect(needed.split(' ')).toContain(name);
  expect(check('open', {}).needed).not.toContain('password');
});

test.each<[string, string, Record<string, string>, string[]]>([
  ['everything has a value', 'signed', signedIn, []],
  ['a secret is empty', 'signed', { client_secret: 's' }, ['unset-variable']],
  [
    'several are empty, and each is reported',
    'signed',
    { username: '' },
    ['unset-variable', 'unset-variable', 'unset-variable'],
  ],
  ['only variables of other requests are empty', 'open', { username: '', size: '' }, []],
  ['a variable inside a value is empty', 'open', { host: '' }, ['unset-variable']],
  ['an optional variable is empty', 'note', { api_key: 'k', note: '' }, []],
  ['a variable that the run saves is empty', 'signed', { ...signedIn, order: '' }, []],
  ['a secret contains braces', 'signed', { ...signedIn, password: 'a{{username}}' }, ['secret-with-braces']],
  ['a plain value contains braces', 'path', { path: '{{host}}' }, []],
  ['the base URL is invalid', 'open', { base_url: 'shop.example' }, ['bad-base-url']],
  ['the base URL ends with "/"', 'open', { base_url: 'https://shop.example/' }, ['bad-base-url']],
  ['the base URL is a variable that ends with "/"', 'open', { host: 'shop.example/' }, ['bad-base-url']],
  ['the base URL has a user name', 'open', { base_url: 'https://u:p@shop.example' }, ['bad-base-url']],
  ['a number variable contains a word', 'note', { api_key: 'k', size: 'three' }, ['variable-type']],
  ['a number is hexadecimal', 'note', { api_key: 'k', size: '0x10' }, ['variable-type']],
  ['a number has a space', 'note', { api_key: 'k', size: ' 3' }, ['variable-type']],
  ['a number starts with 0', 'note', { api_key: 'k', size: '007' }, ['variable-type']],
  ['a number has a sign and an exponent, as JSON allows', 'note', { api_key: 'k', size: '-1.5e+3' }, []],
  ['a number comes from another variable', 'note', { api_key: 'k', size: '{{host}}', host: '4' }, []],
  ['a boolean is neither true nor false', 'typed', { on: 'yes' }, ['variable-type']],
  ['a boolean has a capital letter', 'typed', { on: 'True' }, ['variable-type']],
  ['a boolean is false', 'typed', { on: 'false' }, []],
  ['a value in the path has "?", "#" and "/", which a script encodes', 'typed', { part: 'a?b#c/d' }, []],
  ['a value in the path is ".."', 'typed', { part: '..' }, ['path-value']],
  ['a value in the path has a segment "."', 'typed', { part: 'a/./b' }, ['path-value']],
  ['a value in the path has ".." after a backslash', 'typed', { part: 'a\\..' }, ['path-value']],
  ['a value in the path is ".." from another variable', 'typed', { part: '{{host}}', host: '..' }, ['path-value']],
  ['a value in the path has other characters', 'typed', { part: 'a b%/&=ü' }, []],
  ['a request that does not sign in refers to a token that is empty', 'token', {}, ['unset-variable']],
  ['a request that does not sign in refers to a token that is set', 'token', { dex_token: 't' }, []],
  ['the base URL is a variable with a valid URL', 'open', { base_url: '{{host}}', host: 'https://shop.example' }, []],
  ['the base URL is a variable with an invalid URL', 'open', { base_url: '{{host}}' }, ['bad-base-url']],
])('diagnostics when %s', (_, tag, changes, codes) => {
  expect(check(tag, changes).codes).toEqual(codes);
});

test('an invalid base URL is quoted as it is written, without the value of a secret in it', () => {
  const { diagnostics } = check('open', { base_url: 'ftp://h/{{api_key}}', api_key: 'canary-key' });
  expect(diagnostics.map(({ code }) => code)).toEqual(['bad-base-url']);
  expect(JSON.stringify(diagnostics[0])).not.toContain('canary');
});

test.each<[string, string, Record<string, string>, string | undefined]>([
  ['Latin-1', 'label', { host: 'é' }, 'outside ASCII'],
  ['characters outside Latin-1', 'label', { host: '日本' }, '{{host}} contains characters outside Latin-1'],
  ['a line break', 'label', { host: 'a\r\nb' }, '{{host}} contains a line break'],
  ['a line break at its end', 'label', { host: 'a\n' }, '{{host}} contains a line break'],
  ['a control character', 'label', { host: 'a\u0000b' }, '{{host}} contains a control character'],
  [
    'characters outside Latin-1 from another variable',
    'label',
    { host: '{{part}}', part: '日本' },
    '{{host}} contains characters',
  ],
  ['characters outside Latin-1, but is disabled', 'label', { part: '日本' }, undefined],
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
    'characters outside Latin-1 in a token that is already set',
    'token',
    { dex_token: '日本' },
    '{{dex_token}} contains',
  ],
  [
    'characters outside Latin-1 in a token that the run replaces',
    'signed',
    { ...signedIn, dex_token: '日本' },
    undefined,
  ],
  [
    'characters outside Latin-1 in the credentials, which are encoded',
    'signed',
    { password: '日本', client_secret: 'é日' },
    undefined,
  ],
])('a header whose value has %s', (_, tag, changes, message) => {
  const { codes, diagnostics } = check(tag, { base_url: 'https://shop.example', ...changes });
  expect(codes).toEqual(message === undefined ? [] : ['bad-header-value']);
  if (message !== undefined) expect(diagnostics[0]?.message).toContain(message);
  expect(JSON.stringify(diagnostics)).not.toMatch(/日本|\\u0000/);
});

describe('a header that a sign-in sets is checked for characters outside Latin-1:', () => {
  const bad = '日本';
  const files = Object.fromEntries(Object.entries(signedTemplates).map(([type, text]) => [`./${type}.yaml`, text]));

  test.each<[string, string, Record<string, string>, string[]]>([
    ['a bearer token', 'auth: bearer', { bearer_token: bad }, ['bad-header-value']],
    ['an API key', 'auth: api-key', { api_key: bad }, ['bad-header-value']],
    [
      'the header name of an API key, which may have no space',
      'auth: api-key\nidentities: { partner: api-key }',
      { api_key: 'k', api_key_header: 'X Key' },
      ['bad-header-name'],
    ],
    ['an access key', 'auth: aws-v4', { access_key: bad, secret_key: 's' }, ['bad-header-value']],
    ['a session token', 'auth: aws-v4', { access_key: 'k', secret_key: 's', session_token: bad }, ['bad-header-value']],
    ['an id of Hawk', 'auth: ./hawk.yaml', { auth_id: bad, auth_key: 'k' }, ['bad-header-value']],
    ['a key of Hawk, which is only used to sign', 'auth: ./hawk.yaml', { auth_key: bad }, []],
    ['a user name of Digest', 'auth: ./digest.yaml', { username: bad, password: 'p' }, ['bad-header-value']],
    [
      'a token of EdgeGrid',
      'auth: ./edgegrid.yaml',
      { access: bad, client: 'c', client_secret: 's' },
      ['bad-header-value'],
    ],
    ['a secret key, which is only used to sign', 'auth: aws-v4', { access_key: 'k', secret_key: bad }, []],
    ['a password of Basic auth, which is encoded', 'auth: basic', { username: bad, password: bad }, []],
    [
      'a header of the token request',
      'auth: { template: oauth2-client-credentials, token_url: "https://sso.example/token", headers: { X-Tenant: "{{tenant}}" } }',
      { client_id: 'c', client_secret: 's', tenant: bad },
      ['bad-header-value'],
    ],
    [
      'the client id and secret of a token request, which are encoded',
      'auth: { template: oauth2-client-credentials, token_url: "https://sso.example/token", headers: { X-Tenant: "{{tenant}}" } }',
      { client_id: bad, client_secret: bad, tenant: 't' },
      [],
    ],
  ])('%s', (_, auth, changes, codes) => {
    const list = apiOf(
      `name: Shop
${auth}
variables: { tenant: t }
environments: { dev: { base_url: "https://shop.example" } }
endpoints: [GET /a]
`,
      files,
    );
    const own = list.environments[0] as (typeof list.environments)[number];
    const values = new Map([...own.values, ...Object.entries(changes)]);
    const plan = planRun(list, { folders: [], tags: [], notTags: [], unsafe: false }, values).value;
    if (!plan) throw new Error('nothing is planned');
    const input = { api: list, environment: own, file: 'f', plan, needed: neededVariables(plan, values), values };
    const found = checkValues({ ...input, allowHttp: false });
    expect(found.map((diagnostic) => diagnostic.code)).toEqual(codes);
    expect(JSON.stringify(found)).not.toContain(bad);
  });
});

test('the hint for an empty secret names its environment variable, for other variables --var', () => {
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
  ['to another machine is refused in upper case too', 'signed', 'HTTP://SHOP.EXAMPLE', false, ['plain-http']],
  ['to an IP address of the local network is refused', 'signed', 'http://192.168.1.10:8080', false, ['plain-http']],
  ['to another machine is accepted with --allow-http', 'signed', 'http://shop.example', true, []],
  ['to this machine is accepted', 'signed', 'http://127.0.0.1:8080', false, []],
  ['without a sign-in is accepted', 'open', 'http://shop.example', false, []],
  ['with a secret of a request without a sign-in is refused', 'note', 'http://shop.example', false, ['plain-http']],
  [
    'in complete URLs of requests is refused, once for each host',
    'away',
    'https://a.example',
    false,
    ['plain-http', 'plain-http'],
  ],
  ['in complete URLs of requests is accepted with --allow-http', 'away', 'https://a.example', true, []],
  ['in a complete URL without a secret is accepted', 'public', 'https://a.example', false, []],
  ['is not reported for https', 'signed', 'https://shop.example', false, []],
])('plain http %s', (_, tag, base, allowHttp, codes) => {
  expect(check(tag, { ...signedIn, api_key: 'k', base_url: base }, { allowHttp }).codes).toEqual(codes);
});

test('plain http in the token URL of the list is refused, and the message names the host', () => {
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
  const refused = checkValues({ ...input, allowHttp: false });
  expect(refused.map((diagnostic) => diagnostic.code)).toEqual(['plain-http']);
  expect(refused[0]?.message).toContain('sso.example');
  expect(checkValues({ ...input, allowHttp: true })).toEqual([]);
});

test('plain http is also refused if it comes from a variable in the base URL', () => {
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

import { describe, expect, test } from 'vitest';
import { tokenIdentitiesOf, tokenRequestId } from '../../src/model/identities.ts';
import { planRun, planSignIn, type Selection, valuesInEachRow } from '../../src/run/plan-run.ts';
import { apiOf } from '../support/api-of.ts';

const api = apiOf(`
name: Shop
auth: pydio-cells-v1
environments:
  dev: { base_url: "http://localhost:1", username: admin }
endpoints:
  - name: Health
    request: GET /health
    auth: none
    tags: [open]
  - folder: Orders
    tags: [smoke]
    endpoints:
      - { name: List, request: GET /orders }
      - { name: Create, request: POST /orders, save: { order: $.id } }
      - { name: Get, request: "GET /orders/{order}", save: { invoice: $.invoice } }
      - folder: Invoices
        tags: [slow]
        endpoints:
          - { name: Invoice, request: "GET /invoices/{invoice}" }
          - { name: Search, request: POST /search, safe: true }
  - folder: Users
    endpoints:
      - folder: Invoices
        endpoints:
          - { name: Mine, request: GET /mine }
`);

const everything: Selection = { folders: [], tags: [], notTags: [], unsafe: false };

function plan(selection: Partial<Selection>, values: Record<string, string> = {}) {
  return planRun(api, { ...everything, ...selection }, new Map(Object.entries(values)));
}

const names = (requests: readonly { endpoint: { name: string } }[] | undefined) =>
  requests?.map((request) => request.endpoint.name).join(' ');

test.each<[string, Partial<Selection>, Record<string, string>, string, string]>([
  ['safe requests only', {}, {}, 'Health List Search Mine', 'Create Get Invoice'],
  ['all requests with --unsafe', { unsafe: true }, {}, 'Health List Create Get Invoice Search Mine', ''],
  ['a request whose saved value is already set', {}, { order: '7' }, 'Health List Get Invoice Search Mine', 'Create'],
  [
    'the last request of a chain whose saved value is already set',
    {},
    { invoice: '9' },
    'Health List Invoice Search Mine',
    'Create Get',
  ],
  ['folders by name, at any level', { folders: ['Invoices'] }, {}, 'Search Mine', 'Invoice'],
  ['a folder by its path', { folders: ['Orders/Invoices'] }, {}, 'Search', 'Invoice'],
  ['a folder with its subfolders', { folders: ['Orders'], unsafe: true }, {}, 'List Create Get Invoice Search', ''],
  ['two folders', { folders: ['Users', 'Orders/Invoices'] }, {}, 'Search Mine', 'Invoice'],
  ['a request by its name', { requests: ['List'] }, {}, 'List', ''],
  ['a request by its path', { requests: ['Orders/Invoices/Search'] }, {}, 'Search', ''],
  ['a request by its path as --list shows it', { requests: ['Orders / List'] }, {}, 'List', ''],
  ['several requests, in the order of the list', { requests: ['Mine', 'Health'] }, {}, 'Health Mine', ''],
  [
    'a request that saves a value, and one that needs it',
    { requests: ['Get', 'Create'], unsafe: true },
    {},
    'Create Get',
    '',
  ],
  ['a request and a tag together', { requests: ['List', 'Search'], tags: ['slow'] }, {}, 'Search', ''],
  ['a request whose saver is not selected', { requests: ['Get', 'List'], unsafe: true }, {}, 'List', 'Get'],
  ['a tag inherited from a folder', { tags: ['smoke'] }, {}, 'List Search', 'Create Get Invoice'],
  ['any of several tags', { tags: ['open', 'slow'] }, {}, 'Health Search', 'Invoice'],
  ['requests without an excluded tag', { notTags: ['smoke'] }, {}, 'Health Mine', ''],
  ['a folder and a tag together', { folders: ['Orders'], tags: ['slow'] }, {}, 'Search', 'Invoice'],
])('plans %s', (_, selection, values, sent, leftOut) => {
  const { value, diagnostics } = plan(selection, values);
  expect(diagnostics).toEqual([]);
  expect(names(value?.requests)).toBe(sent);
  expect(names(value?.leftOut)).toBe(leftOut);
});

describe('a folder with a "/" in its name', () => {
  const slashes = apiOf(`
name: Shop
environments: { dev: { base_url: "http://localhost:1" } }
endpoints:
  - { folder: a/b, endpoints: [{ name: Slash, request: GET /1 }] }
  - folder: a
    endpoints:
      - { name: Inner, request: GET /2 }
      - { folder: b, endpoints: [{ name: Path, request: GET /3 }] }
      - folder: b/c
        endpoints:
          - { name: Deep, request: GET /4 }
          - { folder: d, endpoints: [{ name: Deeper, request: GET /5 }] }
`);

  test.each<[string, string]>([
    ['a', 'Inner Path Deep Deeper'],
    ['a/b', 'Slash Path'],
    ['b', 'Path'],
    ['b/c', 'Deep Deeper'],
    ['a/b/c', 'Deep Deeper'],
    ['a/b/c/d', 'Deeper'],
    ['d', 'Deeper'],
  ])('--folder %s: %s', (folder, want) => {
    const { value } = planRun(slashes, { ...everything, folders: [folder] }, new Map());
    expect(names(value?.requests)).toBe(want);
  });

  test.each(['c', 'b/c/d', 'a/', '/a', ''])('--folder "%s" matches none', (folder) => {
    const { diagnostics } = planRun(slashes, { ...everything, folders: [folder] }, new Map());
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['unknown-folder']);
  });

  test('is not matched by the part before the "/"', () => {
    const alone = apiOf(
      'name: S\nenvironments: { dev: { base_url: "http://localhost:1" } }\nendpoints: [{ folder: a/b, endpoints: [GET /1] }]\n',
    );
    const { diagnostics } = planRun(alone, { ...everything, folders: ['a'] }, new Map());
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['unknown-folder']);
  });
});

test('gives a reason for each request that is not sent', () => {
  const leftOut = plan({}).value?.leftOut.map(({ endpoint, kind, reason }) => [endpoint.name, kind, reason]);
  expect(leftOut).toEqual([
    ['Create', 'unsafe', expect.stringContaining('--unsafe')],
    ['Get', 'needs', expect.stringContaining('needs {{order}} from "Create", which is not sent')],
    ['Invoice', 'needs', expect.stringContaining('needs {{invoice}} from "Get", which is not sent')],
  ]);
});

test.each<[string, string[], string]>([
  ['a request that may change data', ['Create'], '"Create" is skipped: requests that may change data need --unsafe'],
  ['a request that needs a saved value', ['Get'], '"Get" is skipped: needs {{order}} from "Create", which is not sent'],
])('says why %s, selected alone, is not sent', (_, requests, want) => {
  expect(plan({ requests, unsafe: requests[0] === 'Get' }).diagnostics[0]?.message).toContain(want);
});

test.each([
  ['Lst', 'did you mean "List"?'],
  ['Orders/Lst', 'did you mean "Orders/List"?'],
])('suggests a request for --request "%s"', (name, want) => {
  expect(plan({ requests: [name] }).diagnostics[0]?.hint).toBe(want);
});

test('two requests of one name in different folders are both sent', () => {
  const twice = apiOf(`
name: Shop
environments: { dev: { base_url: "http://localhost:1" } }
endpoints:
  - { folder: A, endpoints: [{ name: Get, request: GET /1 }, GET /3] }
  - { folder: B, endpoints: [{ name: Get, request: GET /2 }] }
`);
  const sent = (requests: string[]) => {
    const { value } = planRun(twice, { ...everything, requests }, new Map());
    return value?.requests.map(({ endpoint }) => `${endpoint.folders} ${endpoint.name}`);
  };
  expect(sent(['Get'])).toEqual(['A Get', 'B Get']);
  expect(sent(['B/Get'])).toEqual(['B Get']);
  expect(sent(['GET /3', 'A/GET /3'])).toEqual(['A GET /3']);
});

test('a request is not sent if only a request outside the selection saves its value', () => {
  const { value, diagnostics } = plan({ folders: ['Orders/Invoices'], unsafe: true });
  expect(diagnostics).toEqual([]);
  expect(names(value?.leftOut)).toBe('Invoice');
});

test('plans every assertion with its origin in the list', () => {
  const { value } = plan({ folders: ['Orders'] }, { order: '7' });
  const get = value?.requests.find((request) => request.endpoint.name === 'Get');
  expect(get?.assertions.map((assertion) => assertion.name)).toEqual(['Status is 2xx', 'Saves invoice']);
  for (const { origin } of get?.assertions ?? []) expect(origin.source.path).toBe('endpoints.yaml');
});

describe('the sign-ins of a plan', () => {
  const shop = apiOf(`
name: Shop
auth: pydio-cells-v1
identities:
  jane: pydio-cells-v1
  s3: { template: aws-v4, access_key: "{{dex_token}}", secret_key: gatewaysecret }
  partner: { template: api-key }
environments:
  dev: { base_url: "http://localhost:1", username: admin }
endpoints:
  - { name: Open, request: GET /open, auth: none, tags: [open] }
  - { name: Jane, request: GET /jane, auth: jane, tags: [jane] }
  - { name: Bucket, request: GET /bucket, auth: s3, tags: [s3] }
  - { name: Key, request: GET /key, auth: partner, tags: [key] }
  - { name: Own, request: GET /own, tags: [own] }
`);
  const signInOf = (tags: string[]) => planRun(shop, { ...everything, tags }, new Map()).value;

  test.each<[string, string[], string[], string[]]>([
    ['for a request that inherits', ['own'], ['own auth'], ['Get token']],
    ['for a request with an identity', ['jane'], ['jane'], ['Get token (jane)']],
    ['for an identity that sends the token of another', ['s3'], ['s3'], ['Get token']],
    ['for an identity with an API key, without a token request', ['key'], ['partner'], []],
    ['for a public request, none', ['open'], [], []],
    [
      'for several requests, each once, with token requests in the order of the collection',
      ['open', 'jane', 's3', 'own'],
      ['jane', 's3', 'own auth'],
      ['Get token', 'Get token (jane)'],
    ],
  ])('%s', (_, tags, identities, tokens) => {
    const found = signInOf(tags);
    expect(found?.identities.map(({ name }) => name ?? 'own auth')).toEqual(identities);
    expect(found?.tokenRequests.map(({ identity }) => identity.signIn.name)).toEqual(tokens);
  });

  test('each planned request has the token request for the token it sends', () => {
    const tokens = signInOf([])?.requests.map(({ endpoint, token }) => [endpoint.name, token?.signIn.name]);
    expect(tokens).toEqual([
      ['Open', undefined],
      ['Jane', 'Get token (jane)'],
      ['Bucket', 'Get token'],
      ['Key', undefined],
      ['Own', 'Get token'],
    ]);
  });

  test('are empty in a list without `auth`', () => {
    const open = apiOf('name: Open\nenvironments: { dev: { base_url: "http://localhost:1" } }\nendpoints: [GET /a]\n');
    expect(planRun(open, everything, new Map()).value).toMatchObject({ identities: [], tokenRequests: [] });
  });

  test('planSignIn plans one token request and no endpoint', () => {
    const [identity] = tokenIdentitiesOf(shop);
    if (!identity) throw new Error('the list signs in');
    const tokenRequests = [{ id: tokenRequestId(shop, identity), identity }];
    expect(planSignIn(shop, identity)).toEqual({ requests: [], leftOut: [], identities: [identity], tokenRequests });
  });
});

test.each<[string, Partial<Selection>, string[]]>([
  ['an unknown folder', { folders: ['Order'] }, ['unknown-folder']],
  ['a path that skips a folder', { folders: ['Orders/Users'] }, ['unknown-folder']],
  [
    'every unknown folder and tag at once',
    { folders: ['A', 'Orders', 'B'], tags: ['C'] },
    ['unknown-folder', 'unknown-folder', 'unknown-tag'],
  ],
  ['an unknown request', { requests: ['Lst'] }, ['unknown-request']],
  ['a request by a part of its path', { requests: ['Invoices/Search'] }, ['unknown-request']],
  ['a request outside the selected folder', { requests: ['Health'], folders: ['Orders'] }, ['nothing-selected']],
  ['a request that may change data', { requests: ['Create'] }, ['nothing-selected']],
  ['an unknown excluded tag', { notTags: ['smok'] }, ['unknown-tag']],
  ['an empty selection', { tags: ['open'], notTags: ['open'] }, ['nothing-selected']],
  [
    'a selection whose requests are all not sent, which is fine',
    { tags: ['slow'], notTags: ['open'], folders: ['Orders/Invoices'] },
    [],
  ],
])('diagnostics of %s', (_, selection, codes) => {
  const { value, diagnostics } = plan(selection);
  expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(codes);
  expect(value === undefined).toBe(codes.length > 0);
});

test('a list of unsafe requests only has nothing to run, and the message names a request', () => {
  const unsafe = apiOf(
    'name: Bin\nenvironments: { dev: { base_url: "http://localhost:1" } }\nendpoints: [DELETE /bin]\n',
  );
  const { diagnostics } = planRun(unsafe, everything, new Map());
  expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['nothing-selected']);
  expect(diagnostics[0]?.message).toContain('DELETE /bin');
  expect(diagnostics[0]?.message).toContain('--unsafe');
});

describe('values that are set in every data row', () => {
  const values = new Map([
    ['a', '1'],
    ['b', ''],
  ]);

  test.each<[string, Record<string, string>[] | undefined, Record<string, string>]>([
    ['no data', undefined, { a: '1', b: '' }],
    ['an empty list of rows', [], { a: '1', b: '' }],
    ['a column that every row fills', [{ b: '2' }, { b: '3' }], { a: '1', b: '2' }],
    ['a column that one row leaves empty', [{ b: '2' }, { b: '' }], { a: '1', b: '' }],
    ['a key that is missing in one row', [{ b: '2' }, {}], { a: '1', b: '' }],
    ['a key that is missing in one row but set in the environment', [{ a: '2' }, {}], { a: '2', b: '' }],
    ['an empty column, which takes precedence over the environment', [{ a: '' }], { a: '', b: '' }],
    ['a column that the environment does not have', [{ c: '2' }], { a: '1', b: '', c: '2' }],
  ])('%s', (_, rows, want) => {
    expect(Object.fromEntries(valuesInEachRow(values, rows))).toEqual(want);
  });
});

describe('a sign-in that needs a value which a request saves', () => {
  const signUp = apiOf(`
name: Shop
auth: { template: oauth2-password, token_url: /token, client_authentication: none, username: "{{made}}" }
environments:
  dev: { base_url: "http://localhost:1", client_id: c }
endpoints:
  - { name: Sign up, request: POST /users, auth: none, save: { made: $.login }, tags: [first] }
  - { sign_in: true }
  - { name: Me, request: GET /me, tags: [second] }
`);
  const planOf = (selection: Partial<Selection>, values: Record<string, string> = {}) =>
    planRun(signUp, { ...everything, ...selection }, new Map(Object.entries(values)));
  const codesOf = (selection: Partial<Selection>, values?: Record<string, string>) =>
    planOf(selection, values).diagnostics.map(({ code, message }) => `${code}: ${message}`);

  test('is planned with that request', () => {
    const { value } = planOf({ unsafe: true });
    expect(value?.requests.map(({ endpoint }) => endpoint.name)).toEqual(['Sign up', 'Me']);
    expect(value?.tokenRequests).toHaveLength(1);
  });
  test('stops a run without it: sign-in-needs', () => {
    const said = 'sign-in-needs: the sign-in needs {{made}} from "Sign up", which is not sent: ';
    expect(codesOf({ tags: ['second'], unsafe: true })).toEqual([`${said}it is not selected`]);
  });
  test('is sent if the value is known', () => {
    expect(codesOf({ tags: ['second'], unsafe: true }, { made: 'jane' })).toEqual([]);
  });
});

import { describe, expect, onTestFinished, test } from 'vitest';
import { problemsOf } from '../../support/api-of.ts';
import { unwrap } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { startOpenServer } from '../../support/open-server.ts';
import { signedTemplates } from '../../support/signed-templates.ts';
import { makeWorkspace } from '../../support/workspace.ts';

/** A list with a single request that has these headers. */
const list = (auth: string, headers: string, environment = '') => `name: Shop
${auth}
environments: { dev: { base_url: "http://127.0.0.1:9"${environment} } }
endpoints:
  - { name: One, request: GET /a, headers: ${headers} }
`;

const own = '{ Authorization: own, X-Api-Key: own, X-Amz-Date: own, PRIVATE-TOKEN: own }';
const basic = ', username: jane';

/** Name, `auth` of the list, more environment values, the headers of `own` that are lost, and secrets for the run. */
const cases: readonly (readonly [string, string, string, readonly string[], Record<string, string>])[] = [
  ['bearer', 'auth: bearer', '', ['Authorization'], { SHOP_BEARER_TOKEN: 'token-of-jane' }],
  ['basic', 'auth: basic', basic, ['Authorization'], { SHOP_PASSWORD: 'password-of-jane' }],
  [
    'aws-v4',
    'auth: aws-v4',
    '',
    ['Authorization', 'X-Amz-Date'],
    { SHOP_ACCESS_KEY: 'key-of-jane', SHOP_SECRET_KEY: 'secret-of-jane' },
  ],
  ['api-key', 'auth: api-key', '', ['X-Api-Key'], { SHOP_API_KEY: 'key-of-jane' }],
  [
    'api-key under another name',
    'auth: api-key',
    ', api_key_header: private-token',
    ['PRIVATE-TOKEN'],
    { SHOP_API_KEY: 'key-of-jane' },
  ],
  [
    'api-key as Authorization',
    'auth: api-key',
    ', api_key_header: authorization',
    ['Authorization'],
    { SHOP_API_KEY: 'key-of-jane' },
  ],
  ['gitlab-token', 'auth: gitlab-token', '', ['PRIVATE-TOKEN'], { SHOP_GITLAB_TOKEN: 'token-of-jane' }],
  ['none', 'auth: none', '', [], {}],
  ['no sign-in', '', '', [], {}],
];

describe('a header that the sign-in replaces is reported, and no other:', () => {
  test.each(cases)('%s', async (_, auth, environment, lost, env) => {
    const text = list(auth, own, environment);
    const found = problemsOf(text).filter((problem) => problem.startsWith('auth-header-lost'));
    expect(found).toEqual(lost.map(() => 'auth-header-lost 5:27'));
    // Check the warning against the headers that newman sends.
    const server = await startOpenServer();
    onTestFinished(() => server.close());
    const cwd = makeWorkspace(text);
    const args = ['run', '--allow-http', '--var', `base_url=${server.origin}`];
    const { code, stderr } = await inProcess(args, { cwd, env });
    expect([code, unwrap(stderr).match(/the sign-in sets the header \S+(?=,)/g) ?? []]).toEqual([
      0,
      lost.map((name) => `the sign-in sets the header ${name}`),
    ]);
    const { headers } = server.received.find(({ path }) => path === '/a') ?? {};
    const names = ['Authorization', 'X-Api-Key', 'X-Amz-Date', 'PRIVATE-TOKEN'];
    expect(names.filter((name) => headers?.[name.toLowerCase()] !== 'own')).toEqual(lost);
  });
});

test.each<[string, string[]]>([
  ['digest', ['auth-header-lost 5:27']],
  ['oauth1', ['auth-header-lost 5:27']],
  ['jwt', ['auth-header-lost 5:27']],
])('an Authorization header beside the auth type %s is reported', (type, want) => {
  const text = list('auth: ./own.yaml', '{ Authorization: own, X-Other: own }');
  const found = problemsOf(text, { './own.yaml': signedTemplates[type] ?? '' });
  expect(found.filter((problem) => problem.startsWith('auth-header-lost'))).toEqual(want);
});

test.each<[string, string, string, number]>([
  ['of the request', 'auth: bearer', '{ authorization: own }', 1],
  ['that is disabled', 'auth: bearer', '{ Authorization: { value: own, disabled: true } }', 0],
  ['with a different name', 'auth: bearer', '{ X-Authorization: own }', 0],
])('a header %s: warnings', (_, auth, headers, count) => {
  const found = problemsOf(list(auth, headers)).filter((problem) => problem.startsWith('auth-header-lost'));
  expect(found).toHaveLength(count);
});

test.each<[string, string, string[]]>([
  ['of the list', 'headers: { Authorization: own }\nendpoints:\n  - GET /a', ['auth-header-lost 6:5']],
  [
    'of a folder',
    'unsafe: plain\nendpoints:\n  - { folder: F, headers: { Authorization: own }, endpoints: [GET /a] }',
    ['auth-header-lost 6:63'],
  ],
  [
    'of a request whose identity sets a different header',
    'identities: { key: api-key }\nendpoints:\n  - { request: GET /a, auth: key, headers: { Authorization: own } }',
    [],
  ],
  [
    'of a request whose identity sets the same header',
    'identities: { jane: basic }\nendpoints:\n  - { request: GET /a, auth: jane, headers: { Authorization: own } }',
    ['auth-header-lost 6:16'],
  ],
  [
    'of a public request',
    'identities: { jane: basic }\nendpoints:\n  - { request: GET /a, auth: none, headers: { Authorization: own } }',
    [],
  ],
])('an Authorization header %s: warnings', (_, rest, want) => {
  const text = `name: Shop\nauth: bearer\nenvironments: { dev: { base_url: "https://shop.example" } }\n${rest}\n`;
  const found = problemsOf(text).filter((problem) => problem.startsWith('auth-header-lost'));
  expect(found).toEqual(want);
});

test('a header is reported even if the API key uses its name in one environment only', () => {
  const text = `name: Shop
auth: api-key
environments:
  dev: { base_url: "https://dev.example" }
  prod: { base_url: "https://shop.example", api_key_header: X-Own }
endpoints: [{ request: GET /a, headers: { X-Own: own } }]
`;
  expect(problemsOf(text)).toEqual(['auth-header-lost 6:24']);
});

import { expect, test } from 'vitest';
import { startApache } from '../support/live/apache.ts';
import { type DexServer, startDex } from '../support/live/dex.ts';
import { need } from '../support/live/need.ts';
import { type Refused, signInTests } from '../support/live/sign-in-tests.ts';
import { expectGood, items, life, tokenLifeTests } from '../support/live/token-life-tests.ts';
import { makeTrial, run, type Subject } from '../support/live/trial.ts';

// Runs generated collections against a real Dex, and against an Apache that accepts Dex's tokens.

const idTokens = `${life}s`;
const apacheOf = async (server: DexServer | undefined) =>
  server && (await need('Apache', startApache({ keysUrl: server.keysUrl })));

const dex = await need('Dex', startDex({ idTokens }));
const web = await apacheOf(dex);
const webs = [await apacheOf(dex), await apacheOf(dex), await apacheOf(dex)] as const;
// This Dex allows the client_credentials grant only.
const clients = await need('Dex', startDex({ idTokens, grantTypes: ['client_credentials'] }));
const clientsWeb = await apacheOf(clients);
// A user of Dex has only one refresh token, which another run at the same time would replace.
const cells = await need('Dex', startDex({ idTokens }));
const cellsWeb = await apacheOf(cells);

const at = (origin: string) => ({ issuer: `${origin}/auth/dex` });
const subject: Subject | undefined = dex && web && { server: dex, web, template: 'dex', at };
const ofClients: Subject | undefined = clients &&
  clientsWeb && { server: clients, web: clientsWeb, template: 'dex', at };
const ofCells: Subject | undefined = cells &&
  cellsWeb && {
    server: cells,
    web: cellsWeb,
    template: 'pydio-cells-v1',
    at: (origin) => ({ base_url: origin }),
    routes: { '/auth/dex/': cells.origin, '/': cellsWeb.origin },
  };

const wrongUser = { said: '401 (access_denied)', check: ['username', 'password'] };
const wrongClient = { said: '401 (invalid_client)', check: ['client_id', 'client_secret'] };
const wrongScope = { said: '400 (invalid_request)', check: ['scope'] };
const noGrant = { said: '400 (unsupported_grant_type)', check: ['grant'] };

const refused: readonly Refused[] = [
  { name: 'wrong password', wrong: { password: 'wrong password' }, ...wrongUser },
  {
    name: 'unknown user',
    values: { username: 'nobody@example.com' },
    asked: 'password nobody@example.com',
    ...wrongUser,
  },
  { name: 'wrong client secret', wrong: { client_secret: 'wrong secret' }, ...wrongClient },
  {
    name: 'wrong client secret in the body',
    changes: { client_authentication: 'body' },
    wrong: { client_secret: 'wrong secret' },
    ...wrongClient,
  },
  { name: 'unknown client', values: { client_id: 'nobody' }, ...wrongClient },
  { name: 'Basic without URL-encoding', changes: { client_authentication: 'basic' }, ...wrongClient },
  { name: 'unknown scope', changes: { scope: 'openid pydio' }, ...wrongScope },
  { name: 'no openid in the scope', changes: { scope: 'email' }, ...wrongScope },
  { name: 'the password grant is off', subject: ofClients, ...noGrant },
  {
    name: 'client_credentials is off',
    template: 'oauth2-client-credentials',
    asked: 'client_credentials',
    ...noGrant,
  },
];

if (!subject || !ofClients || !ofCells || !webs[0] || !webs[1] || !webs[2]) {
  test.skip('Dex or Apache is missing', () => undefined);
} else {
  signInTests(subject, refused);

  test.each([
    { discovers: false, field: 'id_token', signIns: ['200 client_credentials'] },
    { discovers: false, field: 'access_token', signIns: ['200 client_credentials'] },
    { discovers: true, field: 'access_token', signIns: [] },
  ])('a client signs in with client_credentials and uses its $field (discovery: $discovers)', async (row) => {
    const changes = { scope: 'openid profile', token: { field: row.field } };
    const endpoints = [{ name: 'Me', request: 'GET /api/me.json', expect: { body: { login: 'Shop' } } }];
    const list = { template: 'oauth2-client-credentials', discovers: row.discovers, changes, endpoints };
    const { code, codes, signIns, requests } = await run(await makeTrial(ofClients, list));
    expect([code, codes, signIns, requests]).toEqual([0, [], row.signIns, ['200 GET /api/me.json']]);
  });

  tokenLifeTests(subject, { webs: [webs[0], webs[1], webs[2]], withoutRefresh: { scope: 'openid email profile' } });

  test.concurrent('a list for Pydio Cells 1 passes, with Dex and the API under one origin', async () => {
    const changes = { scope: 'openid email profile offline_access' };
    const outcome = await run(await makeTrial(ofCells, { changes, endpoints: items(5) }), ['--delay', '2s']);
    expectGood(outcome, 5);
    const [first, ...renewals] = outcome.signIns;
    expect(first).toBe(`200 password ${ofCells.server.users.admin.login}`);
    expect(new Set(renewals)).toEqual(new Set(['200 refresh_token']));
  });
}

test('the number of refused sign-ins is 10', () => {
  process.stderr.write(`refused sign-ins: Dex ${refused.length}\n`);
  expect(refused.length).toBe(10);
});

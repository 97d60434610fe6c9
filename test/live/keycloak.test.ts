import { expect, test } from 'vitest';
import { startApache } from '../support/live/apache.ts';
import { startKeycloak } from '../support/live/keycloak.ts';
import { need } from '../support/live/need.ts';
import { type Refused, signInTests } from '../support/live/sign-in-tests.ts';
import { items, life, tokenLifeTests } from '../support/live/token-life-tests.ts';
import { makeTrial, run, type Subject } from '../support/live/trial.ts';

// Runs generated collections against a real Keycloak, and against an Apache that accepts Keycloak's tokens.

const keycloak = await need('Keycloak', startKeycloak({ accessTokens: life, refreshTokens: 60, rotation: true }));
const apache = async () => keycloak && (await need('Apache', startApache({ keysUrl: keycloak.keysUrl })));
const web = await apache();
const webs = [await apache(), await apache(), await apache()] as const;

const wrongUser = { said: '400 (invalid_grant)', check: ['username', 'password'] };
// Keycloak uses the same error for a client that may not use a grant.
const wrongSecret = { said: '401 (unauthorized_client)', check: ['client_id', 'client_secret'] };
const secret = { client_secret: 'wrong secret' };
const browser = { client_id: keycloak?.browserClientId ?? '' };
const clients = { template: 'oauth2-client-credentials', asked: 'client_credentials' };

const refused: readonly Refused[] = [
  { name: 'wrong password', wrong: { password: 'wrong password' }, ...wrongUser },
  { name: 'unknown user', values: { username: 'nobody' }, asked: 'password nobody', ...wrongUser },
  { name: 'wrong client secret', wrong: secret, ...wrongSecret },
  {
    name: 'wrong client secret in Basic',
    changes: { client_authentication: 'basic-encoded' },
    wrong: secret,
    ...wrongSecret,
  },
  {
    name: 'unknown client',
    values: { client_id: 'nobody' },
    said: '401 (invalid_client)',
    check: ['client_id', 'client_secret'],
  },
  { name: 'Basic without URL-encoding', changes: { client_authentication: 'basic' }, ...wrongSecret },
  { name: 'unknown scope', changes: { scope: 'openid pydio' }, said: '400 (invalid_scope)', check: ['scope'] },
  { name: 'the password grant is off', values: browser, said: '400 (unauthorized_client)', check: ['grant'] },
  {
    name: 'client_credentials is off',
    values: browser,
    ...clients,
    said: '401 (unauthorized_client)',
    check: ['grant'],
  },
  { name: 'client_credentials with a wrong secret', wrong: secret, ...clients, ...wrongSecret },
  {
    name: 'a realm that does not exist',
    values: { realm: 'nothing' },
    said: '404',
    check: ['token URL'],
  },
];

if (!keycloak || !web || !webs[0] || !webs[1] || !webs[2]) {
  test.skip('Keycloak or Apache is missing', () => undefined);
} else {
  const at = (origin: string) => ({ keycloak_url: origin, realm: 'shop' });
  const subject: Subject = { server: keycloak, web, template: 'keycloak', at };
  signInTests(subject, refused);

  test.each([
    { discovers: false, signIns: ['200 client_credentials'] },
    { discovers: true, signIns: [] },
  ])('a service account signs in (discovery: $discovers)', async ({ discovers, signIns }) => {
    const login = `service-account-${keycloak.clientId}`;
    const endpoints = [{ name: 'Me', request: 'GET /api/me.json', expect: { body: { login } } }];
    const list = { template: 'oauth2-client-credentials', discovers, endpoints };
    const outcome = await run(await makeTrial(subject, list));
    expect([outcome.code, outcome.codes]).toEqual([0, []]);
    expect([outcome.signIns, outcome.requests]).toEqual([signIns, ['200 GET /api/me.json']]);
  });

  test('if all sessions end during a run, it signs in again once with the password and goes on', async () => {
    let renewals = 0;
    const before = async (form: URLSearchParams) => {
      if (form.get('grant_type') === 'refresh_token' && renewals++ === 0) await keycloak.endSessions();
    };
    const trial = await makeTrial(subject, { endpoints: items(2), before });
    const { code, codes, signIns, requests } = await run(trial, ['--delay', '3500ms']);
    expect([code, codes]).toEqual([0, []]);
    const byPassword = '200 password admin';
    expect(signIns.slice(0, 3)).toEqual([byPassword, '400 refresh_token', byPassword]);
    expect(requests).toEqual(Array(2).fill('200 GET /api/items.json'));
  });

  tokenLifeTests(subject, { webs: [webs[0], webs[1], webs[2]] });
}

test('the number of refused sign-ins is 11', () => {
  process.stderr.write(`refused sign-ins: Keycloak ${refused.length}\n`);
  expect(refused.length).toBe(11);
});

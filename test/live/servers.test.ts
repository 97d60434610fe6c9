import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { startApache } from '../support/live/apache.ts';
import type { AuthorizationServer } from '../support/live/authorization-server.ts';
import { startDex } from '../support/live/dex.ts';
import { dexAnswers, dexRefreshAnswers } from '../support/live/dex-answers.ts';
import { startKeycloak } from '../support/live/keycloak.ts';
import { keycloakAnswers, keycloakRefreshAnswers } from '../support/live/keycloak-answers.ts';
import { isMissing } from '../support/live/missing.ts';
import { need } from '../support/live/need.ts';
import { askAsIn, clientOf, passwordForm, type SeenAnswer } from '../support/live/token-answer.ts';
import { askToken, claimsOf, type TokenAnswer } from '../support/live/token-request.ts';

// Sends requests directly to the servers, to verify what our auth templates say about their answers.

const life = 5;
const refreshLife = 8;

const dex = await need(
  'Dex',
  startDex({ idTokens: `${life}s`, refreshTokens: { validIfNotUsedFor: `${refreshLife}s` } }),
);
const keycloak = await need(
  'Keycloak',
  startKeycloak({ accessTokens: life, refreshTokens: refreshLife, rotation: true }),
);
const dexApache = dex && (await need('Apache', startApache({ keysUrl: dex.keysUrl })));
const keycloakApache = keycloak && (await need('Apache', startApache({ keysUrl: keycloak.keysUrl })));

const seen = ({ status, body }: TokenAnswer) => ({
  status,
  error: body['error'],
  description: body['error_description'],
});
const wanted = ({ status, error, description }: SeenAnswer) => ({ status, error, description });

/** Waits until a token has expired, for servers that count whole seconds. */
async function outlive(token: unknown): Promise<void> {
  await sleep(Number(claimsOf(token)['exp']) * 1000 + 1100 - Date.now());
}

const servers = [
  {
    name: 'Dex',
    server: dex,
    apache: dexApache,
    answers: dexAnswers,
    refreshAnswers: dexRefreshAnswers,
    bearer: 'id_token',
    offline: 'openid profile offline_access',
    audience: 'shop-cli',
    // Dex rounds down, and a slow machine may take a second longer.
    expiresIn: [life - 1, life - 2],
    newestSurvives: true,
    end: async (server: AuthorizationServer) => {
      await askToken(server.tokenUrl, passwordForm(server, 'jane', 'openid offline_access'), clientOf(server));
    },
  },
  {
    name: 'Keycloak',
    server: keycloak,
    apache: keycloakApache,
    answers: keycloakAnswers,
    refreshAnswers: keycloakRefreshAnswers,
    bearer: 'access_token',
    offline: 'openid profile',
    audience: 'account',
    expiresIn: [life],
    // Keycloak ends the client's session when a used refresh token is sent again.
    newestSurvives: false,
    end: async () => {
      // Within a second after the sign-in, Keycloak gives another reason.
      await sleep(1100);
      await keycloak?.endSessions();
    },
  },
] as const;

for (const { name, server, apache, answers, refreshAnswers, bearer, offline, ...row } of servers) {
  if (!server || !apache) {
    test.skip(`${name} or Apache is missing`, () => undefined);
    continue;
  }

  const signIn = async (user: 'admin' | 'jane' = 'jane') =>
    (await askToken(server.tokenUrl, passwordForm(server, user, offline), clientOf(server))).body;
  const refresh = (token: unknown, client = clientOf(server)) =>
    askToken(server.tokenUrl, { grant_type: 'refresh_token', refresh_token: String(token) }, client);
  const ask = (path: string, token?: unknown, init: RequestInit = {}) =>
    fetch(`${apache.origin}${path}`, {
      ...init,
      ...(token !== undefined && { headers: { Authorization: `Bearer ${token}` } }),
    });

  describe(`${name} ${server.version}`, () => {
    test.each(answers)('token request: $name', async (answer) => {
      expect(seen(await askAsIn(answer, server))).toEqual(wanted(answer));
    });

    test('its token contains user, audience and expiry time', async () => {
      const answer = await signIn('admin');
      expect(answer).toMatchObject({ token_type: expect.stringMatching(/^bearer$/i) });
      expect(row.expiresIn).toContain(answer['expires_in']);
      const claims = claimsOf(answer[bearer]);
      expect(claims).toMatchObject({ iss: server.issuer, aud: row.audience, preferred_username: 'admin' });
      expect(Number(claims['exp']) - Number(claims['iat'])).toBe(life);
    });

    test('a refresh token can be used once', async () => {
      const first = (await signIn())['refresh_token'];
      const { status, body } = await refresh(first);
      expect([status, claimsOf(body[bearer])['preferred_username']]).toEqual([200, 'jane']);
      expect(body['refresh_token']).not.toBe(first);
      expect(seen(await refresh(first))).toEqual(wanted(refreshAnswers.used));
      expect((await refresh(body['refresh_token'])).status === 200).toBe(row.newestSurvives);
    });

    test('a refresh token is refused if another client sends it, or after the session ended', async () => {
      const token = (await signIn())['refresh_token'];
      const publicClient = { id: server.publicClientId, how: 'none' } as const;
      expect(seen(await refresh(token, publicClient))).toEqual(wanted(refreshAnswers.foreign));
      await row.end(server);
      expect(seen(await refresh(token))).toEqual(wanted(refreshAnswers.ended));
    });

    test('tokens and refresh tokens expire', async () => {
      const { [bearer]: token, refresh_token: refreshToken } = await signIn();
      const since = Date.now();
      expect((await ask('/api/items.json', token)).status).toBe(200);
      await outlive(token);
      expect((await ask('/api/items.json', token)).status).toBe(401);
      await sleep(since + refreshLife * 1000 + 1100 - Date.now());
      expect(seen(await refresh(refreshToken))).toEqual(wanted(refreshAnswers.expired));
    });

    test('Apache accepts only its tokens', async () => {
      const [jane, admin] = await Promise.all([signIn('jane'), signIn('admin')]);
      const rows = [
        ['/public/status.json', undefined, 200],
        ['/api/items.json', undefined, 401],
        ['/api/items.json', 'garbage', 401],
        ['/api/items.json', `${jane[bearer]}x`, 401],
        ['/api/items.json', jane['refresh_token'], 401],
        ['/api/items.json', jane[bearer], 200],
        ['/api/nothing.json', jane[bearer], 404],
        ['/admin/users.json', undefined, 401],
        ['/admin/users.json', jane[bearer], 403],
        ['/admin/users.json', admin[bearer], 200],
      ] as const;
      const before = apache.requests().length;
      for (const [path, token, status] of rows) expect([path, (await ask(path, token)).status]).toEqual([path, status]);
      await expect
        .poll(() => apache.requests().slice(before))
        .toEqual(rows.map(([path, , status]) => `${status} GET ${path}`));
    });

    test('Apache returns the login of the token', async () => {
      for (const user of ['jane', 'admin'] as const) {
        const answer = await ask('/api/me.json', (await signIn(user))[bearer]);
        expect(answer.headers.get('content-type')).toBe('application/json');
        expect(await answer.json()).toEqual({ login: user });
      }
    });

    test('Apache stores, returns and deletes files', async () => {
      const token = (await signIn())[bearer];
      const statuses: number[] = [];
      const path = `/api/files/${name}.json`;
      for (const init of [{ method: 'PUT', body: '{}' }, { method: 'PUT', body: '[]' }, {}, { method: 'DELETE' }, {}])
        statuses.push((await ask(path, token, init)).status);
      expect(statuses).toEqual([201, 204, 200, 204, 404]);
      expect((await ask(path, undefined, { method: 'PUT', body: '{}' })).status).toBe(401);
    });
  });
}

test.skipIf(!dex)(
  "Dex's client can sign in with client_credentials, and gets an id_token for the scope openid",
  async () => {
    const able = await startDex({ grantTypes: ['client_credentials'] });
    if (isMissing(able)) throw new Error(able.reason);
    try {
      const ask = (scope: string) =>
        askToken(able.tokenUrl, { grant_type: 'client_credentials', scope }, clientOf(able));
      const { status, body } = await ask('openid profile');
      expect([status, Object.keys(body)]).toEqual([200, ['access_token', 'token_type', 'expires_in', 'id_token']]);
      expect(claimsOf(body['id_token'])).toMatchObject({ aud: able.clientId, preferred_username: 'Shop' });
      expect(Object.keys((await ask('')).body)).toEqual(['access_token', 'token_type', 'expires_in']);
      expect(seen(await ask('openid offline_access'))).toMatchObject({ status: 400, error: 'invalid_scope' });
    } finally {
      await able.stop();
    }
  },
);

test.skipIf(!keycloak)("Keycloak's client can sign in with client_credentials, without a refresh token", async () => {
  if (!keycloak) return;
  const { status, body } = await askToken(keycloak.tokenUrl, { grant_type: 'client_credentials' }, clientOf(keycloak));
  expect([status, Object.keys(body)]).toEqual([200, expect.not.arrayContaining(['refresh_token', 'id_token'])]);
  expect(claimsOf(body['access_token'])).toMatchObject({
    azp: keycloak.clientId,
    preferred_username: `service-account-${keycloak.clientId}`,
  });
});

test('the number of recorded answers is 23 for Dex and 25 for Keycloak', () => {
  const counts = { Dex: dexAnswers.length, Keycloak: keycloakAnswers.length };
  process.stderr.write(`answers of token endpoints: Dex ${counts.Dex}, Keycloak ${counts.Keycloak}\n`);
  expect(counts).toEqual({ Dex: 23, Keycloak: 25 });
});

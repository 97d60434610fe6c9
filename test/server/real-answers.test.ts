import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServerHandle, startServer } from '../../src/server/server.ts';
import { refusalOrder } from '../../src/server/token-endpoint.ts';
import { apiOf } from '../support/api-of.ts';
import { type AuthorizationServer, clientId, clientSecret } from '../support/live/authorization-server.ts';
import { users as dexUsers } from '../support/live/dex.ts';
import { dexAnswers } from '../support/live/dex-answers.ts';
import { keycloakAnswers } from '../support/live/keycloak-answers.ts';
import { users as keycloakUsers } from '../support/live/keycloak-realm.ts';
import { askAsIn, type SeenAnswer } from '../support/live/token-answer.ts';

// Compares our server with recorded answers of Dex and Keycloak. test/live sends the same requests to the real servers.

const oneClient = 'our server only knows the client of the list';
const oneGrant = 'our server only knows the grant of the list';
const anyScope = 'our server ignores the scope';
const oneRefusal = 'our server has one refusal for each of the six reasons';

interface Real {
  readonly answers: readonly SeenAnswer[];
  readonly users: AuthorizationServer['users'];
  readonly environment: string;
  readonly path: string;
  /** Rows for which our server gives a different answer, with the reason. */
  readonly others: Readonly<Record<string, string>>;
}

const real: Record<string, Real> = {
  dex: {
    answers: dexAnswers,
    users: dexUsers,
    environment: 'issuer: "{{base_url}}/auth/dex"',
    path: '/auth/dex/token',
    others: {
      'client without a secret': oneClient,
      'Basic as Postman makes it, with a % that begins no code': oneRefusal,
      'no scope': anyScope,
      "a scope of Pydio's fork": anyScope,
      'refresh without a token': oneRefusal,
    },
  },
  keycloak: {
    answers: keycloakAnswers,
    users: keycloakUsers,
    environment: 'keycloak_url: "{{base_url}}", realm: shop',
    path: '/realms/shop/protocol/openid-connect/token',
    others: {
      'client without a secret': oneClient,
      'a secret where there is none': oneClient,
      client_credentials: oneGrant,
      'no password': oneRefusal,
      'unknown client': oneRefusal,
      'no client': oneRefusal,
      'Basic as Postman makes it, with a % that begins no code': oneRefusal,
      'password grant, which is off for the client': oneClient,
      'client_credentials, which is off for the client': oneClient,
      'client_credentials without a secret': oneClient,
      'unknown scope': anyScope,
      'no grant type': oneRefusal,
      'refresh without a token': oneRefusal,
    },
  },
};

describe.each(Object.entries(real))('%s', (template, { answers, users, environment, path, others }) => {
  let served: ServerHandle;
  beforeAll(async () => {
    const { login, password } = users.jane;
    // Both servers URL-decode Basic credentials.
    const api = apiOf(`name: Shop
auth: { template: ${template}, client_authentication: basic-encoded }
environments:
  dev: { base_url: "http://127.0.0.1:9", ${environment}, username: "${login}", client_id: ${clientId} }
endpoints: [GET /items]
`);
    const secrets = Object.entries({ password, client_secret: clientSecret });
    served = await startServer({ api, values: new Map([...(api.environments[0]?.values ?? []), ...secrets]), port: 0 });
  });
  afterAll(() => served.close());

  test('the recorded answers cover every reason for a refusal', () => {
    const reasons = answers.flatMap((answer) => answer.refusal ?? []);
    expect(reasons.sort()).toEqual([...refusalOrder].sort());
    const known = answers.filter((answer) => !answer.refusal).map((answer) => answer.name);
    expect(known).toEqual(expect.arrayContaining(Object.keys(others)));
  });

  test.each(answers)('$name', async (row) => {
    const server = { tokenUrl: `${served.origin}${path}`, clientId, clientSecret, users };
    const { status, body } = await askAsIn(row, server);
    const seen = [status, body['error'], body['error_description']];
    const wanted = [row.status, row.error, row.description];
    if (others[row.name] === undefined) expect(seen).toEqual(wanted);
    else expect(seen, others[row.name]).not.toEqual(wanted);
  });
});

test('our server gives the same answer as Dex in 18 of 23 cases, and as Keycloak in 12 of 25', () => {
  const counts = Object.entries(real).map(([name, { answers, others }]) => [
    name,
    `${answers.length - Object.keys(others).length} of ${answers.length}`,
  ]);
  process.stderr.write(`same answers as the real server: ${counts.map((row) => row.join(' ')).join(', ')}\n`);
  expect(counts).toEqual([
    ['dex', '18 of 23'],
    ['keycloak', '12 of 25'],
  ]);
});

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgeFiles } from '../../src/library/check.ts';
import { generate } from '../../src/library/generate.ts';
import { run } from '../../src/library/run.ts';
import type { Api } from '../../src/model/api.ts';
import type { Collection } from '../../src/postman/v2/types.ts';
import { startServer } from '../../src/server/server.ts';
import { apiOf } from '../support/api-of.ts';
import { projectRoot } from '../support/cli.ts';
import { officialSchema, validateBundled } from '../support/collection-schema.ts';
import { newmanHere } from '../support/newman-here.ts';

/** A template in a small list, and what its server says when one of the secrets is wrong. */
interface Row {
  /** What the list changes of it: a real server's fixed address gives way to the embedded one. */
  readonly changes?: string;
  /** Plain values of the environment. */
  readonly values?: Readonly<Record<string, string>>;
  /** The right secrets. */
  readonly secrets: readonly string[];
  /** Where the sign-in goes; absent when there is none. */
  readonly tokenPath?: string;
  /** Whether the token URL is looked up first. */
  readonly discovers?: true;
  /** For each secret: the status and the error by which it is refused, as the server's maker documents it. */
  readonly wrong: Readonly<Record<string, string>>;
}

const user = { username: 'jane' };
const client = { client_id: 'shop' };
const issuer = { issuer: '{{base_url}}/oidc' };
const notLookedAt = 'the signature is not computed again';

const rows: Record<string, Row> = {
  'api-key': { secrets: ['api_key'], wrong: { api_key: '401' } },
  auth0: {
    changes: 'token_url: "{{base_url}}/oauth/token"',
    values: { ...client, audience: 'https://api.test' },
    secrets: ['client_secret'],
    tokenPath: '/oauth/token',
    wrong: { client_secret: '401 access_denied' },
  },
  'aws-v4': {
    values: { service: 's3' },
    secrets: ['access_key', 'secret_key'],
    wrong: { access_key: '403', secret_key: notLookedAt },
  },
  basic: { values: user, secrets: ['password'], wrong: { password: '401' } },
  bearer: { secrets: ['bearer_token'], wrong: { bearer_token: '401' } },
  cognito: {
    values: { ...client, cognito_url: '{{base_url}}' },
    secrets: ['client_secret'],
    tokenPath: '/oauth2/token',
    wrong: { client_secret: '400 invalid_client' },
  },
  dex: {
    values: { ...user, ...client, issuer: '{{base_url}}/dex' },
    secrets: ['client_secret', 'password'],
    tokenPath: '/dex/token',
    wrong: { client_secret: '401 invalid_client', password: '401 access_denied' },
  },
  'entra-id': {
    changes: 'token_url: "{{base_url}}/{{tenant}}/oauth2/v2.0/token"',
    values: { ...client, tenant: 'contoso', scope: 'api://shop/.default' },
    secrets: ['client_secret'],
    tokenPath: '/contoso/oauth2/v2.0/token',
    wrong: { client_secret: '401 invalid_client' },
  },
  'github-token': { secrets: ['github_token'], wrong: { github_token: '401' } },
  'gitlab-token': { secrets: ['gitlab_token'], wrong: { gitlab_token: '401' } },
  keycloak: {
    values: { ...user, ...client, keycloak_url: '{{base_url}}', realm: 'shop' },
    secrets: ['client_secret', 'password'],
    tokenPath: '/realms/shop/protocol/openid-connect/token',
    wrong: { client_secret: '401 unauthorized_client', password: '400 invalid_grant' },
  },
  none: { secrets: [], wrong: {} },
  'oauth2-client-credentials': {
    values: { ...client, ...issuer },
    secrets: ['client_secret'],
    tokenPath: '/oidc/token',
    discovers: true,
    wrong: { client_secret: '401 invalid_client' },
  },
  'oauth2-password': {
    values: { ...user, ...client, ...issuer },
    secrets: ['client_secret', 'password'],
    tokenPath: '/oidc/token',
    discovers: true,
    wrong: { client_secret: '401 invalid_client', password: '400 invalid_grant' },
  },
  'oauth2-refresh-token': {
    values: { ...client, ...issuer },
    secrets: ['client_secret', 'refresh_token'],
    tokenPath: '/oidc/token',
    discovers: true,
    wrong: { client_secret: '401 invalid_client', refresh_token: '400 invalid_grant' },
  },
  okta: {
    values: { ...client, issuer: '{{base_url}}/oauth2/default', scope: 'shop.read' },
    secrets: ['client_secret'],
    tokenPath: '/oauth2/default/v1/token',
    wrong: { client_secret: '401 invalid_client' },
  },
  'pydio-cells': {
    values: user,
    secrets: ['password'],
    tokenPath: '/a/frontend/session',
    wrong: { password: '401' },
  },
  'pydio-cells-token': { secrets: ['access_token'], wrong: { access_token: '401' } },
  'pydio-cells-v1': {
    values: user,
    secrets: ['client_secret', 'password'],
    tokenPath: '/auth/dex/token',
    wrong: { client_secret: '401 invalid_client', password: '403 access_denied' },
  },
};

const discovery = '200 GET /oidc/.well-known/openid-configuration';
/** A bearer token has no blanks (RFC 6750); a password may have all that has to be encoded somewhere. */
const right = (name: string) => (/password|client_secret/.test(name) ? `the right ${name} + "%&é` : `right-${name}`);

function listOf(template: string, { changes, values = {} }: Row): Api {
  const environment = JSON.stringify({ base_url: 'http://localhost:9', ...values });
  return apiOf(`name: Shop
auth: { template: ${template}${changes ? `, ${changes}` : ''} }
environments: { dev: ${environment} }
endpoints:
  - GET /orders
`);
}

/** A served list, and how to run it with one secret that may be wrong. */
async function serve(api: Api, { secrets }: Row) {
  const [environment] = api.environments;
  const [collection, file] = generate(api).map((one) => one.content);
  if (!environment || !collection || !file) throw new Error('the list has no environment');
  const requests: string[] = [];
  const given = new Map([...environment.values, ...secrets.map((name) => [name, right(name)] as const)]);
  const onRequest = (method: string, path: string, status: number) => requests.push(`${status} ${method} ${path}`);
  const server = await startServer({ api, values: given, port: 0, onRequest });
  const files = { collection, environment: file };
  const selection = { folders: [], tags: [], notTags: [], unsafe: false };
  const runWith = async (wrong?: string) => {
    requests.length = 0;
    const values = new Map([...given, ['base_url', server.origin], ...(wrong ? [[wrong, 'wrong'] as const] : [])]);
    const { value, diagnostics } = await run({
      api,
      environment,
      files,
      values,
      secrets: [],
      selection,
      runner: newmanHere(files),
    });
    const told = (value?.diagnostics ?? diagnostics).map(({ code, message }) => ({ code, message }));
    return { exit: value?.exitCode, requests: [...requests], told };
  };
  return { runWith, close: () => server.close() };
}

test('every template has its row', () => {
  const files = readdirSync(join(projectRoot, 'templates', 'auth'));
  expect(Object.keys(rows)).toEqual(files.map((name) => name.replace(/\.yaml$/, '')).sort());
  for (const [name, { secrets, wrong }] of Object.entries(rows)) {
    expect([name, ...Object.keys(wrong).sort()]).toEqual([name, ...secrets]);
  }
});

describe.each(Object.entries(rows))('%s', (template, row) => {
  const api = listOf(template, row);
  const { tokenPath, discovers, secrets } = row;
  const before = discovers ? [discovery] : [];
  let served: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    served = await serve(api, row);
  });
  afterAll(() => served.close());

  test('has the secrets of its row, and no others', () => {
    const own = api.variables.filter((one) => one.secret && !one.produced && !one.optional).map((one) => one.name);
    expect(own.sort()).toEqual(secrets);
  });

  test('is read by the SDK and by both schemas as it is meant', async () => {
    const files = generate(api);
    const collection = files[0]?.content as unknown as Collection;
    expect(await judgeFiles(api, files)).toEqual([]);
    expect(await validateBundled(collection)).toEqual([]);
    const official = officialSchema();
    if (typeof official !== 'string') expect(official(collection)).toEqual([]);
  });

  test('with the right secrets: one sign-in, and exit 0', async () => {
    const { exit, requests, told } = await served.runWith();
    const signIn = tokenPath ? [...before, `200 POST ${tokenPath}`] : [];
    expect([told, exit]).toEqual([[], 0]);
    expect(requests).toEqual([...signIn, '200 GET /orders']);
  });

  const refused = Object.entries(row.wrong).filter(([, said]) => said !== notLookedAt);
  test.each(refused)('with a wrong %s: %s', async (secret, said) => {
    const { exit, requests, told } = await served.runWith(secret);
    const [status, error] = said.split(' ');
    if (tokenPath) {
      expect(requests, 'one sign-in, and no request after it').toEqual([...before, `${status} POST ${tokenPath}`]);
      expect(told).toMatchObject([{ code: 'sign-in-failed' }]);
      expect(told[0]?.message).toContain(`answered ${status}${error ? ` (${error})` : ''};`);
      expect(exit).toBe(3);
    } else {
      expect(requests).toEqual([`${status} GET /orders`]);
      expect(told.map((one) => one.code)).toEqual(['assertion-failed']);
      expect(exit).toBe(1);
    }
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { atTheEnd } from '../support/at-the-end.ts';
import { cli, type Ended, start } from '../support/cli.ts';
import { serveShop } from '../support/loopback.ts';
import { findPostmanClis } from '../support/postman-cli.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { clientSecret, makeBuiltWorkspace, password } from '../support/workspace.ts';

const { 'postman-cli 1.62': postman } = findPostmanClis();
const missing = !postman || 'reason' in postman;
if (missing) process.stderr.write(`skipped: the Postman CLI 1.62: ${postman?.reason ?? 'not for this platform'}\n`);

test('the Postman CLI 1.62 is available in CI', () => {
  if (process.env.CI === 'true' && process.platform === 'linux') expect(missing).toBe(false);
});

const postmanCli = (args: readonly string[], cwd: string): Promise<Ended> =>
  start(postman && 'path' in postman ? postman.path : '', args, { cwd, env: { HOME: tempFolder() } }).ended;

/** A token request as it arrived: how the client signs in. */
interface Asked {
  readonly authorization: string | undefined;
  readonly form: Readonly<Record<string, string>>;
}

/** Serves a list, and notes how clients sign in. Everything is forwarded to `postmint serve`. */
async function serveNoting(list: string) {
  const served = await serveShop(list);
  const asked: Asked[] = [];
  const tokens: string[] = [];
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    const body = await text(request);
    if (url?.endsWith('/token')) {
      asked.push({ authorization: headers.authorization, form: Object.fromEntries(new URLSearchParams(body)) });
    } else tokens.push(headers.authorization?.split('.')[0] ?? '-');
    const { host: _, connection: __, ...kept } = headers;
    const onward = forward({ host: '127.0.0.1', port: served.port, method, path: url, headers: kept }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    onward.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atTheEnd(() => server.close());
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    tokens,
    requests: served.requests,
  };
}

const migrated = new Map<string, Promise<string>>();

/** Generates the files of a list, and migrates its collection to v3, once for each list. Returns the folder. */
function migrate(list: string): Promise<string> {
  const folder = migrated.get(list) ?? migrateNow(list);
  migrated.set(list, folder);
  return folder;
}

async function migrateNow(list: string): Promise<string> {
  const folder = await makeBuiltWorkspace(list);
  const { code, stdout, stderr } = await postmanCli(
    ['collection', 'migrate', 'books.postman_collection.json', '-o', 'v3'],
    folder,
  );
  expect(code, stdout + stderr).toBe(0);
  // A folder of the new format, not the file again.
  expect(readFileSync(join(folder, 'v3', '.resources', 'definition.yaml'), 'utf8')).toMatch(/^\$kind: collection$/m);
  return folder;
}

/** Runs one request of a migrated collection alone, as with a click on Send. */
function sendAlone(folder: string, origin: string, name: string): Promise<Ended> {
  const values = Object.entries({ base_url: origin, password, client_secret: clientSecret });
  return postmanCli(
    [
      ...['collection', 'run', 'v3', '-e', 'books.dev.postman_environment.json'],
      ...values.flatMap(([key, value]) => ['--env-var', `${key}=${value}`]),
      ...['--no-report-events', '-i', name],
    ],
    folder,
  );
}

const endpoints = `endpoints:
  - { name: Health, request: GET /health, auth: none }
  - { name: List, request: "GET /books?title={{title}}" }
  - { name: Get, request: "GET /books/{title}" }
  - { name: Create, request: POST /books, json: { title: "{{title}}" }, headers: { X-Page: "{{page}}" }, expect: 201 }
`;
const list = (auth: string, values = '') => `name: Books
auth: ${auth}
variables: { title: "A & B, 100%", page: { optional: true } }
environments: { dev: { base_url: "http://127.0.0.1:9", username: jane${values} } }
${endpoints}`;

/** What arrives for each request. The title is one value in the query, and one segment in the path. */
const requests = {
  Health: '200 GET /health',
  List: '200 GET /books',
  Get: '200 GET /books/A%20&%20B,%20100%25',
  Create: '201 POST /books',
} as const;

const lists = {
  'Cells v1': { list: list('pydio-cells-v1'), token: 'Get token', tokenPath: '/auth/dex/token', client: 'cells-front' },
  Dex: {
    list: list('dex', ', client_id: shop, issuer: "{{base_url}}/dex"'),
    token: 'Get token',
    tokenPath: '/dex/token',
    client: 'shop',
  },
};
const basicOnly = list('{ template: oauth2-password, token_url: /token }', ', client_id: shop');

describe.skipIf(missing).each(Object.entries(lists))(
  'a migrated collection with the sign-in of %s',
  (_, { list, token, tokenPath, client }) => {
    test('generate names nothing that a migration loses', async () => {
      const cwd = tempFolder();
      writeFileSync(join(cwd, 'endpoints.yaml'), list);
      const { code, stdout } = await cli(['generate'], { cwd });
      expect([code, stdout]).toEqual([0, expect.not.stringContaining('migrates')]);
    });

    test.each(Object.entries(requests))('%s, sent alone, signs in with the client in the form', async (name, line) => {
      const served = await serveNoting(list);
      const { code, stdout, stderr } = await sendAlone(await migrate(list), served.origin, name);
      // In v3, a script cannot see that a request has no auth, so a public request signs in too. It carries no token.
      expect([code, served.requests], stdout + stderr).toEqual([0, [`200 POST ${tokenPath}`, line]]);
      expect(served.tokens).toEqual([name === 'Health' ? '-' : expect.stringMatching(/^Bearer e/)]);
      const [asked] = served.asked;
      // The runtime adds the collection's bearer, which is empty.
      expect(asked?.authorization).toBe('Bearer');
      expect(asked?.form).toMatchObject({ client_id: client, client_secret: clientSecret, username: 'jane', password });
    });

    test('the visible token request, sent alone, carries the client as Basic auth', async () => {
      const served = await serveNoting(list);
      const { code, stdout, stderr } = await sendAlone(await migrate(list), served.origin, token);
      expect([code, served.requests], stdout + stderr).toEqual([0, [`200 POST ${tokenPath}`]]);
      const [asked] = served.asked;
      expect(asked?.authorization).toMatch(/^Basic /);
      expect(asked?.form).not.toHaveProperty('client_secret');
    });
  },
);

describe.skipIf(missing)('a migrated collection whose server takes only Basic auth', () => {
  test('generate says that it does not sign in by itself', async () => {
    const cwd = tempFolder();
    writeFileSync(join(cwd, 'endpoints.yaml'), basicOnly);
    const { stdout } = await cli(['generate'], { cwd });
    expect(stdout).toContain('after a migration to Postman\'s v3, "Get token" must be sent by hand');
  });

  test('a request, sent alone, is red: its sign-in has no client', async () => {
    const served = await serveNoting(basicOnly);
    const { code, stdout } = await sendAlone(await migrate(basicOnly), served.origin, 'List');
    expect([code, served.requests], stdout).toEqual([1, ['401 POST /token']]);
    expect(served.asked.map(({ authorization }) => authorization ?? '')).not.toContainEqual(
      expect.stringMatching(/^Basic /),
    );
  });

  test('the visible token request, sent alone, is green', async () => {
    const served = await serveNoting(basicOnly);
    const folder = await migrate(basicOnly);
    const { code, stdout } = await sendAlone(folder, served.origin, 'Get token');
    expect([code, served.requests], stdout).toEqual([0, ['200 POST /token']]);
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startServer } from '../../../src/server/server.ts';
import { apiOf } from '../../support/api-of.ts';
import { atTheEnd } from '../../support/at-the-end.ts';
import { codesIn, projectRoot } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const list = (base = 'http://localhost:8787') => `name: Shop
auth: { template: oauth2-client-credentials, token_url: /oauth/token }
variables: { limit: 10 }
environments:
  local: { base_url: "${base}", client_id: ci }
endpoints:
  - { name: Find, request: "GET /books?limit={{limit}}" }
  - folder: Books
    endpoints:
      - { name: Get, request: "GET /books/{id}", path: { id: 7 } }
      - { name: Add, request: POST /books, json: { title: Emma } }
  - folder: Authors
    endpoints:
      - { name: Get, request: "GET /authors/{id}", path: { id: 8 } }
`;

function folderWith(text: string): string {
  const cwd = tempFolder();
  writeFileSync(join(cwd, 'endpoints.yaml'), text);
  return cwd;
}

const cwd = folderWith(list());

describe('curl prints', () => {
  test('the sign-in, and then the call, with secrets as variables of the shell', async () => {
    const { code, stdout, stderr } = await inProcess(['curl', 'Find'], { cwd });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(`# Find: Shop, environment local
# Set these first:
#   SHOP_LOCAL_CLIENT_SECRET  Secret of the client; from whoever registered the client at the sign-in server
access_token=
: "\${SHOP_LOCAL_CLIENT_SECRET:?set it first}" &&
access_token=$(curl --silent --show-error 'http://localhost:8787/oauth/token' \\
  --data-urlencode 'grant_type=client_credentials' \\
  --user "ci:$(printf %s "$SHOP_LOCAL_CLIENT_SECRET" | jq -sRr '@uri')" | jq -er '.access_token // empty') || echo 'The sign-in failed. Check client_secret (from whoever registered the client at the sign-in server).' >&2

[ -n "$access_token" ] &&
curl --silent --show-error 'http://localhost:8787/books?limit=10' \\
  --header "Authorization: Bearer $access_token" \\
  --fail-with-body
`);
  });

  test.each([
    ['the name that is set in the environment', { SHOP_CLIENT_SECRET: 'canary' }, [], '${SHOP_CLIENT_SECRET:?'],
    ['a value of --var', {}, ['--var', 'limit=3'], 'limit=3'],
    ['JavaScript', {}, ['--as', 'javascript'], 'await fetch("http://localhost:8787/books?limit=10"'],
    ['Python', {}, ['--as', 'python'], 'url = "http://localhost:8787/books?limit=10"'],
  ])('%s, and never a secret', async (_, env, options, text) => {
    const { code, stdout, stderr } = await inProcess(['curl', 'Find', ...options], { cwd, env });
    expect(code).toBe(0);
    expect(stdout).toContain(text);
    expect(stdout + stderr).not.toContain('canary');
  });

  test('the language, the text and what must be set as JSON', async () => {
    const { code, stdout } = await inProcess(['curl', 'Books/Get', '--format', 'json'], { cwd });
    const { language, inputs, text } = JSON.parse(stdout);
    expect([code, language]).toEqual([0, 'curl']);
    expect(inputs).toEqual([
      expect.objectContaining({ key: 'SHOP_LOCAL_CLIENT_SECRET', variable: 'client_secret', secret: true }),
    ]);
    expect(text).toContain('/books/7');
  });

  test('values that were typed into the environment file, but not secrets', async () => {
    const own = folderWith(list());
    await inProcess(['generate'], { cwd: own });
    const file = join(own, 'shop.local.postman_environment.json');
    const content = JSON.parse(readFileSync(file, 'utf8'));
    for (const value of content.values) {
      if (value.key === 'client_id') value.value = 'typed-id';
      if (value.key === 'client_secret') value.value = 'canary';
    }
    writeFileSync(file, JSON.stringify(content));
    const { stdout } = await inProcess(['curl', 'Find'], { cwd: own });
    expect(stdout).toContain('typed-id:');
    expect(stdout).not.toContain('canary');
  });
});

describe('curl refuses', () => {
  test.each([
    ['an unknown name', ['Fnd'], 'unknown-request'],
    ['a name of two requests', ['Get'], 'usage'],
    ['a name that is not in quotes', ['Find', 'a', 'book'], 'usage'],
    ['an unknown environment', ['Find', '-e', 'prod'], 'unknown-environment'],
    ['a secret on the command line', ['Find', '--var', 'client_secret=x'], 'secret-in-argv'],
    ['an unknown language', ['Find', '--as', 'cobol'], 'usage'],
  ])('%s', async (_, words, code) => {
    const ended = await inProcess(['curl', ...words], { cwd });
    expect(ended.code).toBe(2);
    expect(ended.stdout).toBe('');
    expect(codesIn(ended.stderr)).toEqual([code]);
  });

  test('a request whose signature no line can make', async () => {
    const own = folderWith(
      'name: S\nauth: ./own.yaml\nenvironments: { dev: { base_url: "https://a.test" } }\nendpoints: [GET /a]\n',
    );
    writeFileSync(
      join(own, 'own.yaml'),
      'auth: { type: hawk, authId: me, authKey: "{{key}}", algorithm: sha256 }\nvariables: { key: { secret: true } }\n',
    );
    const { code, stderr } = await inProcess(['curl', 'GET /a'], { cwd: own });
    expect(code).toBe(2);
    expect(stderr).toContain('is signed (hawk)');
  });
});

test('the quick start of Pydio Cells has the lines that curl prints for the list in it', async () => {
  const page = readFileSync(join(projectRoot, 'collections', 'pydio-cells-v1', 'quick-start.md'), 'utf8');
  const [, yaml = '', lines] = /```yaml\n(.*?)```.*?```sh\n(.*?)```/s.exec(page) ?? [];
  const { stdout } = await inProcess(['curl', 'Get a user'], { cwd: folderWith(yaml) });
  expect(lines).toBe(stdout);
});

test('curl --run sends the request as run --request does', async () => {
  const api = apiOf(list());
  const server = await startServer({
    api,
    values: new Map([
      ['client_id', 'ci'],
      ['client_secret', 'right'],
    ]),
    port: 0,
  });
  atTheEnd(() => server.close());
  const own = folderWith(list(server.origin));
  await inProcess(['generate'], { cwd: own });
  const env = { SHOP_CLIENT_SECRET: 'right' };
  const { code, stdout } = await inProcess(['curl', 'Find', '--run'], { cwd: own, env });
  expect(stdout).toContain('passed: 2 requests sent');
  expect(code).toBe(0);
  expect((await inProcess(['curl', 'Books/Add', '--run'], { cwd: own, env })).code).toBe(2);
  expect((await inProcess(['curl', 'Books/Add', '--run', '--unsafe'], { cwd: own, env })).code).toBe(0);
  const wrong = await inProcess(['curl', 'Find', '--run'], { cwd: own, env: { SHOP_CLIENT_SECRET: 'wrong' } });
  expect(wrong.code).toBe(3);
});

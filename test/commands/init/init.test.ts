import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { describeTemplates } from '../../../src/library/auth-templates.ts';
import { startServer } from '../../../src/server/server.ts';
import { apiOf } from '../../support/api-of.ts';
import { atTheEnd } from '../../support/at-the-end.ts';
import { codesIn } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** A folder of a repository, whose name is that of the API. */
function bookShop(): string {
  const cwd = join(tempFolder(), 'book-shop');
  mkdirSync(join(cwd, '.git'), { recursive: true });
  return cwd;
}

const base = ['--base-url', 'http://localhost:8787'];
const init = (cwd: string, ...args: string[]) => inProcess(['init', ...args], { cwd });
const read = (cwd: string, name: string) => readFileSync(join(cwd, name), 'utf8');

describe('init writes', () => {
  test('a list that says what the options say, and what is still to fill in', async () => {
    const cwd = bookShop();
    const auth = ['--auth', 'oauth2-client-credentials', '--set', 'token_url=/oauth/token', '--set', 'client_id=ci'];
    const { code, stdout, stderr } = await init(
      cwd,
      ...base,
      ...auth,
      '--endpoint',
      'GET /books',
      '--endpoint',
      'GET /books/{isbn}',
    );
    expect([code, stderr]).toEqual([0, '']);
    expect(
      read(cwd, 'endpoints.yaml'),
    ).toBe(`# yaml-language-server: $schema=./node_modules/postmint/dist/endpoints.schema.json
name: Book shop
auth: { template: oauth2-client-credentials, token_url: /oauth/token }
environments:
  local:
    base_url: http://localhost:8787
    client_id: ci
    isbn: # Used by "GET /books/{isbn}".
    # Never here: client_secret.
endpoints:
  - GET /books
  - GET /books/{isbn}
`);
    expect(stdout).toBe(`  new       endpoints.yaml
  new       .gitignore

Next:
  fill in isbn in endpoints.yaml
  postmint generate
  export BOOK_SHOP_LOCAL_CLIENT_SECRET=…
  postmint run
  postmint docs
`);
    expect((await inProcess(['generate'], { cwd })).code).toBe(0);
  });

  test('that a description is there, if the list has no requests yet', async () => {
    const cwd = bookShop();
    writeFileSync(join(cwd, 'openapi.json'), '{"openapi": "3.1.0", "paths": {}}');
    expect((await init(cwd, ...base)).stdout).toContain(
      'openapi.json describes an API: postmint import openapi.json makes a list from it.',
    );
    const other = bookShop();
    writeFileSync(join(other, 'api.json'), '{"name": "x"}');
    expect((await init(other, ...base)).stdout).not.toContain('describes');
  });

  test.each([
    ['the name of the folder, if that of the API has no Latin letters', [], 'slug: book-shop'],
    ['what --slug says', ['--slug', 'shop'], 'slug: shop'],
  ])('a slug: %s', async (_, args, line) => {
    const cwd = bookShop();
    expect(await init(cwd, ...base, '--name', '本屋', ...args)).toMatchObject({ code: 0, stderr: '' });
    expect(read(cwd, 'endpoints.yaml')).toContain(`\nname: 本屋\n${line}\n`);
    expect((await inProcess(['generate'], { cwd })).code).toBe(0);
  });

  test.each(describeTemplates().map(({ name }) => name))('a list with %s that generate accepts', async (name) => {
    const cwd = bookShop();
    expect(await init(cwd, ...base, '--auth', name)).toMatchObject({ code: 0, stderr: '' });
    const { code, stderr } = await inProcess(['generate'], { cwd });
    expect([code, stderr.replace(/(?:note|warning)\[[\s\S]*/, '')]).toEqual([0, expect.not.stringContaining('error[')]);
  });

  test.each([
    ['a number', '12', 'isbn: 12'],
    ['a text that YAML would read as another value', 'yes: no', 'isbn: "yes: no"'],
    ['a text with quotes', 'a "b"', `isbn: a "b"`],
    ['digits that are no number', '0123', 'isbn: "0123"'],
  ])('a value: %s', async (_, value, line) => {
    const cwd = bookShop();
    await init(cwd, ...base, '--set', `isbn=${value}`, '--endpoint', 'GET /b/{isbn}');
    expect(read(cwd, 'endpoints.yaml')).toContain(`    ${line}\n`);
    expect(parse(read(cwd, 'endpoints.yaml')).environments.local.isbn).toEqual(value === '12' ? 12 : value);
  });

  test('the lines of .gitignore that are missing', async () => {
    const cwd = bookShop();
    writeFileSync(join(cwd, '.gitignore'), 'node_modules\n.env');
    await init(cwd, ...base);
    expect(read(cwd, '.gitignore')).toBe(
      'node_modules\n.env\n# Secrets for postmint run, and backups of postmint generate\n*.env\n*.bak\n',
    );
    await init(cwd, 'second.postmint.yaml', ...base);
    expect(read(cwd, '.gitignore').match(/\*\.bak/g)).toHaveLength(1);
  });

  test('the path of the schema, from a folder below the one with package.json', async () => {
    const cwd = bookShop();
    writeFileSync(join(cwd, 'package.json'), '{}');
    await init(cwd, 'apis/shop/endpoints.yaml', ...base);
    expect(read(cwd, 'apis/shop/endpoints.yaml')).toMatch(/\$schema=\.\.\/\.\.\/node_modules\/postmint\//);
    expect(read(cwd, 'apis/shop/endpoints.yaml')).toContain('name: Shop\n');
  });

  test('CI files at the root of the repository, with the path of the list and its secrets', async () => {
    const cwd = bookShop();
    const folder = join(cwd, 'apis');
    mkdirSync(folder);
    const { code } = await init(
      folder,
      'my.postmint.yaml',
      ...base,
      '--auth',
      'api-key',
      '--ci',
      'github',
      '--ci',
      'gitlab',
    );
    expect(code).toBe(0);
    const github = parse(read(cwd, '.github/workflows/postmint.yml'));
    const run = github.jobs.api.steps.at(-2);
    expect(run.run).toContain('npx postmint run apis/my.postmint.yaml -e local --report junit=postmint.xml');
    expect(run.env).toEqual({ MY_LOCAL_API_KEY: ['$', '{{ secrets.MY_LOCAL_API_KEY }}'].join('') });
    const gitlab = parse(read(cwd, '.gitlab-ci.yml'));
    expect(gitlab.api.script[1]).toBe('npx postmint check apis/my.postmint.yaml');
    expect(read(cwd, '.gitlab-ci.yml')).toContain('MY_LOCAL_API_KEY');
  });

  test('a CI file for a list that exists, which stays as it is', async () => {
    const cwd = bookShop();
    await init(cwd, ...base, '--auth', 'api-key', '--environment', 'dev');
    const before = read(cwd, 'endpoints.yaml');
    const { code, stdout } = await init(cwd, '--ci', 'github');
    expect([code, stdout]).toEqual([0, '  new       .github/workflows/postmint.yml\n']);
    expect(read(cwd, 'endpoints.yaml')).toBe(before);
    expect(read(cwd, '.github/workflows/postmint.yml')).toContain('-e dev');
    expect(codesIn((await init(cwd, '--ci', 'github')).stderr)).toEqual(['file-exists']);
  });

  test.each([
    ['a: b.postmint.yaml', "npx postmint check 'a: b.postmint.yaml'"],
    ['a #b.postmint.yaml', "npx postmint check 'a #b.postmint.yaml'"],
    ['$&.postmint.yaml', "npx postmint check '$&.postmint.yaml'"],
  ])('a CI file for the list %s', async (name, command) => {
    const cwd = bookShop();
    await init(cwd, name, ...base, '--name', 'Shop', '--ci', 'github', '--ci', 'gitlab');
    const { steps } = parse(read(cwd, '.github/workflows/postmint.yml')).jobs.api;
    expect(steps.map(({ run }: { run?: string }) => run)).toContain(command);
    expect(parse(read(cwd, '.gitlab-ci.yml')).api.script).toContain(command);
  });

  test('a CI file without secrets has no word of them', async () => {
    const cwd = bookShop();
    await init(cwd, ...base, '--ci', 'github', '--ci', 'gitlab');
    for (const name of ['.github/workflows/postmint.yml', '.gitlab-ci.yml']) {
      expect(read(cwd, name)).not.toMatch(/secrets|__|#if|#endif/);
      parse(read(cwd, name));
    }
  });

  test('JSON with the names of the files', async () => {
    const { stdout } = await init(bookShop(), ...base, '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ command: 'init', exitCode: 0, files: ['endpoints.yaml', '.gitignore'] });
  });
});

describe('init writes nothing', () => {
  test.each([
    ['without a base URL where it cannot ask', [], 'usage'],
    ['with an unknown template', [...base, '--auth', 'keycloack'], 'unknown-template'],
    ['with a base URL that is none', ['--base-url', 'htp:/x'], 'bad-base-url'],
    ['with an unknown method', [...base, '--endpoint', 'GETT /x'], 'unknown-method'],
    ['with a value without a name', [...base, '--set', 'x'], 'usage'],
    ['with a secret in a value', [...base, '--auth', 'api-key', '--set', 'api_key=canary'], 'secret-in-list'],
    ['for a file that is no list', ['list.json', ...base], 'usage'],
  ])('%s', async (_, args, code) => {
    const cwd = bookShop();
    const ended = await init(cwd, ...args);
    expect([ended.code, codesIn(ended.stderr)]).toEqual([2, [code]]);
    expect(readdirSync(cwd)).toEqual(['.git']);
    expect(ended.stdout + ended.stderr).not.toContain('canary');
  });

  test.each(['endpoints.yaml', '.github/workflows/postmint.yml', '.gitlab-ci.yml'])(
    'over an existing %s',
    async (name) => {
      const cwd = bookShop();
      mkdirSync(join(cwd, '.github', 'workflows'), { recursive: true });
      writeFileSync(join(cwd, name), 'mine');
      const before = readdirSync(cwd);
      const { code, stderr } = await init(cwd, ...base, '--ci', 'github', '--ci', 'gitlab');
      expect([code, codesIn(stderr)]).toEqual([2, ['file-exists']]);
      expect(read(cwd, name)).toBe('mine');
      expect(readdirSync(cwd)).toEqual(before);
    },
  );
});

test('with --try-sign-in, the files are generated, and the sign-in is tried', async () => {
  const list = `name: Book shop
auth: { template: oauth2-client-credentials, token_url: /oauth/token }
environments: { local: { base_url: "http://localhost:1", client_id: ci } }
endpoints: [GET /books]
`;
  const server = await startServer({
    api: apiOf(list),
    values: new Map([
      ['client_id', 'ci'],
      ['client_secret', 'right'],
    ]),
    port: 0,
  });
  atTheEnd(() => server.close());
  const options = [
    '--auth',
    'oauth2-client-credentials',
    '--set',
    'token_url=/oauth/token',
    '--set',
    'client_id=ci',
    '--try-sign-in',
  ];
  const args = ['init', '--base-url', server.origin, '--endpoint', 'GET /books', ...options];
  const right = bookShop();
  const signedIn = await inProcess(args, { cwd: right, env: { BOOK_SHOP_CLIENT_SECRET: 'right' } });
  expect(signedIn.code).toBe(0);
  expect(signedIn.stdout).toContain('signed in');
  expect(existsSync(join(right, 'book-shop.postman_collection.json'))).toBe(true);
  const env = { BOOK_SHOP_CLIENT_SECRET: 'right' };
  const { stdout } = await inProcess([...args, '--format', 'json'], { cwd: bookShop(), env });
  expect(JSON.parse(stdout)).toMatchObject({
    command: 'init',
    exitCode: 0,
    generate: { exitCode: 0 },
    token: { exitCode: 0 },
  });
  const refused = await inProcess(args, { cwd: bookShop(), env: { BOOK_SHOP_CLIENT_SECRET: 'wrong' } });
  expect([refused.code, codesIn(refused.stderr)]).toEqual([3, ['sign-in-failed']]);
});

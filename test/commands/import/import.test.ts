import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codesIn } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const shop = `openapi: 3.0.3
info: { title: Book shop }
servers: [{ url: "https://books.example" }]
components: { securitySchemes: { key: { type: apiKey, in: query, name: key } } }
security: [{ key: [] }]
paths:
  /books: { get: { operationId: listBooks, summary: List books, tags: [Books], responses: { "200": { description: Found } } } }
`;

/** A folder with the description of a shop. */
function shopFolder(text = shop): string {
  const cwd = tempFolder();
  writeFileSync(join(cwd, 'openapi.yaml'), text);
  return cwd;
}
const run = (cwd: string, ...args: string[]) => inProcess(['import', ...args], { cwd });
const read = (cwd: string, name: string) => readFileSync(join(cwd, name), 'utf8');

test.each<[title: string, text: string, lines: number]>([
  [
    'neither an address nor a sign-in',
    shop.replace(/servers: .*\n/, '').replace(/components: .*\nsecurity: .*\n/, ''),
    2,
  ],
  ['no address', shop.replace(/servers: .*\n/, ''), 1],
  ['no sign-in', shop.replace(/components: .*\nsecurity: .*\n/, ''), 1],
  ['both', shop, 0],
])('the summary names the option for what a description does not say: %s', async (_, text, lines) => {
  const { stderr } = await run(shopFolder(text), 'openapi.yaml');
  expect(stderr.match(/^without .* --(?:base-url|auth) /gm) ?? []).toHaveLength(lines);
});

describe('import --generate', () => {
  test('writes the files of the list as generate does', async () => {
    const [cwd, other] = [shopFolder(), shopFolder()];
    const { code, stdout } = await run(cwd, 'openapi.yaml', '--generate');
    expect(code).toBe(0);
    expect(stdout).toContain('  new       book-shop.postman_collection.json\n');
    await run(other, 'openapi.yaml');
    await inProcess(['generate'], { cwd: other });
    expect(readdirSync(cwd)).toEqual(readdirSync(other));
    for (const name of readdirSync(cwd)) expect(read(cwd, name)).toBe(read(other, name));
  });

  test('an update keeps a variable with a value in the environment file', async () => {
    const users = '  /users/{id}: { get: { tags: [Users], parameters: [{ name: id, in: path, required: true }] } }\n';
    const orders = users.replaceAll('users', 'orders').replaceAll('Users', 'Orders');
    const cwd = shopFolder(shop + users);
    await run(cwd, 'openapi.yaml', '--generate');
    const file = 'book-shop.main.postman_environment.json';
    const environment = JSON.parse(read(cwd, file));
    for (const value of environment.values) if (value.key === 'id') value.value = 'u77';
    writeFileSync(join(cwd, file), JSON.stringify(environment));
    writeFileSync(join(cwd, 'openapi.yaml'), shop + users + orders);
    const { code, stderr } = await run(cwd, 'openapi.yaml', '--update');
    expect([code, stderr]).toEqual([0, expect.stringContaining('  GET /users/{id}: path.id\n')]);
    expect(read(cwd, 'endpoints.yaml')).not.toContain('user_id');
    expect(read(cwd, 'endpoints.yaml')).toContain('"{{order_id}}"');
  });

  test('after an update, writes what has changed', async () => {
    const cwd = shopFolder();
    await run(cwd, 'openapi.yaml', '--generate');
    writeFileSync(join(cwd, 'openapi.yaml'), shop.replace('List books', 'All books'));
    const { code, stdout } = await run(cwd, 'openapi.yaml', '--update', '--generate');
    expect([code, stdout]).toEqual([0, expect.stringContaining('  changed   book-shop.postman_collection.json\n')]);
    expect(read(cwd, 'book-shop.postman_collection.json')).toContain('"All books"');
  });

  test('an update keeps a byte order mark and the line breaks of Windows', async () => {
    const cwd = shopFolder();
    await run(cwd, 'openapi.yaml');
    const list = read(cwd, 'endpoints.yaml');
    writeFileSync(join(cwd, 'endpoints.yaml'), `\ufeff${list.replaceAll('\n', '\r\n')}`);
    writeFileSync(join(cwd, 'openapi.yaml'), shop.replace('List books', 'All books'));
    expect((await run(cwd, 'openapi.yaml', '--update')).code).toBe(0);
    expect(read(cwd, 'endpoints.yaml')).toBe(
      `\ufeff${list.replace('List books', 'All books').replaceAll('\n', '\r\n')}`,
    );
  });

  test('an update that would break the list is refused, and says whose lines it shows', async () => {
    const cwd = shopFolder();
    await run(cwd, 'openapi.yaml');
    const own = read(cwd, 'endpoints.yaml')
      .replace('name: List books', 'name: &list List books')
      .concat('  - { name: Mine, request: GET /mine, description: *list }\n');
    writeFileSync(join(cwd, 'endpoints.yaml'), own);
    writeFileSync(join(cwd, 'openapi.yaml'), shop.replace('List books', 'All books'));
    const { code, stderr } = await run(cwd, 'openapi.yaml', '--update');
    expect([code, codesIn(stderr)]).toEqual([2, ['yaml-alias']]);
    expect(stderr).toContain(
      'nothing was written; the lines above are those of the list as this update would make it\n',
    );
    expect(read(cwd, 'endpoints.yaml')).toBe(own);
  });

  test('writes nothing where the import failed', async () => {
    const cwd = shopFolder();
    writeFileSync(join(cwd, 'endpoints.yaml'), 'mine');
    expect((await run(cwd, 'openapi.yaml', '--generate')).code).toBe(2);
    expect(readdirSync(cwd).sort()).toEqual(['endpoints.yaml', 'openapi.yaml']);
  });

  test.each([
    ['openapi.yaml', '--dry-run'],
    ['openapi.yaml', '--format', 'json'],
    ['--from-pydio-json', 'pydio.json'],
  ])('is refused with %s %s', async (...args) => {
    const cwd = shopFolder();
    const { code, stderr } = await run(cwd, ...args, '--generate');
    expect([code, codesIn(`${stderr}`)]).toEqual([2, args.includes('json') ? [] : ['usage']]);
    expect(readdirSync(cwd)).toEqual(['openapi.yaml']);
  });
});

describe('import writes', () => {
  test('the list, what an update needs, and a template for a sign-in that has none', async () => {
    const cwd = shopFolder();
    const { code, stdout, stderr } = await run(cwd, 'openapi.yaml');
    expect([code, stdout]).toEqual([
      0,
      '  new       endpoints.yaml\n  new       endpoints.import.json\n  new       key.auth.yaml\n',
    ]);
    expect(stderr).toBe(`endpoints.yaml: 1 request in 1 folder, from Book shop (OpenAPI 3.0)
omitted:
      1  ids of operations that have a summary (import keeps them for --update)
      1  descriptions of answers
`);
    expect(read(cwd, 'endpoints.yaml')).toContain('auth: ./key.auth.yaml\n');
    expect((await inProcess(['generate'], { cwd })).code).toBe(0);
  });

  test('the same bytes each time', async () => {
    const [one, other] = [shopFolder(), shopFolder()];
    for (const cwd of [one, other]) await run(cwd, 'openapi.yaml');
    for (const name of readdirSync(one)) expect(read(other, name)).toBe(read(one, name));
  });

  test('a list from standard input, under another name', async () => {
    const cwd = tempFolder();
    const { code, stdout } = await inProcess(
      ['import', '-', 'shop.postmint.yaml', '--name', 'Shop', '--prefix', '/v1'],
      { cwd, stdin: shop },
    );
    expect([code, stdout]).toEqual([0, expect.stringContaining('new       shop.postmint.import.json')]);
    expect(read(cwd, 'shop.postmint.yaml')).toMatch(/name: Shop\n[\s\S]*request: GET \/v1\/books\n/);
  });

  test('nothing with --dry-run, which prints the list', async () => {
    const cwd = shopFolder();
    const { code, stdout } = await run(cwd, 'openapi.yaml', '--dry-run', '--group-by', 'none');
    expect([code, readdirSync(cwd)]).toEqual([0, ['openapi.yaml']]);
    expect(stdout).toMatch(/endpoints:\n {2}- name: List books\n/);
  });

  test('what it omitted, as JSON', async () => {
    const cwd = shopFolder(`${shop}x-any: 1\nwebhooks: { sold: {} }\n`);
    const { stdout } = await run(cwd, 'openapi.yaml', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      exitCode: 0,
      omitted: [{ reason: 'webhook', pointers: ['#/webhooks/sold'] }, {}, {}],
    });
  });
});

describe('import refuses', () => {
  const rows: [title: string, args: string[], codes: string[]][] = [
    ['no file', [], ['usage']],
    ['an address', ['https://books.example/openapi.yaml'], ['usage']],
    ['a file that does not exist', ['missing.yaml'], ['file-not-found']],
    ['a list that is not named like one', ['openapi.yaml', 'list.txt'], ['usage']],
    ['a prefix that is no path', ['openapi.yaml', '--prefix', 'v1'], ['usage']],
    ['an address that is none', ['openapi.yaml', '--base-url', 'books.example'], ['usage']],
    ['a template that does not exist', ['openapi.yaml', '--auth', 'keyclok'], ['unknown-template']],
    ['an update of a list that does not exist', ['openapi.yaml', '--update'], ['file-not-found']],
  ];
  test.each(rows)('%s', async (_, args, codes) => {
    const cwd = shopFolder();
    const { code, stderr, stdout } = await run(cwd, ...args);
    expect([code, codesIn(stderr), stdout, readdirSync(cwd)]).toEqual([2, codes, '', ['openapi.yaml']]);
  });

  test('to overwrite a list', async () => {
    const cwd = shopFolder();
    writeFileSync(join(cwd, 'endpoints.yaml'), 'name: Mine\n');
    const { code, stderr } = await run(cwd, 'openapi.yaml');
    expect([code, codesIn(stderr), read(cwd, 'endpoints.yaml')]).toEqual([2, ['file-exists'], 'name: Mine\n']);
    expect(existsSync(join(cwd, 'endpoints.import.json'))).toBe(false);
  });
});

describe('import --update', () => {
  const next = shop
    .replace('List books', 'Find books')
    .replace('paths:', 'paths:\n  /orders: { get: { tags: [Orders], responses: {} } }');

  test('changes the list, with the options of the import before', async () => {
    const cwd = shopFolder();
    await run(cwd, 'openapi.yaml', '--prefix', '/v1');
    writeFileSync(join(cwd, 'openapi.yaml'), next);
    const { code, stdout, stderr } = await run(cwd, 'openapi.yaml', '--update');
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toBe('endpoints.yaml:\nadded: 1\n  GET /v1/orders\nchanged: 1\n  GET /v1/books\n');
    expect(read(cwd, 'endpoints.yaml')).toContain('  - folder: Orders\n    endpoints: [GET /v1/orders]\n');
    expect(await run(cwd, 'openapi.yaml', '--update')).toMatchObject({
      code: 0,
      stderr: 'endpoints.yaml: no difference\n',
    });
  });

  test('says as JSON, and in words, what it did', async () => {
    const cwd = shopFolder(
      `${shop}  /old: { get: { operationId: old, responses: {} } }\n  /moved: { get: { operationId: moved, responses: {} } }\n  /gone: { get: { operationId: gone, responses: {} } }\n`,
    );
    expect((await run(cwd, 'openapi.yaml', '--group-by', 'none')).stderr).toContain('4 requests, from Book shop');
    writeFileSync(join(cwd, 'endpoints.yaml'), read(cwd, 'endpoints.yaml').replace('name: List books', 'name: Mine'));
    writeFileSync(
      join(cwd, 'openapi.yaml'),
      `${next}  /old: { get: { operationId: old, responses: {} } }\n  /here: { get: { operationId: moved, responses: {} } }\n`,
    );
    const { stdout } = await run(cwd, 'openapi.yaml', '--update', '--dry-run', '--format', 'json');
    expect(JSON.parse(stdout).changes).toEqual({
      added: ['GET /orders'],
      changed: [],
      renamed: [{ from: 'GET /moved', to: 'GET /here' }],
      gone: ['GET /gone'],
      back: [],
      kept: [{ where: 'GET /books', field: 'name' }],
    });
    const { stderr } = await run(cwd, 'openapi.yaml', '--update');
    expect(stderr).toContain(
      'renamed: 1\n  GET /moved -> GET /here\ngone: 1\n  GET /gone\nkept as you wrote it: 1\n  GET /books: name\n',
    );
  });

  test('of another description ends before anything is written', async () => {
    const cwd = shopFolder();
    await run(cwd, 'openapi.yaml');
    writeFileSync(join(cwd, 'openapi.yaml'), 'name: x\n');
    const { code, stderr } = await run(cwd, 'openapi.yaml', '--update');
    expect([code, codesIn(stderr)]).toEqual([2, ['bad-description']]);
    writeFileSync(join(cwd, 'endpoints.yaml'), 'name: [x\n');
    writeFileSync(join(cwd, 'openapi.yaml'), shop);
    expect((await run(cwd, 'openapi.yaml', '--update', '--format', 'json')).code).toBe(2);
  });

  test('prints a diff with --dry-run, and writes nothing', async () => {
    const cwd = shopFolder();
    await run(cwd, 'openapi.yaml');
    const before = readdirSync(cwd).map((name) => read(cwd, name));
    const { code, stdout } = await inProcess(['import', '-', '--update', '--dry-run'], { cwd, stdin: next });
    expect(code).toBe(0);
    expect(stdout).toContain('-      - name: List books\n+      - name: Find books\n');
    expect(readdirSync(cwd).map((name) => read(cwd, name))).toEqual(before);
  });

  test('without the file of the import before, a note says what that means', async () => {
    const cwd = tempFolder();
    writeFileSync(
      join(cwd, 'endpoints.yaml'),
      'name: Shop\nenvironments: { dev: { base_url: https://books.example } }\nendpoints: [GET /mine]\n',
    );
    writeFileSync(join(cwd, 'openapi.yaml'), next);
    const { code, stderr } = await run(cwd, 'openapi.yaml', '--update', '--auth', 'none');
    expect([code, codesIn(stderr)]).toEqual([0, ['no-import-file']]);
    expect(read(cwd, 'endpoints.yaml')).toMatch(/GET \/mine, \{ folder: Orders[\s\S]*GET \/books/);
  });

  test.each([
    '{}',
    '{"entries": 1}',
    'name: x',
    '{"_postmint": "x", "options": {}, "head": {"name": 1}, "folders": {}, "entries": {}}',
  ])('a damaged file of the import before: %s', async (text) => {
    const cwd = shopFolder();
    await run(cwd, 'openapi.yaml');
    writeFileSync(join(cwd, 'endpoints.import.json'), text);
    const list = read(cwd, 'endpoints.yaml');
    const { code, stderr } = await run(cwd, 'openapi.yaml', '--update');
    expect([code, codesIn(stderr), read(cwd, 'endpoints.yaml')]).toEqual([2, ['bad-import-file'], list]);
  });

  test('that would make errors writes nothing', async () => {
    const cwd = shopFolder();
    await run(cwd, 'openapi.yaml');
    const list = read(cwd, 'endpoints.yaml')
      .replace('name: List books', 'name: List books\n        headers: { X-Id: "{{id}}" }')
      .replace('environments:', 'variables: { id: 1 }\nenvironments:');
    writeFileSync(join(cwd, 'endpoints.yaml'), list.replace('base_url', 'key_of_mine: x, base_url'));
    const { code } = await run(cwd, 'openapi.yaml', '--update');
    expect(code).toBe(0);
    writeFileSync(join(cwd, 'endpoints.yaml'), `${list}  - [broken\n`);
    const broken = await run(cwd, 'openapi.yaml', '--update');
    expect([broken.code, read(cwd, 'endpoints.yaml')]).toEqual([2, `${list}  - [broken\n`]);
  });
});

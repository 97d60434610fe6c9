import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codesIn, type Ended } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import {
  collectionFile as collection,
  environmentFile as environment,
  makeWorkspace,
  shopList,
  typeInto,
} from '../../support/workspace.ts';

const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');
const write = (folder: string, name: string, text: string) => writeFileSync(join(folder, name), text);
const edit = (folder: string, name: string, from: string | RegExp, to: string) =>
  write(folder, name, read(folder, name).replace(from, to));
const summary = ({ code, stdout, stderr }: Ended) => ({
  code,
  stdout: stdout.split('\n').slice(0, -1),
  codes: codesIn(stderr),
});

/** Creates a folder that contains only the list. */
function listOnly(list = shopList): string {
  const folder = tempFolder();
  write(folder, 'endpoints.yaml', list);
  return folder;
}

describe('generate', () => {
  test('writes the files, and leaves them unchanged the next time', async () => {
    const cwd = listOnly();
    expect(summary(await inProcess(['generate'], { cwd }))).toEqual({
      code: 0,
      stdout: ['endpoints.yaml: 4 requests', `  new       ${collection}`, `  new       ${environment}`],
      codes: ['discouraged-grant'],
    });
    const [text, time] = [read(cwd, collection), statSync(join(cwd, collection)).mtimeMs];
    const again = summary(await inProcess(['generate'], { cwd }));
    expect(again.codes).toEqual([]);
    expect(again.stdout.slice(1)).toEqual([`  unchanged ${collection}`, `  unchanged ${environment}`]);
    expect([read(cwd, collection), statSync(join(cwd, collection)).mtimeMs]).toEqual([text, time]);
    expect(statSync(join(cwd, environment)).mode & 0o777).toBe(0o600);
  });

  describe('a list that is given twice is read once', () => {
    test.each<[string, (cwd: string) => string[]]>([
      ['as the same path', () => ['shop/endpoints.yaml', 'shop/endpoints.yaml']],
      ['as its folder', () => ['shop/endpoints.yaml', 'shop']],
      ['as its folder with a slash', () => ['shop/', 'shop/endpoints.yaml']],
      ['with ./', () => ['shop/endpoints.yaml', './shop/endpoints.yaml']],
      ['with ..', () => ['shop/endpoints.yaml', 'shop/../shop/endpoints.yaml']],
      ['as an absolute path', (cwd) => ['shop/endpoints.yaml', join(cwd, 'shop', 'endpoints.yaml')]],
      ['through a link to its folder', () => ['shop/endpoints.yaml', 'link/endpoints.yaml']],
      ['three times', () => ['shop', 'shop', './shop']],
    ])('%s', async (_, argsIn) => {
      const cwd = tempFolder();
      mkdirSync(join(cwd, 'shop'));
      write(cwd, 'shop/endpoints.yaml', shopList);
      symlinkSync('shop', join(cwd, 'link'));
      for (const command of ['generate', 'check']) {
        const { code, stdout, codes } = summary(await inProcess([command, ...argsIn(cwd)], { cwd }));
        expect([code, codes.filter((found) => found === 'output-clash')]).toEqual([0, []]);
        expect(stdout.filter((line) => line.includes('endpoints.yaml'))).toHaveLength(1);
      }
    });

    test('but a list linked from another folder is a second list', async () => {
      const cwd = tempFolder();
      for (const folder of ['a', 'b']) mkdirSync(join(cwd, folder));
      write(cwd, 'a/endpoints.yaml', shopList);
      symlinkSync('../a/endpoints.yaml', join(cwd, 'b', 'endpoints.yaml'));
      const { code, stdout } = summary(await inProcess(['generate', 'a', 'b'], { cwd }));
      expect([code, stdout.filter((line) => line.includes('endpoints.yaml'))]).toEqual([
        0,
        ['a/endpoints.yaml: 4 requests', 'b/endpoints.yaml: 4 requests'],
      ]);
      expect(existsSync(join(cwd, 'b', collection))).toBe(true);
    });

    test('and reported once if it does not exist', async () => {
      const { code, codes } = summary(
        await inProcess(['generate', 'no/such.yaml', './no/such.yaml'], { cwd: tempFolder() }),
      );
      expect([code, codes]).toEqual([2, ['file-not-found']]);
    });
  });

  test('--dry-run prints the same output and writes nothing', async () => {
    const cwd = listOnly();
    const { code, stdout } = summary(await inProcess(['generate', '--dry-run'], { cwd }));
    expect([code, stdout[1]]).toEqual([0, `  new       ${collection}`]);
    expect(stdout[0]).toContain('dry run');
    expect(readdirSync(cwd)).toEqual(['endpoints.yaml']);
  });

  test('updates the files of a changed list, and removes the file of a removed environment', async () => {
    const cwd = makeWorkspace(
      shopList.replace('\nvariables:', '\n  old: { base_url: "http://old.example", username: x }\nvariables:'),
    );
    write(cwd, 'endpoints.yaml', shopList.replace('GET /health', 'GET /healthz'));
    const { code, stdout } = summary(await inProcess(['generate'], { cwd }));
    expect([code, ...stdout.slice(1)]).toEqual([
      0,
      `  changed   ${collection}`,
      `  unchanged ${environment}`,
      '  removed   shop.old.postman_environment.json',
    ]);
    expect(existsSync(join(cwd, 'shop.old.postman_environment.json'))).toBe(false);
  });

  test.each<[string, (folder: string) => void, string, string]>([
    [
      'a collection edited by hand',
      (folder) => edit(folder, collection, '"GET"', '"PUT"'),
      collection,
      'edited-by-hand',
    ],
    [
      'a file that postmint did not write',
      (folder) => write(folder, environment, '{"mine": true}'),
      environment,
      'foreign-file',
    ],
  ])('%s is not replaced without --force, which keeps a backup', async (_, change, name, conflict) => {
    const cwd = makeWorkspace();
    change(cwd);
    const text = read(cwd, name);
    expect(summary(await inProcess(['generate'], { cwd }))).toEqual({ code: 2, stdout: [], codes: [conflict] });
    expect(read(cwd, name)).toBe(text);
    const forced = summary(await inProcess(['generate', '--force'], { cwd }));
    expect([forced.code, forced.codes]).toEqual([0, ['kept-backup']]);
    expect(read(cwd, `${name}.bak`)).toBe(text);
    expect(summary(await inProcess(['check'], { cwd })).code).toBe(0);
  });

  test('backups are numbered, never replaced, and readable by the owner only', async () => {
    const cwd = makeWorkspace();
    const texts: string[] = [];
    for (const method of ['PUT', 'PATCH', 'HEAD']) {
      edit(cwd, collection, '"GET"', `"${method}"`);
      texts.push(read(cwd, collection));
      expect(statSync(join(cwd, collection)).mode & 0o777).not.toBe(0o600);
      expect(summary(await inProcess(['generate', '--force'], { cwd })).codes).toEqual(['kept-backup']);
    }
    const backups = [`${collection}.bak`, `${collection}.bak2`, `${collection}.bak3`];
    expect(backups.map((name) => read(cwd, name))).toEqual(texts);
    expect(backups.map((name) => statSync(join(cwd, name)).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
  });

  test('--force does not replace a folder', async () => {
    const cwd = listOnly();
    mkdirSync(join(cwd, collection));
    expect(summary(await inProcess(['generate', '--force'], { cwd }))).toMatchObject({
      code: 2,
      codes: ['unsafe-output'],
    });
  });

  test('--verify checks the generated files with the Postman SDK', async () => {
    expect(summary(await inProcess(['generate', '--verify'], { cwd: listOnly() })).code).toBe(0);
  });

  test('writes no files for several lists if one of them has a mistake', async () => {
    const cwd = tempFolder();
    for (const name of ['a', 'b']) {
      mkdirSync(join(cwd, 'collections', name), { recursive: true });
      write(cwd, `collections/${name}/endpoints.yaml`, name === 'a' ? shopList : shopList.replace('GET', 'GETT'));
    }
    expect(summary(await inProcess(['generate'], { cwd }))).toEqual({ code: 2, stdout: [], codes: ['unknown-method'] });
    expect(readdirSync(join(cwd, 'collections/a'))).toEqual(['endpoints.yaml']);
    const valid = summary(await inProcess(['generate', 'collections/a'], { cwd }));
    expect([valid.code, valid.stdout[1]]).toEqual([0, `  new       collections/a/${collection}`]);
  });

  test('removes temporary files of a process that was killed, but not of a running process', async () => {
    const cwd = listOnly();
    const left = `.${collection}.postmint-99999999.tmp`;
    const running = `.${collection}.postmint-${process.ppid}.tmp`;
    write(cwd, left, 'half');
    write(cwd, running, 'half');
    expect((await inProcess(['generate'], { cwd })).code).toBe(0);
    expect(readdirSync(cwd)).not.toContain(left);
    expect(readdirSync(cwd)).toContain(running);
  });

  test('refuses two lists that would write the same file', async () => {
    const cwd = listOnly();
    write(cwd, 'other.yaml', shopList);
    const { code, codes } = summary(await inProcess(['generate', 'endpoints.yaml', 'other.yaml'], { cwd }));
    expect([code, [...new Set(codes)]]).toEqual([2, ['output-clash']]);
    expect(readdirSync(cwd).sort()).toEqual(['endpoints.yaml', 'other.yaml']);
  });
});

describe('check', () => {
  test.each<[string, (folder: string) => void, string[]]>([
    ['accepts files as generated', () => undefined, []],
    [
      'reports a stale collection',
      (folder) => edit(folder, 'endpoints.yaml', 'GET /health', 'GET /healthz'),
      ['stale-file'],
    ],
    ['reports a missing file', (folder) => rmSync(join(folder, environment)), ['missing-file']],
    ['reports a collection edited by hand', (folder) => edit(folder, collection, '"GET"', '"PUT"'), ['edited-by-hand']],
    [
      'accepts values that the user typed',
      (folder) => edit(folder, environment, '"value": "admin"', '"value": "me"'),
      [],
    ],
    [
      'reports the file of an environment that no longer exists',
      (folder) => edit(folder, 'endpoints.yaml', '  dev: {', '  other: {'),
      ['missing-file', 'orphan-file', 'stale-file'],
    ],
    ['ignores the collection of another list', (folder) => write(folder, 'x.postman_collection.json', '{}'), []],
  ])('%s', async (_, change, codes) => {
    const cwd = makeWorkspace();
    change(cwd);
    const before = readdirSync(cwd);
    const given = summary(await inProcess(['check'], { cwd }));
    expect([given.code, given.codes.sort()]).toEqual([codes.length > 0 ? 2 : 0, codes]);
    expect(readdirSync(cwd)).toEqual(before);
  });

  test('prints a diff for a stale file, shortened and without typed secrets', async () => {
    const cwd = makeWorkspace();
    typeInto(cwd, 'password', 'canary-typed');
    edit(cwd, 'endpoints.yaml', 'username: admin', 'username: root');
    const { code, stdout } = await inProcess(['check'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toContain('-\t\t\t"value": "admin",\n+\t\t\t"value": "root",');
    expect(stdout).not.toContain('canary-typed');
    edit(
      cwd,
      'endpoints.yaml',
      '  - folder: Orders',
      `${Array.from({ length: 9 }, (_, n) => `  - GET /n${n}\n`).join('')}  - folder: Orders`,
    );
    const long = await inProcess(['check'], { cwd });
    expect(long.stdout).toMatch(/^… \d+ more lines$/m);
    expect(long.stdout.split('\n').length).toBeLessThan(100);
  });

  type Typed = { key: string; value: string; type?: string };
  test.each<[string, (variable: Typed) => object]>([
    ['with another type', (variable) => ({ ...variable, type: 'any' })],
    ['without a type', ({ key, value }) => ({ key, value })],
    ['with the value before the key', ({ key, value, type }) => ({ value, type, key })],
    ['under a name that is not in the list', ({ value }) => ({ key: 'gone', value, type: 'secret' })],
    ['under a name that is not in the list, as plain text', ({ value }) => ({ key: 'gone', value, type: 'default' })],
  ])('does not print a secret that is in the file %s', async (_, change) => {
    const cwd = makeWorkspace();
    typeInto(cwd, 'password', 'canary-typed');
    const content = JSON.parse(read(cwd, environment));
    content.values = content.values.map((variable: Typed) =>
      variable.key === 'password' ? change(variable) : variable,
    );
    write(cwd, environment, `${JSON.stringify(content, null, '\t')}\n`);
    edit(cwd, 'endpoints.yaml', 'username: admin', 'username: root');
    const { code, stdout, stderr } = await inProcess(['check'], { cwd });
    expect([code, codesIn(stderr)]).toEqual([2, ['stale-file']]);
    expect(stdout).toContain('"value": "root"');
    expect(stdout + stderr).not.toContain('canary-typed');
  });

  test('a secret in a file that git tracks is an error in check and in generate', async () => {
    const cwd = makeWorkspace();
    typeInto(cwd, 'password', 'canary-typed');
    const git = (...args: string[]) => execFileSync('git', args, { cwd, stdio: 'ignore' });
    git('init', '-q');
    expect((await inProcess(['check'], { cwd })).code).toBe(0);
    git('add', environment);
    for (const command of ['check', 'generate']) {
      const given = await inProcess([command], { cwd });
      expect([given.code, codesIn(given.stderr)]).toEqual([2, ['tracked-secret']]);
      expect(given.stdout + given.stderr).not.toContain('canary-typed');
    }
  });
});

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findClashes, findTrackedSecrets, type LoadedList, loadWorkspace } from '../../src/library/workspace.ts';
import { tempFolder } from '../support/temp-folder.ts';

const list = (name: string, environment = 'dev') => `
name: ${name}
variables: { key: { secret: true } }
environments: { ${environment}: { base_url: https://api.test } }
endpoints: [{ request: GET /a, headers: { X-Key: "{{key}}" } }]
`;
const environmentFile = 'one.dev.postman_environment.json';

/** Creates a folder with these files, given by relative path. */
function folderWith(files: Record<string, string>): string {
  const folder = tempFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

async function loaded(path: string, cwd: string): Promise<LoadedList> {
  const { value, diagnostics } = await loadWorkspace(path, cwd);
  if (!value) throw new Error(diagnostics.map((diagnostic) => diagnostic.message).join('\n'));
  return value;
}
/** Writes the planned files, without the checks of the real writer. */
function write({ folder, plan }: LoadedList): void {
  for (const file of plan) writeFileSync(join(folder, file.name), file.text ?? '');
}

describe('loadWorkspace', () => {
  test('plans the files next to the list, and writes nothing', async () => {
    const cwd = folderWith({ 'apis/endpoints.yaml': list('One') });
    const { plan, folder, show, path } = await loaded('apis/endpoints.yaml', cwd);
    expect(plan.map(({ name, action }) => [show(name), action])).toEqual([
      ['apis/one.postman_collection.json', 'create'],
      [`apis/${environmentFile}`, 'create'],
    ]);
    expect([path, folder]).toEqual(['apis/endpoints.yaml', join(cwd, 'apis')]);
    expect(readdirSync(folder)).toEqual(['endpoints.yaml']);
  });

  test('compares the plan with the files on disk: kept, changed and no longer generated', async () => {
    const cwd = folderWith({ 'endpoints.yaml': list('One') });
    write(await loaded('endpoints.yaml', cwd));
    expect((await loaded('endpoints.yaml', cwd)).plan.map((file) => file.action)).toEqual(['keep', 'keep']);
    writeFileSync(join(cwd, 'endpoints.yaml'), list('One', 'prod').replace('GET /a', 'GET /b'));
    expect((await loaded('endpoints.yaml', cwd)).plan.map(({ name, action }) => [action, name])).toEqual([
      ['update', 'one.postman_collection.json'],
      ['create', 'one.prod.postman_environment.json'],
      ['remove', environmentFile],
    ]);
  });

  test.each<[string, string, string]>([
    ['a list that does not exist', 'nope.yaml', 'file-not-found'],
    ['a folder', '.', 'file-unreadable'],
    ['a list with an unknown key', 'bad.yaml', 'unknown-key'],
  ])('returns no value for %s, but a diagnostic', async (_, path, code) => {
    const cwd = folderWith({ 'bad.yaml': `${list('Bad')}endpoint: []\n` });
    const { value, diagnostics } = await loadWorkspace(path, cwd);
    expect(value).toBeUndefined();
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
  });
});

describe('loadWorkspace checks JSON Schemas', () => {
  const schema = (text: string) => list('One').replace('headers:', `expect: { schema: ${text} }, headers:`);

  test.each<[string, Record<string, string>, string[]]>([
    ['a valid schema', { 'endpoints.yaml': schema('{ type: object }') }, []],
    ['an invalid schema', { 'endpoints.yaml': schema('{ type: strng }') }, ['invalid-schema']],
    [
      'an invalid schema in a file',
      { 'endpoints.yaml': schema('{ $file: user.json }'), 'user.json': '{ "required": "Uuid" }' },
      ['invalid-schema'],
    ],
  ])('%s', async (_, files, codes) => {
    const { diagnostics } = await loadWorkspace('endpoints.yaml', folderWith(files));
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(codes);
  });
});

describe('findClashes', () => {
  const clashes = async (lists: Record<string, string>) => {
    const cwd = folderWith(lists);
    return findClashes(await Promise.all(Object.keys(lists).map((path) => loaded(path, cwd))));
  };

  test.each<[string, Record<string, string>, number]>([
    ['two lists with different names', { 'a.yaml': list('One'), 'b.yaml': list('Two') }, 0],
    ['the same name in two folders', { 'a/a.yaml': list('One'), 'b/a.yaml': list('One') }, 0],
    ['the same name in one folder', { 'a.yaml': list('One'), 'b.yaml': list('One') }, 2],
    ['the same name with different environments', { 'a.yaml': list('One'), 'b.yaml': list('One', 'prod') }, 1],
    ['environments whose names differ only in case', { 'a.yaml': list('One'), 'b.yaml': list('One', 'DEV') }, 2],
  ])('%s', async (_, lists, want) => {
    expect((await clashes(lists)).map((clash) => clash.code)).toEqual(Array(want).fill('output-clash'));
  });

  test('points at the later list', async () => {
    const [first] = await clashes({ 'a.yaml': list('One'), 'b.yaml': list('One') });
    expect(first).toMatchObject({ file: 'b.yaml', range: { start: { line: 2, column: 7 } } });
  });
});

describe('findTrackedSecrets', () => {
  /** Types a value into the environment file. Returns the codes found, and the files that git was asked about. */
  async function typed(name: string, tracked: string[]): Promise<{ codes: string[]; asked: readonly string[] }> {
    const cwd = folderWith({ 'endpoints.yaml': list('One') });
    write(await loaded('endpoints.yaml', cwd));
    const path = join(cwd, environmentFile);
    const content = JSON.parse(readFileSync(path, 'utf8'));
    for (const value of content.values) if (value.key === name) value.value = 'typed';
    writeFileSync(path, JSON.stringify(content));
    const asked: string[] = [];
    const found = findTrackedSecrets(await loaded('endpoints.yaml', cwd), (folder, names) => {
      asked.push(...names.map((name) => join(folder, name)));
      return new Set(tracked);
    });
    return {
      codes: found.map((diagnostic) => diagnostic.code),
      asked: asked.map((path) => path.slice(cwd.length + 1)),
    };
  }

  // Asking git starts a process, so it happens only if a secret was typed.
  test.each<[string, string, string[], string[], string[]]>([
    ['a secret in a tracked file', 'key', [environmentFile], ['tracked-secret'], [environmentFile]],
    ['a secret in an untracked file', 'key', [], [], [environmentFile]],
    ['a plain value in a tracked file', 'base_url', [environmentFile], [], []],
    ['no typed value in a tracked file', 'nope', [environmentFile], [], []],
  ])('%s (variable %s)', async (_, name, tracked, codes, asked) => {
    expect(await typed(name, tracked)).toEqual({ codes, asked });
  });

  test('a value counts as secret as long as the file says so, even if the list no longer declares it', async () => {
    const cwd = folderWith({ 'endpoints.yaml': list('One') });
    write(await loaded('endpoints.yaml', cwd));
    const path = join(cwd, environmentFile);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/("key": "key",\s+"value": )""/, '$1"typed"'));
    const without = list('One').replace('variables: { key: { secret: true } }\n', '').replace('{{key}}', 'x');
    writeFileSync(join(cwd, 'endpoints.yaml'), without);
    const found = findTrackedSecrets(await loaded('endpoints.yaml', cwd), () => new Set([environmentFile]));
    expect(found.map((diagnostic) => diagnostic.code)).toEqual(['tracked-secret']);
    expect(found[0]?.message).toContain('"key"');
  });

  test('a tracked file that is not JSON contains no secrets', async () => {
    const cwd = folderWith({ 'endpoints.yaml': list('One'), [environmentFile]: 'no JSON' });
    expect(findTrackedSecrets(await loaded('endpoints.yaml', cwd), () => new Set([environmentFile]))).toEqual([]);
  });
});

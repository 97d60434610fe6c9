import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codesIn } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const list = `name: Shop
environments: { dev: { base_url: "http://127.0.0.1:9" } }
endpoints:
  - GET /first
  - include: more/*.yaml
`;

/** A watched folder: what is printed, and the requests in the collection. */
async function watched(use: (folder: string, printed: (pattern: RegExp) => Promise<string>) => Promise<void>) {
  const folder = tempFolder();
  mkdirSync(join(folder, 'more'));
  writeFileSync(join(folder, 'endpoints.yaml'), list);
  writeFileSync(join(folder, 'more', 'a.yaml'), 'endpoints: [GET /a]\n');
  const stop = new AbortController();
  let text = '';
  let look = () => {};
  const onText = (more: string) => {
    text += more;
    look();
  };
  /** Waits for a text. Returns what was printed since the last one, and forgets it. */
  const printed = (pattern: RegExp) =>
    new Promise<string>((resolve) => {
      look = () => {
        if (!pattern.test(text)) return;
        const found = text;
        text = '';
        look = () => {};
        resolve(found);
      };
      look();
    });
  const running = inProcess(['generate', '--watch'], { cwd: folder, signal: stop.signal, onText });
  await printed(/watching for changes/);
  await use(folder, printed);
  stop.abort();
  expect((await running).code).toBe(0);
}

const namesIn = (folder: string) =>
  [...readFileSync(join(folder, 'shop.postman_collection.json'), 'utf8').matchAll(/"name": "(GET [^"]+)"/g)].map(
    (match) => match[1],
  );

test('files that an include finds are watched as one list', async () => {
  await watched(async (folder, printed) => {
    expect(namesIn(folder)).toEqual(['GET /first', 'GET /a']);
    writeFileSync(join(folder, 'more', 'b.yaml'), 'endpoints: [GET /b]\n');
    expect(await printed(/3 requests[\s\S]*dev.*\n/)).toContain('changed: more/b.yaml');
    expect(namesIn(folder)).toEqual(['GET /first', 'GET /a', 'GET /b']);
    rmSync(join(folder, 'more', 'a.yaml'));
    await printed(/2 requests[\s\S]*dev.*\n/);
    expect(namesIn(folder)).toEqual(['GET /first', 'GET /b']);
  });
});

test('a mistake comes with its place, and goes', async () => {
  await watched(async (folder, printed) => {
    writeFileSync(join(folder, 'more', 'a.yaml'), 'endpoints: [GETT /a]\n');
    expect(codesIn(await printed(/hint/))).toEqual(['unknown-method']);
    expect(namesIn(folder)).toEqual(['GET /first', 'GET /a']);
    writeFileSync(join(folder, 'more', 'a.yaml'), 'endpoints: [GET /a]\n');
    expect(codesIn(await printed(/2 requests/))).toEqual([]);
  });
});

test('an editor may save by replacing the file, and the list itself may be gone for a moment', async () => {
  await watched(async (folder, printed) => {
    writeFileSync(join(folder, 'more', 'a.yaml~'), 'endpoints: [GET /replaced]\n');
    renameSync(join(folder, 'more', 'a.yaml~'), join(folder, 'more', 'a.yaml'));
    await printed(/2 requests[\s\S]*dev.*\n/);
    expect(namesIn(folder)).toEqual(['GET /first', 'GET /replaced']);
    renameSync(join(folder, 'endpoints.yaml'), join(folder, 'endpoints.bak'));
    expect(codesIn(await printed(/error/))).toEqual(['file-not-found']);
    renameSync(join(folder, 'endpoints.bak'), join(folder, 'endpoints.yaml'));
    await printed(/2 requests/);
  });
});

test('a change that changes nothing prints nothing, and generated files are not watched', async () => {
  await watched(async (folder, printed) => {
    writeFileSync(join(folder, 'notes.txt'), 'x');
    const environment = join(folder, 'shop.dev.postman_environment.json');
    writeFileSync(environment, readFileSync(environment));
    writeFileSync(join(folder, 'more', 'a.yaml'), 'endpoints: [GET /a] # the same\n');
    await new Promise((resolve) => setTimeout(resolve, 300));
    writeFileSync(join(folder, 'more', 'b.yaml'), 'endpoints: [GET /b]\n');
    expect((await printed(/requests/)).match(/changed: /g)).toHaveLength(1);
  });
});

describe('is refused', () => {
  test.each([['--format', 'json'], ['--dry-run']])('with %s', async (...args) => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'endpoints.yaml'), list);
    const { code } = await inProcess(['generate', '--watch', ...args], { cwd: folder });
    expect(code).toBe(2);
  });

  test('without a list', async () => {
    const { code, stderr } = await inProcess(['generate', '--watch'], { cwd: tempFolder() });
    expect([code, codesIn(stderr)]).toEqual([2, ['no-list']]);
  });
});

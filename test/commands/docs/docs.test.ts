import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codesIn } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { makeWorkspace, typeInto } from '../../support/workspace.ts';

const page = 'shop.docs.html';
const text = 'shop.docs.md';

test('docs writes the page as HTML and as Markdown, and nothing else', async () => {
  const cwd = makeWorkspace();
  const before = readdirSync(cwd);
  const { code, stdout } = await inProcess(['docs'], { cwd });
  expect([code, stdout]).toEqual([0, `endpoints.yaml\n  new       ${page}\n  new       ${text}\n`]);
  expect(readdirSync(cwd).filter((name) => !before.includes(name))).toEqual([page, text]);
  expect((await inProcess(['docs'], { cwd })).stdout).toContain(`unchanged ${page}`);
});

test('what people typed into their environment file is not in the page', async () => {
  const cwd = makeWorkspace();
  typeInto(cwd, 'password', 'canary-of-the-password');
  await inProcess(['docs'], { cwd });
  for (const name of [page, text]) {
    const content = readFileSync(join(cwd, name), 'utf8');
    expect(content).not.toContain('canary');
    const files = [...content.matchAll(/base64,([^"]+)"/g)].map(([, data = '']) =>
      Buffer.from(data, 'base64').toString(),
    );
    expect(files.join('')).not.toContain('canary');
  }
});

test('a page that is there is kept up to date: check finds it stale, and generate writes it again', async () => {
  const cwd = makeWorkspace();
  await inProcess(['docs'], { cwd });
  const list = join(cwd, 'endpoints.yaml');
  writeFileSync(list, readFileSync(list, 'utf8').replace('name: Health', 'name: Is it up'));
  const checked = await inProcess(['check'], { cwd });
  expect(checked.code).toBe(2);
  expect(checked.stderr).toContain(`"${page}"`);
  expect((await inProcess(['generate'], { cwd })).stdout).toContain(`changed   ${page}`);
  expect(readFileSync(join(cwd, page), 'utf8')).toContain('Is it up');
  expect((await inProcess(['check'], { cwd })).code).toBe(0);
});

test('a page that was changed by hand, or is of somebody else, is not replaced without --force', async () => {
  const cwd = makeWorkspace();
  await inProcess(['docs'], { cwd });
  const path = join(cwd, page);
  writeFileSync(path, readFileSync(path, 'utf8').replace('Start here', 'Begin'));
  const edited = await inProcess(['docs'], { cwd });
  expect([edited.code, codesIn(edited.stderr)]).toEqual([2, ['edited-by-hand']]);
  writeFileSync(path, '<p>Mine</p>');
  expect(codesIn((await inProcess(['docs'], { cwd })).stderr)).toEqual(['foreign-file']);
  expect(readFileSync(path, 'utf8')).toBe('<p>Mine</p>');
  expect((await inProcess(['docs', '--force'], { cwd })).code).toBe(0);
  expect(readFileSync(`${path}.bak`, 'utf8')).toBe('<p>Mine</p>');
});

test('--dry-run and --format json write nothing or say what was written', async () => {
  const cwd = makeWorkspace();
  expect((await inProcess(['docs', '--dry-run'], { cwd })).stdout).toContain('dry run, nothing written');
  expect(readdirSync(cwd)).not.toContain(page);
  const { stdout } = await inProcess(['docs', '--format', 'json'], { cwd });
  expect(JSON.parse(stdout).files).toEqual([
    { path: page, action: 'create' },
    { path: text, action: 'create' },
  ]);
});

test('a list with mistakes gets no page', async () => {
  const cwd = makeWorkspace();
  writeFileSync(
    join(cwd, 'endpoints.yaml'),
    'name: Shop\nenvironments: { dev: { base_url: "https://a.test" } }\nendpoints: [GET]\n',
  );
  expect((await inProcess(['docs'], { cwd })).code).toBe(2);
  expect(readdirSync(cwd)).not.toContain(page);
});

test('a file of somebody else with the name of a page does not stop generate or check', async () => {
  const cwd = makeWorkspace();
  writeFileSync(join(cwd, text), 'my notes');
  expect((await inProcess(['generate'], { cwd })).code).toBe(0);
  expect((await inProcess(['check'], { cwd })).code).toBe(0);
  expect(readFileSync(join(cwd, text), 'utf8')).toBe('my notes');
});

test('after a change of the slug, the pages have the new name', async () => {
  const cwd = makeWorkspace();
  await inProcess(['docs'], { cwd });
  const list = join(cwd, 'endpoints.yaml');
  writeFileSync(list, readFileSync(list, 'utf8').replace('name: Shop', 'name: Store'));
  expect((await inProcess(['generate'], { cwd })).code).toBe(0);
  expect(readdirSync(cwd).filter((name) => name.includes('.docs.'))).toEqual(['store.docs.html', 'store.docs.md']);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importDescription } from '../../src/library/import-description.ts';
import { loadList } from '../../src/library/load-list.ts';
import { toSource } from '../../src/source/read.ts';
import { projectRoot } from '../support/cli.ts';

const folder = join(projectRoot, 'test', 'fixtures', 'import');
const names = readdirSync(folder).flatMap((file) =>
  file.endsWith('.list.yaml') ? [] : (/^(.+)\.yaml$/.exec(file)?.[1] ?? []),
);

/** Imports a description, and loads the list that it becomes. */
async function listOf(text: string, options: object = {}) {
  const { value, diagnostics } = await importDescription(toSource('openapi.yaml', text), {
    groupBy: 'tag',
    schemas: false,
    ...options,
  });
  const files = new Map(value?.list.files.map((file) => [file.name, file.text]));
  const read = (path: string) => {
    const found = files.get(path.replace(/^\.\//, ''));
    return found === undefined ? { diagnostics: [] } : { value: toSource(path, found), diagnostics: [] };
  };
  const loaded =
    value &&
    loadList(toSource('endpoints.yaml', value.text), Object.assign(read, { find: () => [], check: () => [] }) as never);
  return { value, diagnostics, loaded, files };
}

describe('a description becomes a list', () => {
  test.each(names)('%s', async (name) => {
    const { value, diagnostics, loaded, files } = await listOf(readFileSync(join(folder, `${name}.yaml`), 'utf8'));
    expect(diagnostics).toEqual([]);
    expect(
      loaded?.diagnostics
        .map(({ code, message, range }) => `${range?.start.line} ${code} ${message}`)
        .filter((text) => !/discouraged-grant|secret-in-url/.test(text)),
    ).toEqual([]);
    const omitted =
      value?.omissions
        .list()
        .flatMap(({ reason, pointers }) => pointers.map((pointer) => `# ${reason}: ${pointer}\n`)) ?? [];
    const others = [...files].map(([file, text]) => `# ${file}\n${text.replace(/^/gm, '#   ')}\n`);
    const whole = [
      value?.text ?? '',
      ...(omitted.length + others.length > 0 ? ['\n# Omitted, and other files:\n', ...omitted, ...others] : []),
    ];
    await expect(whole.join('')).toMatchFileSnapshot(join(folder, `${name}.list.yaml`));
  });
});

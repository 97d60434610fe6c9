import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importDescription } from '../../src/library/import-description.ts';
import { parsePlain } from '../../src/source/plain/parse-plain.ts';
import { toSource } from '../../src/source/read.ts';
import { projectRoot } from '../support/cli.ts';
import { lostIn } from '../support/import/lost-in.ts';
import { markTexts } from '../support/import/marked-texts.ts';

const folder = join(projectRoot, 'test', 'fixtures', 'import');
const data = join(process.env.POSTMINT_DATA ?? join(projectRoot, '..', 'shared', 'data'), 'cells');
const cells = ['swagger-v1.5.3.json', 'swagger-v4.0.2.json', 'swagger-v5-pre.yml'].map((name) => join(data, name));
const fixtures = readdirSync(folder).flatMap((file) => (/^[^.]+\.yaml$/.test(file) ? [join(folder, file)] : []));

describe('every pointer of a description is in the files or in the summary', () => {
  test.each(fixtures)('%s', async (path) => {
    expect(await lostIn(path, false)).toEqual([]);
    expect(await lostIn(path, true)).toEqual([]);
  });

  test.skipIf(!existsSync(data)).each(cells)('%s', async (path) => {
    expect(await lostIn(path, false)).toEqual([]);
  });
});

/** The pointers of texts that are neither in the list nor below a part that import says it omitted. */
async function lostTexts(path: string): Promise<string[]> {
  const plain = parsePlain(toSource(path, readFileSync(path, 'utf8')));
  const { description, words } = markTexts('value' in plain ? (plain.value as object) : {});
  const source = toSource('openapi.json', JSON.stringify(description));
  const { value } = await importDescription(source, { groupBy: 'tag', schemas: false });
  if (!value) throw new Error('there is no list');
  const texts = [value.text, ...value.list.files.map(({ text }) => text)].join('\n').toLowerCase();
  const omitted = new Set(value.omissions.list().flatMap(({ pointers }) => pointers));
  const isOmitted = (pointer: string): boolean =>
    pointer !== '' && (omitted.has(pointer) || isOmitted(pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')))));
  expect(words.size).toBeGreaterThan(0);
  return [...words].flatMap(([pointer, word]) => (texts.includes(word) || isOmitted(pointer) ? [] : [pointer]));
}

describe('every text of a description, as a word of its own, is in the list or in the summary', () => {
  test.each(fixtures)('%s', async (path) => {
    expect(await lostTexts(path)).toEqual([]);
  });

  test.skipIf(!existsSync(data)).each(cells)('%s', async (path) => {
    expect(await lostTexts(path)).toEqual([]);
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generate } from '../../src/library/generate.ts';
import { importDescription } from '../../src/library/import-description.ts';
import { loadList } from '../../src/library/load-list.ts';
import { parsePlain } from '../../src/source/plain/parse-plain.ts';
import { toSource } from '../../src/source/read.ts';
import { projectRoot } from '../support/cli.ts';
import { lostPointers } from '../support/import/pointers.ts';

const folder = join(projectRoot, 'test', 'fixtures', 'import');
const data = join(process.env.POSTMINT_DATA ?? join(projectRoot, '..', 'shared', 'data'), 'cells');
const cells = ['swagger-v1.5.3.json', 'swagger-v4.0.2.json', 'swagger-v5-pre.yml'].map((name) => join(data, name));
const fixtures = readdirSync(folder).flatMap((file) => (/^[^.]+\.yaml$/.test(file) ? [join(folder, file)] : []));

/** The pointers of a description that neither the files nor the summary have. */
async function lostIn(path: string, schemas: boolean): Promise<string[]> {
  const source = toSource(path, readFileSync(path, 'utf8'));
  const { value } = await importDescription(source, { groupBy: 'tag', schemas });
  const files = new Map(value?.list.files.map((file) => [file.name, file.text]));
  const read = (name: string) => ({
    value: toSource(name, files.get(name.replace(/^\.\//, '')) ?? ''),
    diagnostics: [],
  });
  const loaded = loadList(
    toSource('endpoints.yaml', value?.text ?? ''),
    Object.assign(read, { find: () => [], check: () => [] }) as never,
  );
  if (!value || !loaded.value) throw new Error('the list has errors');
  const [collection = {}, ...environments] = generate(loaded.value).map(({ content }) => content as object);
  const plain = parsePlain(source);
  const omitted = value.omissions.list().flatMap(({ pointers }) => pointers);
  return lostPointers('value' in plain ? (plain.value as object) : {}, collection, environments, omitted);
}

describe('every pointer of a description is in the files or in the summary', () => {
  test.each(fixtures)('%s', async (path) => {
    expect(await lostIn(path, false)).toEqual([]);
    expect(await lostIn(path, true)).toEqual([]);
  });

  test.skipIf(!existsSync(data)).each(cells)('%s', async (path) => {
    expect(await lostIn(path, false)).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { generate } from '../../../src/library/generate.ts';
import { importDescription } from '../../../src/library/import-description.ts';
import { loadList } from '../../../src/library/load-list.ts';
import { parsePlain } from '../../../src/source/plain/parse-plain.ts';
import { toSource } from '../../../src/source/read.ts';
import { lostPointers } from './pointers.ts';

/** Returns the pointers of a description that neither the generated files nor the summary have. */
export async function lostIn(path: string, schemas: boolean): Promise<string[]> {
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

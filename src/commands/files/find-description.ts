import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_DESCRIPTION } from '../../import/openapi/read-root.ts';
import { checkForeign } from '../../source/foreign-file.ts';
import { readSource } from '../../source/read.ts';

/** Returns the name of an OpenAPI or Swagger description in a folder, with a usual name; undefined if there is none. */
export function findDescription(folder: string): string | undefined {
  let names: string[];
  try {
    names = readdirSync(folder).sort();
  } catch {
    return undefined;
  }
  return names.find((name) => {
    if (!/(?:openapi|swagger|^api)[^/]*\.(?:ya?ml|json)$/i.test(name)) return false;
    const source = readSource(join(folder, name), { cwd: folder, limit: MAX_DESCRIPTION });
    return source.value !== undefined && isDescription(source.value);
  });
}

const isDescription = (source: Parameters<typeof checkForeign>[0]) =>
  /^an? (?:OpenAPI|Swagger) /.test(/this is (.*), not/.exec(checkForeign(source)?.message ?? '')?.[1] ?? '');

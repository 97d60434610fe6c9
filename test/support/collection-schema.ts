import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PostmanValidator } from '@har-sdk/validator';
import type { Collection } from '../../src/postman/v2/types.ts';
import { schemaCheck } from './json-schema.ts';

const validator = new PostmanValidator();

/**
 * What the v2.1 schema that @har-sdk bundles says against a collection; nothing when it accepts it. It knows no methods
 * but those of an older standard, and takes no others.
 */
export async function validateBundled(collection: Collection): Promise<string[]> {
  const known = JSON.stringify(collection).replace(/"method":"(?:QUERY|MKCOL|MOVE)"/g, '"method":"POST"');
  const faults = await validator.verify(JSON.parse(known));
  return faults.map((one) => `${one.instancePath} ${one.message}`);
}

/**
 * The official v2.1 schema, from the folder that POSTMINT_DATA names, or beside the project; otherwise the reason why it
 * is not used.
 */
export function officialSchema(): ((collection: Collection) => string[]) | string {
  const folder = process.env.POSTMINT_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
  const path = join(folder, 'collection-v2.1.0.schema.json');
  return existsSync(path) ? schemaCheck(JSON.parse(readFileSync(path, 'utf8'))) : `there is no ${path}`;
}

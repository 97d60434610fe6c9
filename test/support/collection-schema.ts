import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PostmanValidator } from '@har-sdk/validator';
import type { Collection } from '../../src/postman/v2/types.ts';
import { schemaCheck } from './json-schema.ts';

const validator = new PostmanValidator();

/**
 * Validates a collection against the v2.1 schema that @har-sdk bundles. Returns the violations. That schema rejects
 * newer methods, so they are replaced by POST first.
 */
export async function validateBundled(collection: Collection): Promise<string[]> {
  const known = JSON.stringify(collection).replace(/"method":"(?:QUERY|MKCOL|MOVE)"/g, '"method":"POST"');
  const faults = await validator.verify(JSON.parse(known));
  return faults.map((fault) => `${fault.instancePath} ${fault.message}`);
}

/**
 * A check against Postman's official v2.1 schema. The schema is read from the folder in POSTMINT_DATA, or from
 * `shared/data` beside the project. If the file is missing, returns the reason as a string.
 */
export function officialSchema(): ((collection: Collection) => string[]) | string {
  const folder = process.env.POSTMINT_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
  const path = join(folder, 'collection-v2.1.0.schema.json');
  return existsSync(path) ? schemaCheck(JSON.parse(readFileSync(path, 'utf8'))) : `there is no ${path}`;
}

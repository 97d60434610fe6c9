import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleSchema } from '../../src/server/sample-schema.ts';
import { arbitrarySchema } from '../support/arbitrary-schema.ts';
import { schemaCheck } from '../support/json-schema.ts';

const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 200) };

test('the sample of a schema satisfies the schema', () => {
  fc.assert(
    fc.property(arbitrarySchema, (schema) => {
      expect(schemaCheck(schema)(sampleSchema(schema))).toEqual([]);
    }),
    runs,
  );
});

test('the sample of a schema is the same each time', () => {
  fc.assert(
    fc.property(arbitrarySchema, (schema) => {
      const first = JSON.stringify(sampleSchema(schema));
      expect(JSON.stringify(sampleSchema(structuredClone(schema)))).toBe(first);
    }),
    runs,
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleSchema } from '../../src/server/sample-schema.ts';
import { arbitrarySchema } from '../support/arbitrary-schema.ts';
import { schemaCheck } from '../support/json-schema.ts';

const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 200) };

test('a sample is valid by the schema it was made from', () => {
  fc.assert(
    fc.property(arbitrarySchema, (schema) => {
      expect(schemaCheck(schema)(sampleSchema(schema))).toEqual([]);
    }),
    runs,
  );
});

test('the same schema always gives the same sample', () => {
  fc.assert(
    fc.property(arbitrarySchema, (schema) => {
      const first = JSON.stringify(sampleSchema(schema));
      expect(JSON.stringify(sampleSchema(structuredClone(schema)))).toBe(first);
    }),
    runs,
  );
});

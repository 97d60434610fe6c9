import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import type { Json } from '../../src/model/expectation.ts';
import { sampleSchema } from '../../src/server/sample-schema.ts';

type Ajv = { validate(schema: unknown, data: unknown): boolean; errorsText(): string };
// The validator that the validator of collections uses itself.
const load = createRequire(createRequire(import.meta.url).resolve('@har-sdk/validator'));
const { default: AjvClass } = load('ajv') as { default: new (options: object) => Ajv };
const ajv = new AjvClass({ strict: false, validateFormats: true });
(load('ajv-formats') as (ajv: Ajv) => void)(ajv);

const person = {
  type: 'object',
  required: ['name', 'mail'],
  properties: {
    name: { type: 'string', minLength: 8 },
    mail: { type: 'string', format: 'email' },
    age: { type: 'integer' },
  },
};

test.each<[string, Json]>([
  ['nothing at all', {}],
  ['true', true],
  ['an object with required keys', person],
  ['a required key that nothing describes', { required: ['a', 'b'] }],
  ['objects in objects', { type: 'object', required: ['boss'], properties: { boss: person } }],
  ['an array', { type: 'array', items: person }],
  ['an array of at least three', { type: 'array', minItems: 3, items: { type: 'number', minimum: 5 } }],
  [
    'an array that contains something',
    { type: 'array', items: person, contains: { required: ['x'], properties: { x: { const: 'y' } } } },
  ],
  ['an array without its type', { items: { type: 'boolean' }, minItems: 1 }],
  ['a constant', { const: { a: [1] } }],
  ['one of several values', { enum: ['open', 'closed'] }],
  ['a default, which is a good value', { type: 'integer', minimum: 7, default: 9 }],
  ['examples', { type: 'string', pattern: '^[A-Z]{3}$', examples: ['ABC'] }],
  ['a number above a bound', { type: 'number', exclusiveMinimum: 10 }],
  ['an integer from a bound on', { type: 'integer', minimum: -3 }],
  ['a number below a bound', { type: 'number', maximum: -5 }],
  ['a long text', { type: 'string', minLength: 50 }],
  ['a short text', { type: 'string', maxLength: 2 }],
  ['no text', { type: 'string', maxLength: 0 }],
  ['text without its type', { minLength: 10 }],
  ['several types', { type: ['string', 'null'] }],
  ['null', { type: 'null' }],
  ['a boolean', { type: 'boolean' }],
  ['all of several', { allOf: [person, { required: ['id'], properties: { id: { type: 'integer' } } }] }],
  ['any of several', { anyOf: [{ type: 'integer' }, { type: 'string' }] }],
  ['one of several', { oneOf: [person, { type: 'string' }] }],
  [
    'alternatives beside keys',
    {
      type: 'object',
      required: ['id'],
      properties: { id: { type: 'integer' } },
      anyOf: [{ required: ['a'] }, { required: ['b'] }],
    },
  ],
  ...['date-time', 'date', 'time', 'email', 'uuid', 'uri', 'ipv4', 'hostname'].map((format): [string, Json] => [
    `format ${format}`,
    { type: 'string', format },
  ]),
])('%s', (_, schema) => {
  const sample = sampleSchema(schema);
  ajv.validate(schema, sample);
  expect(ajv.errorsText(), JSON.stringify(sample)).toBe('No errors');
});

test('a schema without an end has a sample all the same', () => {
  const endless: Record<string, unknown> = { type: 'object', required: ['next'] };
  endless.properties = { next: endless };
  expect(JSON.stringify(sampleSchema(endless as Json))).toMatch(/^(?:\{"next":)+/);
});

test('a bound that nobody can wait for is not waited for', () => {
  expect((sampleSchema({ type: 'array', minItems: 1e9 }) as unknown[]).length).toBeLessThan(10_000);
  expect((sampleSchema({ type: 'string', minLength: 1e9 }) as string).length).toBeLessThan(100_000);
});

import { expect, test } from 'vitest';
import type { Json } from '../../src/model/expectation.ts';
import { sampleSchema } from '../../src/server/sample-schema.ts';
import { schemaCheck } from '../support/json-schema.ts';

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
  ['an empty schema', {}],
  ['the schema "true"', true],
  ['an object with required keys', person],
  ['a required property without a description', { required: ['a', 'b'] }],
  ['objects in objects', { type: 'object', required: ['boss'], properties: { boss: person } }],
  ['an array', { type: 'array', items: person }],
  ['an array of at least three', { type: 'array', minItems: 3, items: { type: 'number', minimum: 5 } }],
  [
    'an array that must contain an item',
    { type: 'array', items: person, contains: { required: ['x'], properties: { x: { const: 'y' } } } },
  ],
  ['an array without a type', { items: { type: 'boolean' }, minItems: 1 }],
  ['a constant', { const: { a: [1] } }],
  ['an enumeration', { enum: ['open', 'closed'] }],
  ['a default value', { type: 'integer', minimum: 7, default: 9 }],
  ['an example', { type: 'string', pattern: '^[A-Z]{3}$', examples: ['ABC'] }],
  ['a number above a minimum', { type: 'number', exclusiveMinimum: 10 }],
  ['an integer with a minimum', { type: 'integer', minimum: -3 }],
  ['a number with a maximum', { type: 'number', maximum: -5 }],
  ['a long text', { type: 'string', minLength: 50 }],
  ['a short text', { type: 'string', maxLength: 2 }],
  ['an empty text', { type: 'string', maxLength: 0 }],
  ['a text length without a type', { minLength: 10 }],
  ['several types', { type: ['string', 'null'] }],
  ['null', { type: 'null' }],
  ['a boolean', { type: 'boolean' }],
  ['allOf', { allOf: [person, { required: ['id'], properties: { id: { type: 'integer' } } }] }],
  ['anyOf', { anyOf: [{ type: 'integer' }, { type: 'string' }] }],
  ['oneOf', { oneOf: [person, { type: 'string' }] }],
  [
    'anyOf together with properties',
    {
      type: 'object',
      required: ['id'],
      properties: { id: { type: 'integer' } },
      anyOf: [{ required: ['a'] }, { required: ['b'] }],
    },
  ],
  ['a reference', { $ref: '#/definitions/Person', definitions: { Person: person } }],
  ['a recursive array', { type: 'array', items: { $ref: '#' } }],
  ['a pattern', { type: 'string', pattern: '^[A-Z]{3}-[0-9]{2}$' }],
  ['a tuple', { type: 'array', items: [{ type: 'integer' }, { const: 'b' }], minItems: 2 }],
  ['items without a description', { type: 'array', minItems: 2 }],
  ['allOf with a property required in one part and described in another', { allOf: [person, { required: ['age'] }] }],
  ['a required property described by additionalProperties', { required: ['a'], additionalProperties: person }],
  ['anyOf with null', { anyOf: [{ type: 'null' }, { type: 'integer' }] }],
  ...['date-time', 'date', 'time', 'email', 'uuid', 'uri', 'ipv4', 'hostname'].map((format): [string, Json] => [
    `format ${format}`,
    { type: 'string', format },
  ]),
])('a sample is valid for %s', (_, schema) => {
  const sample = sampleSchema(schema);
  expect(schemaCheck(schema)(sample), JSON.stringify(sample)).toEqual([]);
});

test('a sample of a recursive schema is finite', () => {
  const endless: Record<string, unknown> = { type: 'object', required: ['next'] };
  endless.properties = { next: endless };
  expect(JSON.stringify(sampleSchema(endless as Json))).toMatch(/^(?:\{"next":)+/);
});

test('a sample of a broken reference is empty', () => {
  expect(sampleSchema({ $ref: '#/definitions/Missing' })).toEqual({});
});

test('the size of a sample is limited even if the schema asks for more', () => {
  expect((sampleSchema({ type: 'array', minItems: 1e9 }) as unknown[]).length).toBeLessThan(10_000);
  expect((sampleSchema({ type: 'string', minLength: 1e9 }) as string).length).toBeLessThan(100_000);
});

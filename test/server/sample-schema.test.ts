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
  ['the schema true', true],
  ['an object with required keys', person],
  ['a required property without a description', { required: ['a', 'b'] }],
  ['objects in objects', { type: 'object', required: ['boss'], properties: { boss: person } }],
  ['an array', { type: 'array', items: person }],
  ['an array of at least three', { type: 'array', minItems: 3, items: { type: 'number', minimum: 5 } }],
  [
    'an array that must contain a certain item',
    { type: 'array', items: person, contains: { required: ['x'], properties: { x: { const: 'y' } } } },
  ],
  ['an array without a type', { items: { type: 'boolean' }, minItems: 1 }],
  ['a constant', { const: { a: [1] } }],
  ['one of several values', { enum: ['open', 'closed'] }],
  ['a default value', { type: 'integer', minimum: 7, default: 9 }],
  ['an example', { type: 'string', pattern: '^[A-Z]{3}$', examples: ['ABC'] }],
  ['a number above a minimum', { type: 'number', exclusiveMinimum: 10 }],
  ['an integer with a minimum', { type: 'integer', minimum: -3 }],
  ['a number with a maximum', { type: 'number', maximum: -5 }],
  ['a long text', { type: 'string', minLength: 50 }],
  ['a short text', { type: 'string', maxLength: 2 }],
  ['an empty text', { type: 'string', maxLength: 0 }],
  ['a text without a type', { minLength: 10 }],
  ['several types', { type: ['string', 'null'] }],
  ['null', { type: 'null' }],
  ['a boolean', { type: 'boolean' }],
  ['allOf', { allOf: [person, { required: ['id'], properties: { id: { type: 'integer' } } }] }],
  ['anyOf', { anyOf: [{ type: 'integer' }, { type: 'string' }] }],
  ['oneOf', { oneOf: [person, { type: 'string' }] }],
  [
    'anyOf beside properties',
    {
      type: 'object',
      required: ['id'],
      properties: { id: { type: 'integer' } },
      anyOf: [{ required: ['a'] }, { required: ['b'] }],
    },
  ],
  ['a reference', { $ref: '#/definitions/Person', definitions: { Person: person } }],
  ['a list that contains itself', { type: 'array', items: { $ref: '#' } }],
  ['a pattern', { type: 'string', pattern: '^[A-Z]{3}-[0-9]{2}$' }],
  ['a tuple', { type: 'array', items: [{ type: 'integer' }, { const: 'b' }], minItems: 2 }],
  ['items without a description', { type: 'array', minItems: 2 }],
  ['a property required by one part and described by another', { allOf: [person, { required: ['age'] }] }],
  ['required properties that additionalProperties describes', { required: ['a'], additionalProperties: person }],
  ['anyOf with null', { anyOf: [{ type: 'null' }, { type: 'integer' }] }],
  ...['date-time', 'date', 'time', 'email', 'uuid', 'uri', 'ipv4', 'hostname'].map((format): [string, Json] => [
    `format ${format}`,
    { type: 'string', format },
  ]),
])('%s', (_, schema) => {
  const sample = sampleSchema(schema);
  expect(schemaCheck(schema)(sample), JSON.stringify(sample)).toEqual([]);
});

test('a schema that contains itself has a sample', () => {
  const endless: Record<string, unknown> = { type: 'object', required: ['next'] };
  endless.properties = { next: endless };
  expect(JSON.stringify(sampleSchema(endless as Json))).toMatch(/^(?:\{"next":)+/);
});

test('a reference to nothing has an empty sample', () => {
  expect(sampleSchema({ $ref: '#/definitions/Missing' })).toEqual({});
});

test('very large bounds do not make very large samples', () => {
  expect((sampleSchema({ type: 'array', minItems: 1e9 }) as unknown[]).length).toBeLessThan(10_000);
  expect((sampleSchema({ type: 'string', minLength: 1e9 }) as string).length).toBeLessThan(100_000);
});

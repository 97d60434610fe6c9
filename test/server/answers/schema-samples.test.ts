import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/model/expectation.ts';
import { loadSchemaSamples, requiring } from '../../../src/server/answers/schema-samples.ts';
import { json, talk } from '../../support/talk.ts';

const samples = await loadSchemaSamples();

describe('a value that the schema accepts is found for', () => {
  test.each<[string, Json]>([
    ['a date as a pattern', { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }],
    ['digits', { type: 'string', pattern: '^\\d+$' }],
    ['alternatives and a set', { type: 'string', pattern: '^(foo|bar)-[a-f]+$' }],
    ['a pattern that is not anchored', { type: 'string', pattern: '[^@]+@[^@]+' }],
    ['a phone number', { type: 'string', pattern: '\\+?[1-9]\\d{1,14}' }],
    ['a pattern with a lookahead', { type: 'string', pattern: '^(?=.*[A-Z])[a-zA-Z]{4}$' }],
    ['different values of a set', { type: 'array', minItems: 3, uniqueItems: true, items: { enum: [1, 2, 3, 4] } }],
    ['different numbers', { type: 'array', minItems: 3, uniqueItems: true, items: { type: 'integer' } }],
    ['a multiple above a minimum', { type: 'integer', multipleOf: 7, minimum: 50 }],
    [
      'one of two multiples',
      {
        oneOf: [
          { type: 'integer', multipleOf: 3 },
          { type: 'integer', multipleOf: 5 },
        ],
      },
    ],
    ['all of two rules', { type: 'string', allOf: [{ minLength: 4 }, { pattern: '^z' }] }],
    ['a short address', { type: 'string', format: 'email', maxLength: 10 }],
    ['a long URL', { type: 'string', format: 'uri', minLength: 20 }],
    ['a default of another type', { type: 'string', default: 3 }],
    ['an example that is too long', { type: 'string', maxLength: 3, examples: ['too long'] }],
    ['a number of properties', { type: 'object', minProperties: 3 }],
    [
      'names by a pattern only',
      {
        type: 'object',
        required: ['a', 'b'],
        additionalProperties: false,
        patternProperties: { '^[ab]$': { type: 'integer' } },
      },
    ],
    [
      'a dependency',
      {
        type: 'object',
        required: ['a'],
        properties: { a: { type: 'integer' }, b: { type: 'string' } },
        dependencies: { a: ['b'] },
      },
    ],
    [
      'a condition',
      {
        type: 'object',
        required: ['a'],
        properties: { a: { type: 'string' }, b: { type: 'string' } },
        if: { required: ['a'] },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { required: ['b'] },
      },
    ],
    [
      'a schema in itself',
      { type: 'object', required: ['parent'], properties: { parent: { anyOf: [{ $ref: '#' }, { type: 'null' }] } } },
    ],
    ['many items', { type: 'array', minItems: 2000, items: { type: 'integer' } }],
    ['a long text', { type: 'string', minLength: 20_000 }],
  ])('%s', (_, schema) => {
    const value = samples.sample(schema);
    expect(samples.accepts(schema, value), JSON.stringify(value).slice(0, 200)).toBe(true);
    expect(samples.sample(schema)).toEqual(value);
  });
});

test('a schema of huge values does not fill the memory', () => {
  expect(JSON.stringify(samples.sample({ type: 'array', minItems: 1e9 })).length).toBeLessThan(100_000);
});

test.each<[string, Json, (string | number)[]]>([
  ['a property that is not required', { type: 'object', properties: { id: { type: 'integer' } } }, ['id']],
  [
    'the first of a list',
    { type: 'array', items: { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } } },
    [0, 'id'],
  ],
  ['the last of a list', { type: 'array', items: { type: 'string', format: 'uuid' } }, [-1]],
])('a value is there to be saved: %s', (_, schema, steps) => {
  const wider = requiring(schema, steps);
  expect(samples.accepts(wider, samples.sample(wider))).toBe(true);
});

describe('a saved value is one of the schema', () => {
  const entry = (schema: string, path: string) =>
    `  - { request: POST /u, expect: { schema: ${schema} }, save: { id: "${path}" } }\n  - GET /u/{id}\n`;

  test.each([
    ['a number that is not required', '{ type: object, properties: { id: { type: integer } } }', '$.id', 'number'],
    ['a date', '{ type: object, properties: { id: { type: string, format: date-time } } }', '$.id', 'string'],
    [
      'an item',
      '{ type: array, items: { type: object, required: [id, name], properties: { id: { type: integer }, name: { type: string } } } }',
      '$[0].id',
      'number',
    ],
    [
      'a UUID, twice',
      '{ type: object, required: [id], properties: { id: { type: string, format: uuid } } }',
      '$.id',
      'string',
    ],
    ['a constant, twice', '{ type: object, required: [id], properties: { id: { const: order } } }', '$.id', 'string'],
  ])('%s', async (_, schema, path, type) => {
    const bodies: string[] = [];
    await talk(entry(schema, path), [
      ['POST /u', json({}), 200, { headers: { 'content-type': 'application/json' } }],
      ['POST /u', json({}), 200, (body: string) => bodies.push(body)],
    ]);
    const [found] = bodies.map((body) => JSON.parse(body)).map((body) => (Array.isArray(body) ? body[0] : body));
    expect(typeof found.id).toBe(type);
    if (schema.includes('uuid')) expect(found.id).toMatch(/^[0-9a-f-]{36}$/);
    if (schema.includes('const')) expect(found.id).toBe('order');
  });
});

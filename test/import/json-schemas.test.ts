import { describe, expect, test } from 'vitest';
import { References } from '../../src/import/openapi/references.ts';
import { JsonSchemas } from '../../src/import/openapi/to-json-schema.ts';

const root = {
  components: {
    schemas: {
      User: {
        type: 'object',
        required: ['id', 'name'],
        properties: {
          id: { type: 'integer', readOnly: true },
          name: { type: 'string', example: 'Jane' },
          boss: { $ref: '#/components/schemas/User' },
        },
      },
      'Odd name/x': { type: 'string' },
    },
  },
};
const convert = (schema: object, purpose: 'request' | 'answer' = 'answer', isSample = false) =>
  new JsonSchemas(new References(root), purpose, isSample).convert(schema as never);

describe('a schema of OpenAPI as JSON Schema draft 7', () => {
  const rows: [title: string, schema: object, want: object][] = [
    ['nullable', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
    ['x-nullable of Swagger', { type: 'string', 'x-nullable': true }, { type: ['string', 'null'] }],
    [
      'nullable values',
      { type: 'string', nullable: true, enum: ['a'] },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    ['several types', { type: ['string', 'null', 'nothing'] }, { type: ['string', 'null'] }],
    ['a file of Swagger', { type: 'file' }, {}],
    [
      'bounds of OpenAPI 3.0',
      { minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false },
      { maximum: 9, exclusiveMinimum: 1 },
    ],
    [
      'bounds of OpenAPI 3.1',
      { exclusiveMinimum: 1, exclusiveMaximum: 9 },
      { exclusiveMinimum: 1, exclusiveMaximum: 9 },
    ],
    ['numbers that are none', { minimum: 'a', maxLength: null, multipleOf: 0 }, {}],
    ['a bound of many digits', { maximum: '\u00009223372036854775807' }, {}],
    ['a value of many digits', { enum: ['\u00009223372036854775807'] }, { enum: [9223372036854775807n].map(Number) }],
    ['a pattern', { pattern: '^a+$' }, { pattern: '^a+$' }],
    ['patterns that JavaScript refuses, or that are large', { pattern: '(' }, {}],
    ['a pattern with a large count', { pattern: 'a{1,9999}' }, {}],
    [
      'a tuple of OpenAPI 3.1',
      { prefixItems: [{ type: 'string' }], items: false },
      { items: [{ type: 'string' }], additionalItems: false },
    ],
    [
      'a tuple with more items',
      { prefixItems: [{}], items: { type: 'string' } },
      { items: [{}], additionalItems: { type: 'string' } },
    ],
    ['a tuple of draft 7', { items: [{ type: 'string' }] }, { items: [{ type: 'string' }] }],
    [
      'required names of other names',
      { dependentRequired: { a: ['b'] }, dependentSchemas: { c: {} } },
      { dependencies: { a: ['b'], c: {} } },
    ],
    [
      'parts',
      { allOf: [{ type: 'string' }], anyOf: [true], oneOf: [], not: false },
      { allOf: [{ type: 'string' }], anyOf: [{}], not: false },
    ],
    [
      'names',
      { properties: { a: false, b: true }, patternProperties: { '^x': {} }, additionalProperties: { type: 'string' } },
      {
        properties: { a: { not: {} }, b: {} },
        patternProperties: { '^x': {} },
        additionalProperties: { type: 'string' },
      },
    ],
    [
      'annotations',
      {
        title: 'a',
        description: 'b',
        example: 1,
        default: 2,
        deprecated: true,
        xml: {},
        'x-a': 1,
        format: 'date',
        const: 1,
        uniqueItems: true,
      },
      { format: 'date', const: 1, uniqueItems: true },
    ],
    ['a reference without a target', { $ref: '#/components/schemas/None' }, {}],
  ];
  test.each(rows)('%s', (_, schema, want) => {
    expect(convert(schema)).toEqual(want);
  });

  test('what a reference leads to is a definition, once', () => {
    const user = {
      type: 'object',
      required: ['id', 'name'],
      properties: { id: { type: 'integer' }, name: { type: 'string' }, boss: { $ref: '#/definitions/User' } },
    };
    expect(convert({ $ref: '#/components/schemas/User' })).toEqual({
      allOf: [{ $ref: '#/definitions/User' }],
      definitions: { User: user },
    });
    expect(convert({ type: 'array', items: { $ref: '#/components/schemas/User', nullable: true } })).toEqual({
      type: 'array',
      items: { anyOf: [{ $ref: '#/definitions/User' }, { type: 'null' }] },
      definitions: { User: user },
    });
    expect(convert({ $ref: '#/components/schemas/Odd name~1x' })).toMatchObject({
      definitions: { Odd_name_x: { type: 'string' } },
    });
  });

  test('a request needs nothing that the server sets, and a sample keeps examples', () => {
    const { definitions } = convert({ $ref: '#/components/schemas/User' }, 'request', true) as {
      definitions: Record<string, { required: string[]; properties: object }>;
    };
    expect(definitions.User?.required).toEqual(['name']);
    expect(definitions.User?.properties).toMatchObject({ name: { examples: ['Jane'] }, id: { readOnly: true } });
  });

  test('a sample has limits', () => {
    expect(convert({ minItems: 1e9, minLength: 1e9, minProperties: 1e9 }, 'request', true)).toEqual({
      minItems: 20,
      minLength: 1000,
      minProperties: 20,
    });
  });
});

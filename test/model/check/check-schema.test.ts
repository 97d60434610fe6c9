import { describe, expect, test } from 'vitest';
import { entryProblems, type Files, listWith, load } from '../../support/api-of.ts';

const entry = (schema: string) => `{ request: GET /a, expect: { schema: ${schema} } }`;

/** The columns of the unknown keywords in a schema, counted from its start. The schema starts in column 42. */
const unknownIn = (schema: string) =>
  entryProblems(entry(schema)).map((problem) =>
    problem.replace(/^bad-schema 5:(\d+)$/, (_, column) => `${column - 42}`),
  );

describe('an unknown keyword is reported at its position:', () => {
  test.each<[string, string[]]>([
    ['{ tpye: object }', ['2']],
    ['{ type: object, minlength: 1, requird: [a] }', ['16', '30']],
    // Keywords of other drafts, which the validator in Postman ignores.
    ['{ $defs: {} }', ['2']],
    ['{ nullable: true }', ['2']],
    ['{ properties: { a: { tpye: 1 } } }', ['21']],
    ['{ patternProperties: { "^x": { propertyNames: { contains: { bad: 1 } } } } }', ['60']],
    ['{ definitions: { a: { bad: 1 } } }', ['22']],
    ['{ dependencies: { a: { bad: 1 } } }', ['23']],
    ['{ items: { bad: 1 } }', ['11']],
    ['{ items: [{ bad: 1 }, { bad: 2 }] }', ['12', '24']],
    ['{ additionalItems: { bad: 1 }, additionalProperties: { bad: 2 } }', ['21', '55']],
    ['{ allOf: [{ bad: 1 }], anyOf: [{ bad: 1 }], oneOf: [{ bad: 1 }] }', ['12', '33', '54']],
    ['{ not: { bad: 1 } }', ['9']],
    ['{ if: { bad: 1 }, then: { bad: 1 }, else: { bad: 1 } }', ['8', '26', '44']],
  ])('%s', (schema, want) => {
    expect(unknownIn(schema)).toEqual(want);
  });
});

describe('a key is accepted if it is a known keyword or not a keyword at all:', () => {
  test.each([
    '{}',
    'true',
    '{ $schema: "http://json-schema.org/draft-07/schema#", $id: a, $comment: b, title: c, type: [object, "null"] }',
    // Property names are arbitrary.
    '{ properties: { tpye: { type: string }, bad: {} }, required: [tpye] }',
    '{ patternProperties: { bad: {} }, definitions: { bad: {} }, dependencies: { bad: [worse] } }',
    // Values are not checked as schemas.
    '{ default: { bad: 1 }, const: { bad: 1 }, enum: [{ bad: 1 }], examples: [{ bad: 1 }] }',
    '{ items: true, additionalProperties: false, not: false, allOf: [true] }',
  ])('%s', (schema) => {
    expect(unknownIn(schema)).toEqual([]);
  });
});

test.each([
  ['tpye', 'type'],
  ['minlength', 'minLength'],
  ['additionalProprties', 'additionalProperties'],
])('for %s, the hint suggests %s', (key, want) => {
  const found = load(listWith(entry(`{ ${key}: 1 }`))).diagnostics.find(
    (diagnostic) => diagnostic.code === 'bad-schema',
  );
  expect(found?.hint).toContain(`"${want}"`);
});

describe('a schema in a file is checked like one in the list', () => {
  const files: Files = { 'schema.json': '{ "type": "object",\n  "requird": ["a"] }' };

  test.each(['{ $file: schema.json }', '{ properties: { a: { $file: schema.json } } }'])('%s', (schema) => {
    expect(entryProblems(entry(schema), '', files)).toEqual(['bad-schema 2:3']);
  });
});

import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { entryProblems, type Files, listWith, load } from '../../support/api-of.ts';

const entry = (schema: string) => `{ request: GET /a, expect: { schema: ${schema} } }`;

/** The columns of the mistakes in a schema, counted from its start. */
const faultsIn = (schema: string) =>
  entryProblems(entry(schema)).map((problem) =>
    problem.replace(/^invalid-schema 5:(\d+)$/, (_, column) => `${column - 42}`),
  );

/** The messages and hints reported for a schema. */
const messagesOf = (schema: string) =>
  load(listWith(entry(schema))).diagnostics.flatMap(({ code, message, hint }) =>
    code === 'invalid-schema' ? [`${message}; ${hint}`] : [],
  );

/** Whether a schema works in Postman's sandbox: it has the same validator, and our script uses these options. */
function worksInSandbox(schema: string): boolean {
  try {
    new Ajv({ allErrors: true, logger: false, unknownFormats: 'ignore' }).compile(JSON.parse(schema));
    return true;
  } catch {
    return false;
  }
}

// The schemas are JSON because they are also compiled as in the sandbox.
describe('an invalid schema is reported at the position of its mistake, and would fail in the sandbox:', () => {
  test.each<[string, string, string[], string]>([
    ['an unknown type', '{"type": "strng"}', ['9'], 'did you mean "string"?'],
    ['an unknown type in a property', '{"properties": {"a": {"type": "int"}}}', ['30'], '"int" is not one of'],
    ['an unknown type in a list of types', '{"type": ["object", "nul"]}', ['20'], 'did you mean "null"?'],
    ['an empty list of types', '{"type": []}', ['9'], 'the list is empty'],
    ['a number as a type', '{"type": 5}', ['9'], 'expected text or a list, found 5'],
    ['text instead of a list', '{"required": "Uuid"}', ['13'], 'expected a list, found text; write [Uuid]'],
    ['draft 3: required as a flag', '{"properties": {"a": {"required": true}}}', ['34'], 'expected a list, found true'],
    ['draft 4: an exclusive bound as a flag', '{"exclusiveMinimum": true}', ['21'], 'expected a number, found true'],
    ['a repeated name', '{"required": ["a", "a"]}', ['13'], 'has an item twice'],
    ['text instead of a number', '{"minimum": "5"}', ['12'], 'expected a number, found text'],
    ['a negative length', '{"minLength": -1}', ['14'], 'it is less than 0'],
    ['a fractional length', '{"minLength": 1.5}', ['14'], 'expected a whole number, found 1.5'],
    ['a multiple of zero', '{"multipleOf": 0}', ['15'], 'it is not greater than 0'],
    ['an invalid pattern', '{"pattern": "("}', ['12'], 'it is not a regular expression'],
    ['an invalid pattern as a key', '{"patternProperties": {"(": {}}}', ['23'], 'it is not a regular expression'],
    ['a schema that is a number', '{"properties": {"a": 5}}', ['21'], 'expected a map or true or false, found 5'],
    ['a schema that is text', '{"additionalProperties": "no"}', ['25'], 'found text'],
    ['items that are a number', '{"items": 5}', ['10'], 'expected a map or true or false or a list, found 5'],
    ['items of an unknown type', '{"items": {"type": "x"}}', ['19'], '"x" is not one of'],
    ['mistakes in a list of items', '{"items": [{"type": "x"}, 5]}', ['20', '26'], '"x" is not one of'],
    ['mistakes in dependencies', '{"dependencies": {"a": {"type": "x"}, "b": 5}}', ['32', '43'], '"x" is not one of'],
    ['a map instead of a list of schemas', '{"allOf": {}}', ['10'], 'expected a list, found a map'],
    ['an empty list of schemas', '{"anyOf": []}', ['10'], 'the list is empty'],
    ['a mistake in a definition', '{"definitions": {"a": {"type": "x"}}}', ['31'], '"x" is not one of'],
    ['a format that is a number', '{"format": 5}', ['11'], 'expected text, found 5'],
    ['two mistakes', '{"type": "strng", "required": "Uuid"}', ['9', '30'], 'did you mean "string"?'],
    [
      'an unknown type and a broken reference',
      '{"type": "strng", "items": {"$ref": "#/b"}}',
      ['9', '36'],
      '"#/b" leads to nothing',
    ],
    ['an earlier draft', '{"$schema": "http://json-schema.org/draft-04/schema#"}', ['12'], 'only draft 7'],
    ['a later draft', '{"$schema": "https://json-schema.org/draft/2020-12/schema"}', ['12'], 'only draft 7'],
    ['a draft that is a number', '{"$schema": 7}', ['12'], 'only draft 7'],
    ['a broken reference', '{"$ref": "#/definitions/User"}', ['9'], '"#/definitions/User" leads to nothing'],
    [
      'a misspelled reference',
      '{"definitions": {"User": {}}, "items": {"$ref": "#/definitions/user"}}',
      ['48'],
      'did you mean "#/definitions/User"?',
    ],
    [
      'two broken references',
      '{"items": {"$ref": "#/definitions/A"}, "allOf": [{"$ref": "#/definitions/B"}]}',
      ['19', '58'],
      '"#/definitions/A" leads to nothing',
    ],
    [
      'a reference to itself',
      '{"items": {"$ref": "#/definitions/A"}, "definitions": {"A": {"$ref": "#/definitions/A"}}}',
      ['19', '69'],
      '"#/definitions/A" refers to itself',
    ],
    [
      'references to each other',
      '{"allOf": [{"$ref": "#/allOf/1"}, {"$ref": "#/allOf/0"}]}',
      ['20', '43'],
      '"#/allOf/1" refers to itself',
    ],
    ['a reference to another file', '{"items": {"$ref": "user.json"}}', ['19'], '"user.json" leads to nothing'],
    ['a reference to a URL', '{"$ref": "https://schema.test/user"}', ['9'], 'leads to nothing'],
    ['a reference that is a number', '{"$ref": 5}', ['9'], 'expected text, found 5'],
  ])('%s', (_, schema, columns, message) => {
    expect(faultsIn(schema).sort((a, b) => Number(a) - Number(b))).toEqual(columns);
    expect(messagesOf(schema).join('\n')).toContain(message);
    expect(worksInSandbox(schema)).toBe(false);
  });
});

describe('a valid schema is accepted, and works in the sandbox:', () => {
  test.each([
    '{}',
    '{"type": ["object", "null"], "required": [], "minLength": 0, "multipleOf": 0.01}',
    '{"$schema": "http://json-schema.org/draft-07/schema#", "type": "object"}',
    '{"$schema": "http://json-schema.org/draft-07/schema", "type": "object"}',
    '{"$id": "https://schema.test/a", "type": "object"}',
    '{"definitions": {"a/b~c": {"type": "string"}}, "items": {"$ref": "#/definitions/a~1b~0c"}}',
    '{"properties": {"next": {"$ref": "#"}}}',
    '{"definitions": {"a": {"$id": "#a"}}, "$ref": "#a"}',
    '{"$ref": "http://json-schema.org/draft-07/schema#"}',
    // Property names are arbitrary, even names of keywords.
    '{"properties": {"$ref": {"type": "string"}, "type": {"enum": ["x"]}, "required": {}}}',
    '{"const": {"$ref": "#/nothing", "type": "strng"}, "default": {"$ref": "#/nothing"}}',
    '{"format": "isbn"}',
    '{"items": true, "not": false, "dependencies": {"a": ["b"]}}',
  ])('%s', (schema) => {
    expect(faultsIn(schema)).toEqual([]);
    expect(worksInSandbox(schema)).toBe(true);
  });

  test('two schemas with the same $id in different requests', () => {
    const schema = entry('{ $id: "https://schema.test/a", definitions: { a: {} }, $ref: "#/definitions/a" }');
    const second = schema.replace('GET /a', 'GET /b').replace('a: {}', 'a: { type: object }');
    expect(entryProblems([schema, second])).toEqual([]);
  });
});

describe('variables in a schema', () => {
  test.each<[string, string[]]>([
    ['{ const: "{{login}}", enum: ["{{login}}"], title: "{{login}}" }', []],
    ['{ type: "{{login}}" }', []],
    ['{ type: ["{{login}}", object] }', []],
    ['{ pattern: "^{{login}}$" }', []],
    // A variable is filled in as text, so it cannot be a number or a list.
    ['{ minimum: "{{id}}" }', ['11']],
    ['{ required: "{{login}}" }', ['12']],
  ])('%s', (schema, want) => {
    expect(faultsIn(schema)).toEqual(want);
  });
});

describe('mistakes of a schema in a file are reported at their position in the file:', () => {
  const files: Files = {
    'user.json': '{ "type": "object",\n  "required": "Uuid" }',
    'part.yaml': 'type: object\nproperties:\n  a: { type: strng }\n',
  };

  test.each<[string, string[]]>([
    ['{ $file: user.json }', ['invalid-schema 2:15']],
    ['{ properties: { a: { $file: user.json } } }', ['invalid-schema 2:15']],
    ['{ items: [{ $file: part.yaml }, { type: strng }] }', ['invalid-schema 3:14', 'invalid-schema 5:82']],
  ])('%s', (schema, want) => {
    expect(entryProblems(entry(schema), '', files)).toEqual(want);
  });
});

test('an unknown keyword and a wrong value are both reported', () => {
  expect(faultsIn('{ tpye: object, required: Uuid }')).toEqual(['bad-schema 5:44', '26']);
});

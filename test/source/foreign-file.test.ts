import { describe, expect, test } from 'vitest';
import { generate } from '../../src/library/generate.ts';
import { checkForeign } from '../../src/source/foreign-file.ts';
import { toSource } from '../../src/source/read.ts';
import { apiOf, listWith, load } from '../support/api-of.ts';

const collection = {
  info: { name: 'Shop', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
};

describe('a file of another tool is one error that says what it is', () => {
  test.each([
    ['OpenAPI 3.0 in YAML', 'openapi: 3.0.3\npaths: {}\n', '1:1', 'this is an OpenAPI 3.0 description'],
    [
      'OpenAPI 3.1 in YAML, after a comment',
      '# shop\ninfo: {}\nopenapi: "3.1.0"\n',
      '3:1',
      'an OpenAPI 3.1 description',
    ],
    ['OpenAPI in JSON', '{\n  "openapi": "3.0.0", "paths": {} }', '2:3', 'an OpenAPI 3.0 description'],
    ['Swagger 2.0 in JSON', '{"swagger": "2.0"}', '1:2', 'a Swagger 2.0 description'],
    ['Swagger 2.0 in YAML', "swagger: '2.0'\n", '1:1', 'a Swagger 2.0 description'],
    ['AsyncAPI', 'asyncapi: 2.6.0\n', '1:1', 'an AsyncAPI 2.6 description'],
    ['a Postman collection', JSON.stringify({ ...collection, item: [] }), '1:2', 'a Postman collection'],
    ['a Postman environment', '{"id": "1", "name": "dev", "values": []}', '1:28', 'a Postman environment'],
    ['a HAR file', '{"log": {"version": "1.2", "entries": []}}', '1:2', 'a HAR recording'],
    ['an export of Insomnia', '{"_type": "export", "resources": []}', '1:2', 'an export of Insomnia'],
  ])('%s', (_, text, place, what) => {
    const { value, diagnostics } = load(text);
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(['not-a-list']);
    const { line, column } = diagnostics[0]?.range?.start ?? {};
    expect(`${line}:${column}`).toBe(place);
    expect(diagnostics[0]?.message).toContain(what);
  });

  test('of an environment, with the way to choose one', () => {
    expect(load('{"values": [], "_postman_variable_scope": "environment"}').diagnostics[0]?.hint).toContain('-e NAME');
  });

  test('the files that postmint itself generates', () => {
    const files = generate(apiOf(listWith('GET /a'))).map(({ content }) => JSON.stringify(content, null, 2));
    expect(files.map((text) => load(text).diagnostics.map(({ code }) => code))).toEqual([
      ['not-a-list'],
      ['not-a-list'],
    ]);
  });
});

test.each([
  ['a list', listWith('GET /a')],
  ['a list in JSON', '{"name": "x", "environments": {}, "endpoints": []}'],
  ['a description that mentions OpenAPI', 'name: x\ndescription: |\n  openapi: 3.0.0\n'],
  ['a variable of that name', 'variables:\n  openapi: 3.0.0\n'],
  ['JSON that is not complete', '{"openapi": "3.0.0"'],
  ['other JSON', '{"a": [1]}'],
  ['nothing', ''],
])('%s is left to the later stages', (_, text) => {
  expect(checkForeign(toSource('endpoints.yaml', text))).toBeUndefined();
});

import { describe, expect, test } from 'vitest';
import { endpointOf, entryProblems, type Files } from '../../support/api-of.ts';

/** The raw body of a request with this JSON. */
function bodyOf(json: string, files: Files = {}) {
  const { body } = endpointOf(`{ request: POST /a, json: ${json} }`, '', files);
  if (body?.mode !== 'raw') throw new Error('no raw body');
  return body;
}

describe('a JSON body', () => {
  test.each([
    ['{}', '{}'],
    ['[]', '[]'],
    ['null', 'null'],
    ['true', 'true'],
    ['0', '0'],
    ['-1.5', '-1.5'],
    ['text', '"text"'],
    ['"1"', '"1"'],
    ['[1, [2, []]]', '[1,[2,[]]]'],
    ['{ b: 1, a: { 10: x, 9: y } }', '{"b":1,"a":{"10":"x","9":"y"}}'],
    ['"a\\"b\\\\c"', '"a\\"b\\\\c"'],
    ['é☃', '"é☃"'],
    // A string that is only a number or boolean variable loses its quotes, so it becomes a number or boolean.
    ['"{{id}}"', '{{id}}'],
    ['"{{on}}"', '{{on}}'],
    ['"{{login}}"', '"{{login}}"'],
    ['"{{id}}{{id}}"', '"{{id}}{{id}}"'],
    ['"no {{id}}"', '"no {{id}}"'],
    ['"{{$timestamp}}"', '"{{$timestamp}}"'],
  ])('%s becomes %s', (json, want) => {
    expect(bodyOf(json).text.replace(/\n */g, '').replaceAll('": ', '":')).toBe(want);
  });

  test('is indented by two spaces per level', () => {
    expect(bodyOf('{ a: [1, { b: {} }] }').text).toBe('{\n  "a": [\n    1,\n    {\n      "b": {}\n    }\n  ]\n}');
  });

  test.each<[string, string[]]>([
    ['"{{login}} and {{other}}"', ['login', 'other']],
    ['["{{login}}", "{{login}}"]', ['login']],
    ['"{{$guid}}"', []],
    ['"{{id}}"', []],
    ['{ "{{login}}": 1 }', ['login']],
  ])('%s: the variables whose values need escaping are %j', (json, want) => {
    expect(bodyOf(json).escaped).toEqual(want);
  });

  // The value starts in column 31.
  test.each<[string, string[]]>([
    ['1.0', ['number-changes 5:31']],
    ['1e3', ['number-changes 5:31']],
    ['010', ['number-changes 5:31']],
    ['0x1F', ['number-changes 5:31']],
    ['-0', ['number-changes 5:31']],
    ['.inf', ['number-changes 5:31']],
    ['.nan', ['number-changes 5:31']],
    ['12345678901234567890', ['number-changes 5:31']],
    ['[1, 2.50]', ['number-changes 5:35']],
    ['1_000', []],
    ['no', []],
    ['12:30:45', []],
    ['"1.0"', []],
  ])('%s gives the problems %j', (json, want) => {
    expect(entryProblems(`{ request: POST /a, json: ${json} }`)).toEqual(want);
  });
});

describe('JSON in a file', () => {
  const file = '{ $file: a.json }';

  test('keeps its key order and its variables', () => {
    const { text, escaped } = bodyOf(`{ x: ${file} }`, { 'a.json': '{"b": "{{login}}", "a": [1, null]}' });
    expect(JSON.parse(text)).toEqual({ x: { b: '{{login}}', a: [1, null] } });
    expect(Object.keys(JSON.parse(text).x)).toEqual(['b', 'a']);
    expect(escaped).toEqual(['login']);
  });

  test.each<[string, string, string[]]>([
    ['is not JSON', '{ b: 1 }', ['bad-json 5:31']],
    ['has a number that would change', '{"b":\n 1.0}', ['number-changes 2:2']],
    ['has an undeclared variable', '{"b":\n "{{nope}}"}', ['undeclared-variable 2:3']],
  ])('that %s is reported', (_, text, want) => {
    expect(entryProblems(`{ request: POST /a, json: ${file} }`, '', { 'a.json': text })).toEqual(want);
  });
});

import { describe, expect, test } from 'vitest';
import type { Endpoint } from '../../../src/model/api.ts';
import { toTests } from '../../../src/postman/scripts/to-tests.ts';
import { readScripts } from '../../../src/source/templates.ts';
import { apiOf, listWith } from '../../support/api-of.ts';
import { type Answer, runScript } from '../../support/fake-pm.ts';

const environment = { id: '7', on: 'true', login: 'jane', other: 'x' };
const big = '12345678901234567890';

/** The messages of an entry's failed tests. */
function failures(keys: string, answer: Answer): string[] {
  const api = apiOf(listWith(`{ request: GET /a, ${keys} }`));
  const scripts = toTests(api.items[0] as Endpoint, { api, scripts: readScripts() });
  const { tests } = runScript(scripts.join('\n'), { environment, answer: { code: 200, ...answer } });
  expect(tests).toHaveLength(scripts.length);
  return tests.flatMap(([, message]) => (message === undefined ? [] : [message]));
}

describe('status', () => {
  test.each<[string, number, string[]]>([
    ['{}', 200, []],
    ['{}', 299, []],
    ['{}', 199, ['expected 199 to be within 200..299']],
    ['{}', 300, ['expected 300 to be within 200..299']],
    ['{}', 401, ['expected 401 to be within 200..299']],
    ['422', 422, []],
    ['422', 200, ['expected response to have status code 422 but got 200']],
    ['[200, 304]', 304, []],
    ['[200, 304]', 500, ['expected 500 to be one of [ 200, 304 ]']],
    ['[200, 4xx]', 404, []],
    ['[200, 4xx]', 500, ['expected 200 or 4xx, found 500']],
  ])('%s, answer %i: %j', (expectation, code, want) => {
    expect(failures(`expect: ${expectation}`, { code })).toEqual(want);
  });
});

describe('headers', () => {
  const headers = { 'Content-Type': 'Application/JSON; charset=utf-8', 'X-Empty': '', 'X-Key': 'FOUND-1' };

  test.each<[string, string[]]>([
    ['Content-Type: application/json', []],
    ['content-type: JSON', []],
    ['Content-Type: xml', ['expected "xml", found other text']],
    ['X-Key: "{{login}}"', ['expected "{{login}}", found other text']],
    ['X-Key: found-1', []],
    ['X-None: a', ['expected "a", found none']],
    ['X-Empty: true', []],
    ['X-Key: true', []],
    ['X-None: true', ["expected response to have header with key 'X-None'"]],
    ['X-None: false', []],
    ['X-Key: false', ["expected response to not have header with key 'X-Key'"]],
  ])('%s: %j', (header, want) => {
    expect(failures(`expect: { headers: { ${header} } }`, { headers })).toEqual(want);
  });

  const repeated = { 'Set-Cookie': ['a=1; Path=/', 'b=2'], Link: ['</1>; rel="first"', '</2>; rel="next"'] };
  test.each<[string, string[]]>([
    ['Set-Cookie: a=1', []],
    ['Set-Cookie: b=2', []],
    ['Set-Cookie: "a=1, b=2"', ['expected "a=1, b=2", found other text']],
    ['Set-Cookie: c=3', ['expected "c=3", found other text']],
    ['Link: "rel=\\"first\\""', []],
    ['Link: "rel=\\"NEXT\\""', []],
  ])('of a header that comes twice, one has to contain the text: %s: %j', (header, want) => {
    expect(failures(`expect: { headers: { ${header} } }`, { headers: repeated })).toEqual(want);
  });

  test('a variable in the expected text is filled in', () => {
    expect(failures('expect: { headers: { A: "{{login}}" } }', { headers: { A: 'is Jane' } })).toEqual([]);
  });
});

describe('body', () => {
  test.each<[string, string, string, string[]]>([
    ['a map may have more keys', '{ a: 1 }', '{"a":1,"b":2}', []],
    ['an empty map', '{}', '{"b":2}', []],
    ['a nested map', '{ a: { b: [{ c: x }] } }', '{"a":{"b":[{"c":"x","d":1}]}}', []],
    ['a byte order mark', '{ a: 1 }', '\ufeff{"a":1}', []],
    ['null', 'null', 'null', []],
    ['a variable', '{ a: "{{login}}", b: "<{{id}}>" }', '{"a":"jane","b":"<7>"}', []],
    ['a number and a boolean', '{ a: "{{id}}", b: "{{on}}" }', '{"a":7,"b":true}', []],
    ['a number as text', '{ a: "{{id}}" }', '{"a":"7"}', ['$.a: expected "{{id}}", found string']],
    ['other text', '{ a: x }', '{"a":"FOUND-1"}', ['$.a: expected "x", found string']],
    ['another type', '{ a: 1 }', '{"a":"FOUND-1"}', ['$.a: expected 1, found string']],
    ['null instead of a map', '{ a: { b: 1 }, l: [] }', '{"a":null,"l":[]}', ['$.a: expected object, found null']],
    ['null instead of a map of fields', '{ a: { b: 1 } }', '{"a":null}', ['$.a.b: expected 1, found undefined']],
    ['a list instead of a map', '{ a: { b: [] } }', '{"a":["FOUND-1"]}', ['$.a: expected object, found a list of 1']],
    [
      'a list instead of a map of fields',
      '{ a: { b: 1 } }',
      '{"a":["FOUND-1"]}',
      ['$.a.b: expected 1, found undefined'],
    ],
    ['a list instead of a text', '{ a: x }', '{"a":["FOUND-1"]}', ['$.a: expected "x", found array']],
    ['null instead of a text', '{ a: x }', '{"a":null}', ['$.a: expected "x", found null']],
    [
      'a built-in property of strings',
      '{ a: { length: 7 } }',
      '{"a":"FOUND-1"}',
      ['$.a: expected object, found string'],
    ],
    [
      'a built-in property of arrays',
      '{ a: { length: 1 } }',
      '{"a":["FOUND-1"]}',
      ['$.a: expected object, found a list of 1'],
    ],
    ['an index is not a key', '{ a: { "0": x } }', '{"a":["x"]}', ['$.a: expected object, found a list of 1']],
    [
      'the name of a function',
      '{ constructor: { name: Object } }',
      '{}',
      ['$.constructor: expected object, found undefined'],
    ],
    ['a map of lists', '{ a: [1], b: { c: [{}] } }', '{"a":[1],"b":{"c":[{"d":1}]}}', []],
    ['an empty list instead of an empty map', '{ a: {} }', '{"a":[]}', ['$.a: expected object, found a list of 0']],
    ['a map instead of a list', '[1]', '{"FOUND-1":1}', ['$: expected a list of 1, found object']],
    ['a missing key', '{ a: { b: 1 } }', '{"a":{"FOUND-1":1}}', ['$.a.b: expected 1, found undefined']],
    ['a key that every object has', '{ toString: 1 }', '{}', ['$.toString: expected 1, found undefined']],
    ['a key with a space', '{ "a b": null }', '{"a b":0}', ['$["a b"]: expected null, found number']],
    ['an equal list', '[1, 2]', '[1,2]', []],
    ['a longer list', '[1]', '[1,2]', ['$: expected a list of 1, found a list of 2']],
    ['a shorter list', '[1, 2]', '[1]', ['$: expected a list of 2, found a list of 1']],
    ['another item', '[{ a: 1 }, { a: 2 }]', '[{"a":1},{"a":3}]', ['$[1].a: expected 2, found number']],
    [
      'two differences, of which the first is reported',
      '{ a: 1, b: 2 }',
      '{"a":0,"b":0}',
      ['$.a: expected 1, found number'],
    ],
    ['text that is not JSON', '{ a: 1 }', 'FOUND-1', ['$.a: expected 1, found no JSON']],
    ['an empty body', '{ a: 1 }', '', ['$.a: expected 1, found no JSON']],
  ])('%s', (_, body, text, want) => {
    expect(failures(`expect: { body: ${body} }`, { text })).toEqual(want);
  });
});

describe('a number in a variable is compared by its digits if JSON.parse would round it', () => {
  test.each<[string, string, string[]]>([
    [big, big, []],
    [big, '12345678901234567891', ['$.a: expected "{{id}}", found number']],
    [big, `"${big}"`, ['$.a: expected "{{id}}", found string']],
    ['9007199254740993', '9007199254740992', ['$.a: expected "{{id}}", found number']],
    ['1.5', '1.50', []],
    ['-7', '-7', []],
  ])('%s, answer %s: %j', (id, found, want) => {
    const api = apiOf(listWith('{ request: GET /a, expect: { body: { a: "{{id}}" } } }'));
    const [, script = ''] = toTests(api.items[0] as Endpoint, { api, scripts: readScripts() });
    const { tests } = runScript(script, {
      environment: { id },
      answer: { code: 200, text: `{"a":${found},"b":"1e999"}` },
    });
    expect(tests.flatMap(([, message]) => (message === undefined ? [] : [message]))).toEqual(want);
  });
});

describe('text and time', () => {
  test.each<[string, string, string[]]>([
    ['{ text: ell }', 'hello', []],
    ['{ text: "{{login}}" }', 'I am jane', []],
    ['{ text: ["{{login}}", </script>] }', 'jane </script>', []],
    ['{ text: "{{login}}" }', 'FOUND-1', ['expected "{{login}}" in the body, found other text']],
    ['{ text: ELL }', 'hello', ['expected "ELL" in the body, found other text']],
    ['{ time: 250ms }', '', []],
    ['{ time: 249ms }', '', ['expected 250 to be at most 249']],
  ])('%s, answer %j: %j', (expectation, text, want) => {
    expect(failures(`expect: ${expectation}`, { text })).toEqual(want);
  });
});

describe('literal braces are text, whatever variables there are', () => {
  // A runner of the user's may have a variable of the name.
  const amount = { environment: { ...environment, amount: '5' } };
  const failuresOf = (expectation: string, answer: Answer) => {
    const api = apiOf(listWith(`{ request: GET /a, expect: ${expectation}, literal_braces: [amount] }`));
    const scripts = toTests(api.items[0] as Endpoint, { api, scripts: readScripts() });
    const { tests } = runScript(scripts.join('\n'), { ...amount, answer: { code: 200, ...answer } });
    return tests.flatMap(([, message]) => (message === undefined ? [] : [message]));
  };

  test.each<[string, string, Answer, Answer]>([
    ['a text', '{ text: "{{amount}}" }', { text: 'a {{amount}}' }, { text: 'a 5' }],
    [
      'a text with a variable',
      '{ text: "{{login}}: {{ amount }}" }',
      { text: 'jane: {{ amount }}' },
      { text: 'jane: 5' },
    ],
    ['a header', '{ headers: { A: "{{amount}}" } }', { headers: { A: '{{Amount}}' } }, { headers: { A: '5' } }],
    [
      'a header with a variable',
      '{ headers: { A: "{{login}} {{amount}}" } }',
      { headers: { A: 'Jane {{amount}}' } },
      { headers: { A: 'jane 5' } },
    ],
    [
      'a content type with a variable',
      '{ headers: { Content-Type: "{{login}}{{amount}}" } }',
      { headers: { 'Content-Type': 'jane{{amount}}' } },
      { headers: { 'Content-Type': 'jane5' } },
    ],
    ['a body', '{ body: { a: "{{amount}}" } }', { text: '{"a":"{{amount}}"}' }, { text: '{"a":"5"}' }],
    [
      'a body with a variable',
      '{ body: ["{{login}} {{amount}}"] }',
      { text: '["jane {{amount}}"]' },
      { text: '["jane 5"]' },
    ],
    [
      'a body with a number',
      '{ body: { a: "{{amount}}", n: "{{id}}" } }',
      { text: '{"a":"{{amount}}","n":7}' },
      { text: '{"a":"5","n":7}' },
    ],
  ])('%s', (_, expectation, right, wrong) => {
    expect(failuresOf(expectation, right)).toEqual([]);
    expect(failuresOf(expectation, wrong)).toHaveLength(1);
  });
});

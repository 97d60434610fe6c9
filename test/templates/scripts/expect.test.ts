import { describe, expect, test } from 'vitest';
import type { Endpoint } from '../../../src/model/api.ts';
import { toTests } from '../../../src/postman/scripts/to-tests.ts';
import { readScripts } from '../../../src/source/templates.ts';
import { apiOf, listWith } from '../../support/api-of.ts';
import { type Answer, runScript } from '../../support/fake-pm.ts';

const environment = { id: '7', on: 'true', login: 'jane', other: 'x' };

/** The messages of an entry's failing tests, without those of the status. */
function failures(keys: string, answer: Answer): string[] {
  const api = apiOf(listWith(`{ request: GET /a, ${keys} }`));
  const scripts = toTests(api.items[0] as Endpoint, api, readScripts());
  const { tests } = runScript(scripts.join('\n'), { environment, answer: { code: 200, ...answer } });
  expect(tests).toHaveLength(scripts.length);
  return tests.flatMap(([, message]) => (message === undefined ? [] : [message]));
}

describe('status', () => {
  test.each<[string, number, string[]]>([
    ['{}', 200, []],
    ['{}', 299, []],
    ['{}', 199, ['expected 2xx, found 199']],
    ['{}', 300, ['expected 2xx, found 300']],
    ['{}', 401, ['expected 2xx, found 401']],
    ['422', 422, []],
    ['422', 200, ['expected 422, found 200']],
    ['[200, 304]', 304, []],
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
    ['Content-Type: xml', ['expected the header to contain "xml", found other text']],
    ['X-Key: "{{login}}"', ['expected the header to contain "{{login}}", found other text']],
    ['X-Key: found-1', []],
    ['X-None: a', ['expected the header, found none']],
    ['X-Empty: true', []],
    ['X-Key: true', []],
    ['X-None: true', ['expected the header to be present']],
    ['X-None: false', []],
    ['X-Key: false', ['expected the header to be absent']],
  ])('%s: %j', (header, want) => {
    expect(failures(`expect: { headers: { ${header} } }`, { headers })).toEqual(want);
  });

  test('a variable in it is filled in', () => {
    expect(failures('expect: { headers: { A: "{{login}}" } }', { headers: { A: 'is Jane' } })).toEqual([]);
  });
});

describe('body', () => {
  test.each<[string, string, string, string[]]>([
    ['a map may have more keys', '{ a: 1 }', '{"a":1,"b":2}', []],
    ['an empty map', '{}', '{"b":2}', []],
    ['deep down', '{ a: { b: [{ c: x }] } }', '{"a":{"b":[{"c":"x","d":1}]}}', []],
    ['a byte order mark', '{ a: 1 }', '\ufeff{"a":1}', []],
    ['null', 'null', 'null', []],
    ['a variable', '{ a: "{{login}}", b: "<{{id}}>" }', '{"a":"jane","b":"<7>"}', []],
    ['a number and a boolean', '{ a: "{{id}}", b: "{{on}}" }', '{"a":7,"b":true}', []],
    ['a number as text', '{ a: "{{id}}" }', '{"a":"7"}', ['$.a: expected "{{id}}", found string']],
    ['other text', '{ a: x }', '{"a":"FOUND-1"}', ['$.a: expected "x", found string']],
    ['another type', '{ a: 1 }', '{"a":"FOUND-1"}', ['$.a: expected 1, found string']],
    ['null instead', '{ a: { b: 1 } }', '{"a":null}', ['$.a: expected object, found null']],
    ['a list instead', '{ a: { b: 1 } }', '{"a":["FOUND-1"]}', ['$.a: expected object, found a list of 1']],
    ['a map instead', '[1]', '{"FOUND-1":1}', ['$: expected a list of 1, found object']],
    ['a key less', '{ a: { b: 1 } }', '{"a":{"FOUND-1":1}}', ['$.a.b: expected 1, found nothing']],
    ['a key that every object has', '{ toString: 1 }', '{}', ['$.toString: expected 1, found nothing']],
    ['a key with a blank', '{ "a b": null }', '{"a b":0}', ['$["a b"]: expected null, found number']],
    ['a list item by item', '[1, 2]', '[1,2]', []],
    ['a longer list', '[1]', '[1,2]', ['$: expected a list of 1, found a list of 2']],
    ['a shorter list', '[1, 2]', '[1]', ['$: expected a list of 2, found a list of 1']],
    ['another item', '[{ a: 1 }, { a: 2 }]', '[{"a":1},{"a":3}]', ['$[1].a: expected 2, found number']],
    ['only the first difference', '{ a: 1, b: 2 }', '{"a":0,"b":0}', ['$.a: expected 1, found number']],
    ['no JSON', '{ a: 1 }', 'FOUND-1', ['$: expected JSON, found other text']],
    ['nothing', '{ a: 1 }', '', ['$: expected JSON, found other text']],
  ])('%s', (_, body, text, want) => {
    expect(failures(`expect: { body: ${body} }`, { text })).toEqual(want);
  });
});

describe('text and time', () => {
  test.each<[string, string, string[]]>([
    ['{ text: ell }', 'hello', []],
    ['{ text: "{{login}}" }', 'I am jane', []],
    ['{ text: ["{{login}}", </script>] }', 'jane </script>', []],
    ['{ text: "{{login}}" }', 'FOUND-1', ['expected the body to contain "{{login}}", found other text']],
    ['{ text: ELL }', 'hello', ['expected the body to contain "ELL", found other text']],
    ['{ time: 250ms }', '', []],
    ['{ time: 249ms }', '', ['expected at most 249 ms, took 250 ms']],
  ])('%s, answer %j: %j', (expectation, text, want) => {
    expect(failures(`expect: ${expectation}`, { text })).toEqual(want);
  });
});

import { describe, expect, test } from 'vitest';
import type { Endpoint } from '../../../src/model/api.ts';
import { toTests } from '../../../src/postman/scripts/to-tests.ts';
import { readScripts } from '../../../src/source/templates.ts';
import { apiOf, listWith } from '../../support/api-of.ts';
import { type Answer, runScript } from '../../support/fake-pm.ts';

/** The result of a save: the saved value, and the message if the save fails. */
function save(from: string, answer: Answer): { kept: string | undefined; message: string | undefined } {
  const api = apiOf(listWith(`{ request: GET /a, save: { kept: ${from} } }`));
  const [, script = ''] = toTests(api.items[0] as Endpoint, { api, scripts: readScripts() });
  const { environment, tests } = runScript(script, {
    environment: { kept: 'before' },
    answer: { code: 200, ...answer },
  });
  expect(tests.map(([name]) => name)).toEqual(['Saves kept']);
  return { kept: environment.kept, message: tests[0]?.[1] };
}

describe('from the body', () => {
  test.each<[string, string, string]>([
    ['$.a', '{"a":"x"}', 'x'],
    ['$.a', '{"a":""}', ''],
    ['$.a', '{"a":0}', '0'],
    ['$.a', '{"a":false}', 'false'],
    ['$.a', '\ufeff{"a":1.5}', '1.5'],
    ['$.a', '{"b":1,"a":12345678901234567890}', '12345678901234567890'],
    ['$.a', '{"a":1.10}', '1.10'],
    ['"$.a[1].b"', '{"a":["1.10",{"b": -1.50E+2 }]}', '-1.50E+2'],
    ['$.a', '{"a":"1.10 and \\\\\\"2.20"}', '1.10 and \\"2.20'],
    ['"$"', '12345678901234567890', '12345678901234567890'],
    ['"$"', '"all"', 'all'],
    ['"$.a[1]"', '{"a":[1,2]}', '2'],
    ['"$.a[-1].b"', '{"a":[{},{"b":"last"}]}', 'last'],
    [`"$['a b']"`, '{"a b":"x"}', 'x'],
    ['$.constructor', '{"constructor":"own"}', 'own'],
  ])('%s of %s is %j', (path, text, want) => {
    expect(save(path, { text })).toEqual({ kept: want, message: undefined });
  });

  test.each<[string, string, string]>([
    ['$.a', '{}', '$.a: expected a value to save, found nothing'],
    ['$.a', '{"a":null}', '$.a: expected a value to save, found null'],
    ['$.a', '{"a":{"b":"FOUND-1"}}', '$.a: expected a value to save, found an object'],
    ['$.a', '{"a":["FOUND-1"]}', '$.a: expected a value to save, found a list'],
    ['"$.a[1]"', '{"a":["FOUND-1"]}', '$.a[1]: expected a value to save, found nothing'],
    ['"$.a[-2]"', '{"a":["FOUND-1"]}', '$.a[-2]: expected a value to save, found nothing'],
    ['"$.a[0]"', '{"a":{"0":"FOUND-1"}}', '$.a[0]: expected a value to save, found nothing'],
    ['$.a.length', '{"a":["FOUND-1"]}', '$.a.length: expected a value to save, found nothing'],
    ['$.constructor', '{}', '$.constructor: expected a value to save, found nothing'],
    ['$.a', 'FOUND-1', '$: expected JSON, found other text'],
    // The next request would resolve it.
    ['$.a', '{"a":"{{password}}FOUND-1"}', '$.a: the value contains {{, which Postman would read as a variable'],
  ])('%s of %s: %s', (path, text, message) => {
    // The old value is cleared: otherwise it could be mistaken for a new one.
    expect(save(path, { text })).toEqual({ kept: '', message });
  });
});

describe('from a header', () => {
  const headers = { Location: 'https://api.test/users/42', 'X-Bad': '{{password}}' };

  test.each<[string, string]>([
    ['{ header: location }', 'https://api.test/users/42'],
    ['{ header: Location, match: "[^/]+$" }', '42'],
    ['{ header: Location, match: "users/(\\\\d)(\\\\d)" }', '4'],
  ])('%s is %j', (from, want) => {
    expect(save(from, { headers })).toEqual({ kept: want, message: undefined });
  });

  test.each<[string, string | undefined]>([
    ['{ header: Set-Cookie }', 'XSRF=1; Path=/'],
    ['{ header: set-cookie, match: "session=([^;]+)" }', '2'],
    ['{ header: Set-Cookie, match: "=([^;]+)" }', '1'],
    ['{ header: Set-Cookie, match: "token=(.+)" }', undefined],
  ])('of a header that comes twice, the first that matches is saved: %s is %j', (from, want) => {
    const answer = { headers: { 'Set-Cookie': ['XSRF=1; Path=/', 'session=2; HttpOnly'] } };
    const message = 'header Set-Cookie: nothing in it matches "token=(.+)"';
    expect(save(from, answer)).toEqual({ kept: want ?? '', message: want === undefined ? message : undefined });
  });

  test.each<[string, string]>([
    ['{ header: X-None }', 'header X-None: expected a value to save, found none'],
    ['{ header: Location, match: "^/" }', 'header Location: nothing in it matches "^/"'],
    // The first group is what is wanted, and it matched nothing.
    ['{ header: Location, match: "users/(x)?" }', 'header Location: nothing in it matches "users/(x)?"'],
    ['{ header: X-Bad }', 'header X-Bad: the value contains {{, which Postman would read as a variable'],
  ])('%s: %s', (from, message) => {
    expect(save(from, { headers })).toEqual({ kept: '', message });
  });
});

describe('from the text of a body', () => {
  const text = '<input name="csrf" value="a&b">';

  test.each<[string, string]>([
    ['{ match: \'value="([^"]+)"\' }', 'a&b'],
    ['{ match: \'name="[a-z]+"\' }', 'name="csrf"'],
    ["{ match: '(n)(a)me' }", 'n'],
  ])('%s is %j', (from, want) => {
    expect(save(from, { text })).toEqual({ kept: want, message: undefined });
  });

  test.each([["{ match: 'x(y)' }"], ["{ match: 'name=\"(zzz)?csrf' }"]])('%s: nothing matches', (from) => {
    expect(save(from, { text })).toEqual({ kept: '', message: expect.stringMatching(/^body: nothing in it matches/) });
  });
});

import { describe, expect, test } from 'vitest';
import { parsePath, valueAt } from '../../../src/notation/json/json-path.ts';

describe('parsePath', () => {
  test.each<[string, (string | number)[]]>([
    ['$', []],
    ['$.a', ['a']],
    ['$.a.b', ['a', 'b']],
    ['$._a1', ['_a1']],
    ['$.é☃', ['é☃']],
    ["$['a b']", ['a b']],
    ['$["a b"]', ['a b']],
    ["$['']", ['']],
    ["$['it\\'s']", ["it's"]],
    ['$["\\""]', ['"']],
    ["$['\\\\']", ['\\']],
    ['$[0]', [0]],
    ['$[-1]', [-1]],
    ['$[10].a[2]', [10, 'a', 2]],
    ["$.Roles[0]['a.b']", ['Roles', 0, 'a.b']],
    // RFC 9535, section 2.3.1.1: the escapes of JSON.
    ["$['\\n']", ['\n']],
    ["$['\\u00e9']", ['é']],
  ])('%s', (text, steps) => {
    expect(parsePath(text)).toEqual({ steps });
  });

  test.each([
    '',
    'a',
    '.a',
    '$a',
    '$.',
    '$..a',
    '$.*',
    '$[*]',
    '$[?@.a]',
    '$[0:2]',
    '$[0,1]',
    "$['a','b']",
    '$.1a',
    '$.a-b',
    '$[01]',
    '$[-0]',
    '$[1.5]',
    '$[a]',
    "$['a]",
    '$ .a',
    '$.a ',
  ])('%j is not a path to one value', (text) => {
    expect(parsePath(text)).toEqual({ fault: expect.any(String) });
  });
});

describe('valueAt', () => {
  const json = { a: { b: [1, [2, 3], null] }, '': 0, 'x y': false, constructor: 'own' };

  test.each<[string, unknown]>([
    ['$', json],
    ['$.a.b[0]', 1],
    ['$.a.b[-2][-1]', 3],
    ['$.a.b[2]', null],
    ["$['']", 0],
    ["$['x y']", false],
    ['$.constructor', 'own'],
    ['$.a.b[3]', undefined],
    ['$.a.b[-4]', undefined],
    ['$.a.b.length', undefined],
    ['$.a[0]', undefined],
    ['$.toString', undefined],
    ['$.a.b[2].c', undefined],
    ['$.nope.a', undefined],
  ])('%s', (path, want) => {
    const parsed = parsePath(path);
    expect('steps' in parsed && valueAt(json, parsed.steps)).toEqual(want);
  });
});

import { describe, expect, test } from 'vitest';
import { parseExact } from '../../../src/notation/json/json-number.ts';
import { cost, unifyJson, unifyText } from '../../../src/server/request/unify.ts';

const known = new Map([
  ['login', 'jane'],
  ['url', 'https://{{host}}/a'],
  ['host', 'h.test'],
]);

describe('a text of the list and a text of a request', () => {
  test.each<[string, string, string, number, Record<string, string>]>([
    ['are equal', 'a', 'a', cost.equal, {}],
    ['differ', 'a', 'b', cost.different, {}],
    ['are equal with the known value', 'x-{{login}}', 'x-jane', cost.equal, {}],
    ['are equal with a value in a value', '{{url}}', 'https://h.test/a', cost.equal, {}],
    ['have another value, which is learnt', 'x-{{login}}', 'x-bob', cost.otherValue, { login: 'bob' }],
    ['have two values', '{{a}}/{{b}}', '1/2', cost.otherValue, { a: '1', b: '2' }],
    ['have a generated value, which is not learnt', 'x-{{$guid}}', 'x-1', cost.otherValue, {}],
    ['have other text around the value', 'x-{{login}}', 'y-bob', cost.different, {}],
    ['have text that looks like a pattern', '(a+){{login}}', '(a+)bob', cost.otherValue, { login: 'bob' }],
  ])('%s', (_, text, found, difference, bindings) => {
    const unified = unifyText(text, found, known);
    expect(unified.cost).toBe(difference);
    expect(Object.fromEntries(unified.bindings)).toEqual(bindings);
  });
});

describe('JSON of the list and JSON of a request', () => {
  test.each<[string, string, string, number, Record<string, string>]>([
    ['are equal', '{"a":[1,null,true]}', '{"a":[1,null,true]}', cost.equal, {}],
    ['have keys in another order', '{"a":1,"b":2}', '{"b":2,"a":1}', cost.equal, {}],
    [
      'differ in a number that JavaScript would round',
      '{"a":12345678901234567890}',
      '{"a":12345678901234567891}',
      cost.different,
      {},
    ],
    ['have a value of a variable', '{"a":"{{login}}"}', '{"a":"bob"}', cost.otherValue, { login: 'bob' }],
    ['have a number in place of a variable', '{"a":"{{n}}"}', '{"a":5}', cost.otherValue, { n: '5' }],
    ['have more than the list says', '{"a":1}', '{"a":1,"b":2}', cost.additional, {}],
    ['have less than the list says', '{"a":1,"b":2}', '{"a":1}', cost.different, {}],
    ['have no optional variable', '{"a":1,"b":"{{note}}"}', '{"a":1}', cost.equal, {}],
    ['have no optional item', '[1,"{{note}}"]', '[1]', cost.equal, {}],
    ['have lists of other lengths', '[1,2]', '[1]', cost.different, {}],
    ['have a map in place of a list', '[1]', '{"0":1}', cost.different, {}],
    ['have text in place of a number', '{"a":1}', '{"a":"1"}', cost.different, {}],
  ])('%s', (_, template, found, difference, bindings) => {
    const unified = unifyJson(parseExact(template), parseExact(found), known, new Set(['note']));
    expect(unified.cost).toBe(difference);
    expect(Object.fromEntries(unified.bindings)).toEqual(bindings);
  });
});

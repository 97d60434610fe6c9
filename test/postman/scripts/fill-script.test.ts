import { describe, expect, test } from 'vitest';
import { fillScript, toEvent, toSource } from '../../../src/postman/scripts/fill-script.ts';

test.each<[unknown, string]>([
  ['a', '"a"'],
  ['"\\\n', '"\\"\\\\\\n"'],
  ['</script><!--', '"\\u003c/script>\\u003c!--"'],
  ['\u2028\u2029', '"\\u2028\\u2029"'],
  [{ '<': ['é', 1, null, true] }, '{"\\u003c":["é",1,null,true]}'],
])('toSource(%j)', (value, want) => {
  const source = toSource(value);
  expect(source).toBe(want);
  // It means the same to JavaScript and to JSON.
  expect(JSON.parse(source)).toEqual(value);
  expect(new Function(`return ${source}`)()).toEqual(value);
});

describe('fillScript', () => {
  const scripts = new Map([
    ['two', 'use(__NAME__, __TWO_WORDS__);\n// __NAME__\n\n'],
    ['none', 'var __proto__ = a__B__c + __lower__ + ____;\n'],
  ]);

  test.each<[string, string, Record<string, string>, string]>([
    ['fills every place', 'two', { NAME: 'x', TWO_WORDS: 'y' }, 'use("x", "y");\n// "x"'],
    [
      'fills once: data is never filled itself',
      'two',
      { NAME: '__TWO_WORDS__', TWO_WORDS: 'y' },
      'use("__TWO_WORDS__", "y");\n// "__TWO_WORDS__"',
    ],
    ['takes `$&` for text', 'two', { NAME: '$&$1', TWO_WORDS: "$'" }, 'use("$&$1", "$\'");\n// "$&$1"'],
    ['leaves other words alone', 'none', {}, 'var __proto__ = a__B__c + __lower__ + ____;'],
  ])('%s', (_, name, values, want) => {
    expect(fillScript(scripts, name, values)).toBe(want);
  });

  test('refuses a script that is not there, and a place that nothing fills', () => {
    expect(() => fillScript(scripts, 'three')).toThrow('three.js');
    expect(() => fillScript(scripts, 'two', { NAME: 'x' })).toThrow('__TWO_WORDS__');
  });
});

test('an event is its texts, line by line; without texts there is none', () => {
  expect(toEvent('test', [])).toBeUndefined();
  expect(toEvent('test', ['a\n\nb', 'c'])).toEqual({
    listen: 'test',
    script: { type: 'text/javascript', exec: ['a', '', 'b', 'c'] },
  });
});

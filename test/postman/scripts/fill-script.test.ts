import { describe, expect, test } from 'vitest';
import { Code, fillScript } from '../../../src/postman/scripts/fill-script.ts';

describe('placeholders', () => {
  const scripts = new Map([
    ['two', 'use(__NAME__, __TWO_WORDS__);\n// __NAME__\n\n'],
    ['none', 'const __proto__ = a__B__c + __lower__ + ____;\n'],
    ['inside', '  const value = __NAME__;\n'],
  ]);

  test.each<[string, string, Record<string, string>, string]>([
    ['every placeholder is filled', 'two', { NAME: 'x', TWO_WORDS: 'y' }, 'use("x", "y");\n// x'],
    [
      'placeholders inside data are not filled',
      'two',
      { NAME: '__TWO_WORDS__', TWO_WORDS: 'y' },
      'use("__TWO_WORDS__", "y");\n// __TWO_WORDS__',
    ],
    ['`$&` in data is plain text', 'two', { NAME: '$&$1', TWO_WORDS: "$'" }, 'use("$&$1", "$\'");\n// $&$1'],
    [
      'data cannot end a comment',
      'two',
      { NAME: 'a\nb\rc\u2028d</script>', TWO_WORDS: '' },
      'use("a\\nb\\rc\\u2028d\\u003c/script>", "");\n// a b c d /script>',
    ],
    ['words that only look like placeholders are kept', 'none', {}, 'const __proto__ = a__B__c + __lower__ + ____;'],
  ])('%s', (_, name, values, want) => {
    expect(fillScript(scripts, name, values)).toBe(want);
  });

  test('a list in a comment becomes its items, separated by commas', () => {
    expect(fillScript(scripts, 'two', { NAME: ['a', 'b'], TWO_WORDS: 1 })).toBe('use(["a", "b"], 1);\n// a, b');
  });

  test('a Code value is inserted unquoted, and a string with the same text is quoted', () => {
    expect(fillScript(scripts, 'inside', { NAME: new Code('signIn.form') })).toBe('  const value = signIn.form;');
    expect(fillScript(scripts, 'inside', { NAME: { text: 'signIn.form' } })).toBe(
      '  const value = { text: "signIn.form" };',
    );
  });

  test('a value that is too long for a line is written with one key per line', () => {
    const long = 'x'.repeat(60);
    expect(fillScript(scripts, 'inside', { NAME: { a: long, b: [long] } }).split('\n')).toEqual([
      '  const value = {',
      `    a: "${long}",`,
      `    b: ["${long}"],`,
      '  };',
    ]);
  });

  test('throws for an unknown script and for a placeholder without a value', () => {
    expect(() => fillScript(scripts, 'three')).toThrow('three.js');
    expect(() => fillScript(scripts, 'two', { NAME: 'x' })).toThrow('__TWO_WORDS__');
  });
});

describe('sections', () => {
  const scripts = new Map([
    [
      'all',
      'start\n  //#if a\n  one\n  //#if b\n  two\n  //#endif\n  //#endif\n//#if !a\nnone\n//#endif\n  //#include part\nend\n',
    ],
    ['part', 'first\n\n//#if b\nsecond\n//#endif\n'],
    ['open', '//#if a\n'],
  ]);

  test.each<[string[], string[]]>([
    [[], ['start', 'none', '  first', '', 'end']],
    [['a'], ['start', '  one', '  first', '', 'end']],
    [['b'], ['start', 'none', '  first', '', '  second', 'end']],
    [
      ['a', 'b'],
      ['start', '  one', '  two', '  first', '', '  second', 'end'],
    ],
  ])('with %j', (sections, want) => {
    expect(fillScript(scripts, 'all', {}, sections).split('\n')).toEqual(want);
  });

  test('throws for a section without an end', () => {
    expect(() => fillScript(scripts, 'open')).toThrow('//#endif');
  });
});

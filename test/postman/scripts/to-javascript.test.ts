import { describe, expect, test } from 'vitest';
import { toCommentLine, toJavaScript } from '../../../src/postman/scripts/to-javascript.ts';

const evaluate = (source: string): unknown => new Function(`return ${source}`)();
const long = 'x'.repeat(70);

describe('a value as JavaScript', () => {
  test.each<[unknown, string]>([
    ['a', '"a"'],
    ['"\\\n', '"\\"\\\\\\n"'],
    ['</script><!--', '"\\u003c/script>\\u003c!--"'],
    ['\u2028\u2029', '"\\u2028\\u2029"'],
    [{ '<': ['é', 1, null, true] }, '{ "\\u003c": ["é", 1, null, true] }'],
    [{ a: {}, b_1: [], $c: '' }, '{ a: {}, b_1: [], $c: "" }'],
    [{ 'a-b': 1, '1': 2 }, '{ "1": 2, "a-b": 1 }'],
    [[], '[]'],
    [{ a: [long, long] }, `{\n  a: [\n    "${long}",\n    "${long}",\n  ],\n}`],
    [[{ a: long }, { b: 1 }, long], `[\n  { a: "${long}" },\n  { b: 1 },\n  "${long}",\n]`],
  ])('%j', (value, want) => {
    expect(toJavaScript(value)).toBe(want);
    expect(evaluate(`(${want})`)).toEqual(value);
  });

  test('a key `__proto__` is a key like any other', () => {
    const value = JSON.parse('{"__proto__":{"a":1}}');
    expect(JSON.stringify(evaluate(`(${toJavaScript(value)})`))).toBe('{"__proto__":{"a":1}}');
  });

  test('a value that shares its line with others is broken earlier', () => {
    expect(toJavaScript([long], '', 40)).toBe(`["${long}"]`);
    expect(toJavaScript([long], '  ', 50)).toBe(`[\n    "${long}",\n  ]`);
  });
});

describe('a line of a comment', () => {
  const words = (count: number) => Array(count).fill('word').join(' ');

  test.each<[string, string, string]>([
    ['a short one', '// word', '// word'],
    ['what would end it', '  // a\nb\u2028c<', '  // a b c '],
    ['a long one', `// ${words(30)}`, `// ${words(23)}\n// ${words(7)}`],
    ['one with a label', `//   reads   ${words(30)}`, `//   reads   ${words(21)}\n//           ${words(9)}`],
    [
      'one with a label, over three lines',
      `  //   reads   ${words(50)}`,
      `  //   reads   ${words(21)}\n  //           ${words(21)}\n  //           ${words(8)}`,
    ],
    ['one without a place to break', `// ${'x'.repeat(200)}`, `// ${'x'.repeat(200)}`],
  ])('%s', (_, line, want) => {
    expect(toCommentLine(line)).toBe(want);
  });
});

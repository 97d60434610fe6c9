import { describe, expect, test } from 'vitest';
import { toCommentLine, toJavaScript } from '../../../src/postman/scripts/to-javascript.ts';

const evaluate = (source: string): unknown => new Function(`return ${source}`)();
const long = 'x'.repeat(70);

describe('toJavaScript', () => {
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

  test('keeps a key `__proto__`', () => {
    const value = JSON.parse('{"__proto__":{"a":1}}');
    expect(JSON.stringify(evaluate(`(${toJavaScript(value)})`))).toBe('{"__proto__":{"a":1}}');
  });

  test('breaks a value earlier if less space is left on its line', () => {
    expect(toJavaScript([long], '', 40)).toBe(`["${long}"]`);
    expect(toJavaScript([long], '  ', 50)).toBe(`[\n    "${long}",\n  ]`);
  });
});

describe('toCommentLine', () => {
  const words = (count: number) => Array(count).fill('word').join(' ');

  test.each<[string, string, string]>([
    ['keeps a short line', '// word', '// word'],
    ['removes characters that would end the comment', '  // a\nb\u2028c<', '  // a b c '],
    ['wraps a long line', `// ${words(30)}`, `// ${words(23)}\n// ${words(7)}`],
    [
      'indents continued lines after a label',
      `//   reads   ${words(30)}`,
      `//   reads   ${words(21)}\n//           ${words(9)}`,
    ],
    [
      'indents all continued lines after a label',
      `  //   reads   ${words(50)}`,
      `  //   reads   ${words(21)}\n  //           ${words(21)}\n  //           ${words(8)}`,
    ],
    ['keeps a long line without spaces', `// ${'x'.repeat(200)}`, `// ${'x'.repeat(200)}`],
  ])('%s', (_, line, want) => {
    expect(toCommentLine(line)).toBe(want);
  });
});

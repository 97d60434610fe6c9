import { describe, expect, test } from 'vitest';
import { codeFrame } from '../../src/diagnostics/code-frame.ts';
import { rangeOf } from '../../src/diagnostics/origin.ts';
import { markSecrets } from '../../src/diagnostics/secret-spans.ts';

/** The frame for the first occurrence of `part` in a text. */
function frameOf(text: string, part: string, columns?: number): string {
  const start = text.indexOf(part);
  const source = { path: 'a.yaml', text };
  return codeFrame(source, rangeOf({ source, start, end: start + part.length }), columns);
}

describe('a code frame', () => {
  test('shows the previous line, the line, and carets under the range', () => {
    expect(frameOf('endpoints:\n  - gett: /a\n', 'gett')).toBe(
      ['  1 | endpoints:', '  2 |   - gett: /a', '    |     ^^^^'].join('\n'),
    );
  });
  test('of the first line has no previous line', () => {
    expect(frameOf('name: 12\nslug: a', '12')).toBe(['  1 | name: 12', '    |       ^^'].join('\n'));
  });
  test('aligns its bars when line numbers differ in length', () => {
    expect(frameOf(`${'\n'.repeat(9)}name: x`, 'x')).toBe(['   9 |', '  10 | name: x', '     |       ^'].join('\n'));
  });
  test('of a range over several lines marks the first line to its end', () => {
    expect(frameOf('a: {\n  b }\n', '{\n  b }')).toBe(['  1 | a: {', '    |    ^'].join('\n'));
  });
  test('of an empty range has one caret', () => {
    expect(frameOf('name: x', '')).toBe(['  1 | name: x', '    | ^'].join('\n'));
  });
  test('has as many carets as the escape of an invisible character has characters', () => {
    expect(frameOf('name: a\u200bb c', 'b')).toBe(['  1 | name: a\\u200bb c', '    |              ^'].join('\n'));
    expect(frameOf('name: a\u200bb c', '\u200b')).toBe(['  1 | name: a\\u200bb c', '    |        ^^^^^^'].join('\n'));
  });
  test('shows tabs as spaces, so that the carets are under the range', () => {
    expect(frameOf('\tname: x', 'name')).toBe(['  1 |  name: x', '    |  ^^^^'].join('\n'));
  });
});

describe('a long line', () => {
  const long = `${'a'.repeat(300)}HERE${'b'.repeat(300)}`;

  test('is shortened around the range', () => {
    const [line, carets] = frameOf(long, 'HERE').split('\n') as [string, string];
    expect(line.length).toBeLessThanOrEqual(80);
    expect(line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('HERE');
  });
  test.each<[string, number | undefined, number]>([
    ['80 columns without a terminal', undefined, 80],
    ['80 columns on a narrow terminal', 40, 80],
    ['the columns of a wider terminal', 120, 120],
    ['160 columns on a wide terminal', 160, 160],
    ['160 columns on a very wide terminal', 400, 160],
  ])('has at most %s', (_, columns, want) => {
    const [line, carets] = frameOf(long, 'HERE', columns).split('\n') as [string, string];
    // The margin has room for a line number of four digits, this one has one.
    expect(line.length).toBe(want - 4);
    expect(line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('HERE');
  });
  test('has "…" on each side that is cut', () => {
    expect(frameOf(long, 'HERE')).toMatch(/^ {2}1 \| …a+HEREb+…\n/);
    expect(frameOf(`${'a'.repeat(300)}HERE`, 'HERE')).toMatch(/^ {2}1 \| …a+HERE\n/);
    expect(frameOf(`HERE${'b'.repeat(300)}`, 'HERE')).toMatch(/^ {2}1 \| HEREb+…\n/);
    expect(frameOf(`HERE${'b'.repeat(66)}`, 'HERE')).toMatch(/^ {2}1 \| HEREb+\n/);
  });
  test('has "…" in the line before it as well, if that is cut', () => {
    const [before] = frameOf(`${'c'.repeat(300)}\n${long}`, 'HERE').split('\n');
    expect(before).toMatch(/^ {2}1 \| …c+…?$/);
    expect(frameOf(`\n${long}`, 'HERE').split('\n')[0]).toBe('  1 |');
  });
  test('has "…" before a secret', () => {
    const source = { path: 'a.yaml', text: `${'a'.repeat(300)}: canary` };
    markSecrets(source, () => [{ start: 302, end: 308 }]);
    const frame = codeFrame(source, rangeOf({ source, start: 302, end: 308 }));
    expect(frame).toMatch(/^ {2}1 \| …a+: ••••••\n/);
  });
  test('shows a range at its end', () => {
    const [line, carets] = frameOf(`${'a'.repeat(300)}HERE`, 'HERE').split('\n') as [string, string];
    expect(line.slice(carets.indexOf('^'))).toBe('HERE');
  });
  test('has no carets beyond the visible part', () => {
    const [line, carets] = frameOf(long, long).split('\n') as [string, string];
    expect(carets.length).toBe(line.length);
  });
});

describe('a code frame masks', () => {
  test('user and password of a URL, without moving the carets', () => {
    expect(frameOf('base_url: http://ann:secret@h.test/x', 'h.test')).toBe(
      ['  1 | base_url: http://••••••••••@h.test/x', '    |                             ^^^^^^'].join('\n'),
    );
  });
  test('a secret, the rest of its line, and the previous line', () => {
    const source = { path: 'a.yaml', text: 'client_secret: canary\npassword: canary # canary\n' };
    const range = rangeOf({ source, start: 32, end: 38 });
    markSecrets(source, () => [{ start: 32, end: 38 }]);
    expect(codeFrame(source, range)).toBe(['  2 | password: ••••••', '    |           ^^^^^^'].join('\n'));
  });

  /** The frame of a part of a text in which some other parts are secrets. */
  function frameBeside(text: string, part: string, secrets: readonly string[]): string[] {
    const source = { path: 'a.yaml', text };
    const spanOf = (one: string) => ({ start: text.indexOf(one), end: text.indexOf(one) + one.length });
    markSecrets(source, () => secrets.map(spanOf));
    return codeFrame(source, rangeOf({ source, ...spanOf(part) })).split('\n');
  }

  test.each<[string, string, string, string[], string[]]>([
    ['the line before', 'a: hunter2\nb: x', 'x', ['hunter2'], ['  1 | a: ••••••', '  2 | b: x', '    |    ^']],
    [
      'the same line, before the place',
      '{ a: hunter2, b: x }',
      'x',
      ['hunter2'],
      ['  1 | { a: ••••••, b: x }', '    |                 ^'],
    ],
    [
      'the same line, behind the place',
      '{ b: x, a: hunter2 }',
      'x',
      ['hunter2'],
      ['  1 | { b: x, a: •••••• }', '    |      ^'],
    ],
    [
      'both lines',
      'a: hunter2\n{ b: hunter3, c: x }',
      'x',
      ['hunter2', 'hunter3'],
      ['  1 | a: ••••••', '  2 | { b: ••••••, c: x }', '    |                 ^'],
    ],
    [
      'a comment that repeats it',
      'a: hunter2\nb: x # hunter2',
      'x',
      ['hunter2'],
      ['  1 | a: ••••••', '  2 | b: x # ••••••', '    |    ^'],
    ],
    [
      'the last line of several',
      'a: |\n  hunter2\n  hunter3\nb: x',
      'x',
      ['|\n  hunter2\n  hunter3'],
      ['  3 | ••••••', '  4 | b: x', '    |    ^'],
    ],
    [
      'a place around it',
      '{ a: hunter2 }',
      '{ a: hunter2 }',
      ['hunter2'],
      ['  1 | { a: •••••• }', '    | ^^^^^^^^^^^^^'],
    ],
    ['a place inside it', 'a: hunter2', 'ter', ['hunter2'], ['  1 | a: ••••••', '    |    ^^^^^^']],
    ['a whole file', 'a: hunter2\nb: x', 'x', ['a: hunter2\nb: x'], ['  2 | ••••••', '    | ^^^^^^']],
  ])('a secret in %s', (_, text, part, secrets, want) => {
    expect(frameBeside(text, part, secrets)).toEqual(want);
  });

  test('a secret that a long line cuts', () => {
    const text = `${'a'.repeat(20)}${'canary'.repeat(20)}${'b'.repeat(30)}HERE${'canary'.repeat(20)}`;
    expect(frameBeside(text, 'HERE', ['canary'.repeat(20)]).join('')).not.toContain('canary');
  });
});

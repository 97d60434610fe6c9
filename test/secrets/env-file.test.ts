import { describe, expect, test } from 'vitest';
import { parseEnvFile } from '../../src/secrets/env-file.ts';

describe('an env file', () => {
  test.each([
    ['a plain value', 'A=b', { A: 'b' }],
    ['a value with everything in it', 'A=a=b # c "d" $HOME `e` \\n', { A: 'a=b # c "d" $HOME `e` \\n' }],
    ['double quotes around it', 'A=" b "', { A: ' b ' }],
    ['single quotes around it', "A=' b # '", { A: ' b # ' }],
    ['a quote at one end only stays', 'A="b', { A: '"b' }],
    ['one lonely quote', 'A="', { A: '"' }],
    ['quotes inside quotes', 'A="b"c"', { A: 'b"c' }],
    ['two kinds of quotes stay', 'A="b\'', { A: '"b\'' }],
    ['nothing is an empty value', 'A=', { A: '' }],
    ['export and blanks around', '  export  A = b  ', { A: 'b' }],
    ['comments and blank lines', '\n# A=1\n  # B=2\n\nC=3\n', { C: '3' }],
    ['a byte order mark and CRLF', '\ufeffA=1\r\nB=2\r\n', { A: '1', B: '2' }],
    ['names as programs have them', '_a1=x', { _a1: 'x' }],
  ])('%s', (_, text, want) => {
    const { values, diagnostics } = parseEnvFile('s.env', text);
    expect(diagnostics).toEqual([]);
    expect(Object.fromEntries(values)).toEqual(want);
  });

  test.each([
    ['no equals sign', 'A=1\nsecret-password\n', 2],
    ['a name that is none', '1A=b', 1],
    ['a dash in the name', 'MY-KEY=b', 1],
    ['a name twice', 'A=1\n\n A=2', 3],
  ])('%s is an error with its line, and its text is not quoted', (_, text, line) => {
    const { diagnostics } = parseEnvFile('s.env', text);
    expect(diagnostics.map((one) => one.code)).toEqual(['bad-env-file']);
    expect(diagnostics[0]?.message).toContain(`line ${line}:`);
    expect(diagnostics[0]?.message).not.toContain('secret-password');
  });

  test('all bad lines are reported, and the first of a name is kept', () => {
    const { values, diagnostics } = parseEnvFile('s.env', 'A=1\n???\nA=2\n!!!');
    expect(diagnostics).toHaveLength(3);
    expect(values.get('A')).toBe('1');
  });
});

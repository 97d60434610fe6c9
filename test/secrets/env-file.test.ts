import { describe, expect, test } from 'vitest';
import { parseEnvFile } from '../../src/secrets/env-file.ts';

describe('parseEnvFile', () => {
  test.each([
    ['a plain value', 'A=b', { A: 'b' }],
    [
      'a value with special characters, taken literally',
      'A=a=b # c "d" $HOME `e` \\n',
      { A: 'a=b # c "d" $HOME `e` \\n' },
    ],
    ['a value in double quotes, which are removed', 'A=" b "', { A: ' b ' }],
    ['a value in single quotes, which are removed', "A=' b # '", { A: ' b # ' }],
    ['a quote at one end only, which is kept', 'A="b', { A: '"b' }],
    ['a single quote character as the value, which is kept', 'A="', { A: '"' }],
    ['quotes inside quotes, which are kept', 'A="b"c"', { A: 'b"c' }],
    ['different quotes at the two ends, which are kept', 'A="b\'', { A: '"b\'' }],
    ['a comment after double quotes', 'A="b c#d" # why', { A: 'b c#d' }],
    ['a comment after single quotes', "A='b \"c\" # d' # it is 'this' one", { A: 'b "c" # d' }],
    ['a comment directly after the quotes', 'A="b"#why', { A: 'b' }],
    ['quotes in a comment', 'A="b" # "why" and how', { A: 'b' }],
    ['an equals sign and a hash in quotes', 'A="a=b#c"', { A: 'a=b#c' }],
    ['line breaks as escapes in double quotes', 'A="a\\nb\\r\\n"', { A: 'a\nb\r\n' }],
    ['escapes in single quotes, which are kept', "A='a\\nb'", { A: 'a\\nb' }],
    ['an escaped quote in double quotes, which stays as dotenv has it', 'A="a\\"b" # c', { A: 'a\\"b' }],
    ['"export" before a value in quotes', 'export A="b" # c', { A: 'b' }],
    ['text after the quotes, which is part of the value', 'A="b" c', { A: '"b" c' }],
    ['nothing after the equals sign, which is an empty value', 'A=', { A: '' }],
    ['"export" and spaces around name and value', '  export  A = b  ', { A: 'b' }],
    ['comments and empty lines', '\n# A=1\n  # B=2\n\nC=3\n', { C: '3' }],
    ['a byte order mark and CRLF line ends', '\ufeffA=1\r\nB=2\r\n', { A: '1', B: '2' }],
    ['a name in lower case with an underscore and a digit', '_a1=x', { _a1: 'x' }],
  ])('accepts %s', (_, text, want) => {
    const { values, diagnostics } = parseEnvFile('s.env', text);
    expect(diagnostics).toEqual([]);
    expect(Object.fromEntries(values)).toEqual(want);
  });

  test.each([
    ['a line without an equals sign', 'A=1\nsecret-password\n', 2],
    ['a name that starts with a digit', '1A=b', 1],
    ['a dash in the name', 'MY-KEY=b', 1],
    ['a name that occurs twice', 'A=1\n\n A=2', 3],
  ])('reports %s with the line number, and does not quote the line', (_, text, line) => {
    const { diagnostics } = parseEnvFile('s.env', text);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['bad-env-file']);
    expect(diagnostics[0]?.message).toContain(`line ${line}:`);
    expect(diagnostics[0]?.message).not.toContain('secret-password');
  });

  test('reports all bad lines, and keeps the first value of a repeated name', () => {
    const { values, diagnostics } = parseEnvFile('s.env', 'A=1\n???\nA=2\n!!!');
    expect(diagnostics).toHaveLength(3);
    expect(values.get('A')).toBe('1');
  });
});

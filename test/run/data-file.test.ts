import { expect, test } from 'vitest';
import { parseData, parseDataFile } from '../../src/run/data-file.ts';

test.each([
  ['JSON', '[{"a":"x"},{"a":"y","b":"z"}]', [{ a: 'x' }, { a: 'y', b: 'z' }]],
  ['JSON values as text', '[{"n":1.5,"t":true,"e":""}]', [{ n: '1.5', t: 'true', e: '' }]],
  [
    'JSON numbers with more digits than a double can hold',
    '[{"n":12345678901234567890}]',
    [{ n: '12345678901234567890' }],
  ],
  ['JSON numbers with trailing zeros', '[{"n":1.10,"m":-0.50}]', [{ n: '1.10', m: '-0.50' }]],
  ['JSON numbers with exponents', '[{"n":1e3,"m":1E400,"l":-2.5e-7}]', [{ n: '1e3', m: '1E400', l: '-2.5e-7' }]],
  [
    'JSON with numbers inside strings and keys',
    '[{"a 1.10":"x 1.10 \\" 2.0","b\\\\":3.0}]',
    [{ 'a 1.10': 'x 1.10 " 2.0', 'b\\': '3.0' }],
  ],
  ['JSON after whitespace', ' \n[{"a":"x"}]', [{ a: 'x' }]],
  [
    'CSV',
    'a,b\n1,2\n3,4\n',
    [
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ],
  ],
  ['CSV without a newline at the end', 'a\n1', [{ a: '1' }]],
  ['CSV with several newlines at the end', 'a\n1\n\n\n', [{ a: '1' }]],
  [
    'CSV with an empty line between rows',
    'a,b\n1,2\n\n3,4',
    [
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ],
  ],
  ['CSV with one column, where an empty line is an empty value', 'a\n1\n\n2', [{ a: '1' }, { a: '' }, { a: '2' }]],
  ['CSV with quotes, commas and newlines in values', 'a,b\n"1,2","3\n""4"""\n', [{ a: '1,2', b: '3\n"4"' }]],
  ['CSV with quoted names', '"a",b\n1,2', [{ a: '1', b: '2' }]],
  [
    'CSV with spaces around names, which are removed, and around values, which are kept',
    ' a , b \n 1 , 2 ',
    [{ a: ' 1 ', b: ' 2 ' }],
  ],
  ['CSV with empty values', 'a,b\n,\n', [{ a: '', b: '' }]],
  ['CSV with a byte order mark', '\ufeffa,b\n1,2\n', [{ a: '1', b: '2' }]],
  ['CSV with a byte order mark before a quote', '\ufeff"a",b\n1,2\n', [{ a: '1', b: '2' }]],
  ['JSON with a byte order mark', '\ufeff[{"a":"x"}]', [{ a: 'x' }]],
  [
    'CSV with CRLF line ends',
    'a,b\r\n1,2\r\n3,4\r\n',
    [
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ],
  ],
  ['CSV with CRLF inside quotes', 'a,b\r\n"1\r\n2",3\r\n', [{ a: '1\r\n2', b: '3' }]],
  ['CSV with quotes inside quotes', 'a\n"say ""yes"""\n', [{ a: 'say "yes"' }]],
  ['CSV with braces and brackets in values', 'a,b\n{x},[y]\n', [{ a: '{x}', b: '[y]' }]],
  [
    'CSV with names of JavaScript object properties',
    'a,toString,valueOf\n1,2,3\n',
    [{ a: '1', toString: '2', valueOf: '3' }],
  ],
  ['null in JSON, which is an empty text', '[{"a":null,"b":"x"}]', [{ a: '', b: 'x' }]],
  [
    'objects and lists in JSON, with numbers as a script reads them',
    '[{"a":1,"order":{"id":7,"lines":[{"qty":1.5}]},"tags":["x",null]}]',
    [{ a: '1', order: { id: 7, lines: [{ qty: 1.5 }] }, tags: ['x', null] }],
  ],
  ['one key in two objects of an entry', '[{"a":{"x":1},"b":{"x":2},"x":"3"}]', [{ a: { x: 1 }, b: { x: 2 }, x: '3' }]],
  ['CSV with spaces before a quote', 'a,b\n1, "x, y"\n', [{ a: '1', b: 'x, y' }]],
  ['CSV with a tab before a quote and spaces after it', 'a,b\n\t"1"  ,"2" \n', [{ a: '1', b: '2' }]],
  ['CSV with spaces before quoted names', 'a, "b"\n1,2\n', [{ a: '1', b: '2' }]],
  ['CSV with a quote inside a value', 'a,b\n5" nail,x"y"z\n', [{ a: '5" nail', b: 'x"y"z' }]],
  ['CSV with JSON as a value without quotes', 'a,b\n{"x":1},2\n', [{ a: '{"x":1}', b: '2' }]],
  ['CSV with empty quotes', 'a,b\n"", ""\n', [{ a: '', b: '' }]],
  ['CSV with lines of spaces at the end', 'a,b\n1,2 \n  \n\t\n', [{ a: '1', b: '2 ' }]],
  ['CSV with CRLF line ends and empty lines at the end', 'a\r\n1\r\n\r\n', [{ a: '1' }]],
  ['CSV with semicolons in a value', 'user,b\na;b,2\n', [{ user: 'a;b', b: '2' }]],
  ['CSV numbers as they are written', 'a,b\n007,1.10', [{ a: '007', b: '1.10' }]],
])('reads %s', async (_, text, rows) => {
  expect(await parseData('d', text, ['user'])).toEqual({ value: rows, diagnostics: [] });
});

test.each([
  ['broken JSON', '[{"a":1}', ''],
  ['a single object', '{"a":1}', 'not a list'],
  ['an empty list', '[]', 'no entries'],
  ['a list with a number in it', '[{"a":1},2]', 'entry 2'],
  ['a list with null in it', '[null]', 'entry 1'],
  ['a list inside the list', '[["a"]]', 'entry 1'],
  ['an empty file', '', 'no rows'],
  ['a header without rows', 'a,b\n', 'no rows'],
  ['a row with too few fields', 'a,b\n1,2\n3\n', 'row 3 has 1'],
  ['a row with too few fields after an empty line', 'a,b\n1,2\n\n3\n', 'row 4 has 1'],
  ['a row with too many fields', 'a\n1,2\n', 'row 2 has 2'],
  ['an unclosed quote', 'a\n"1\n', 'row 2: a quote is not closed'],
  ['an unclosed quote in a later row', 'a,b\n1,2\n\n3,"4\n5,6\n', 'row 4: a quote is not closed'],
  ['text after a quote', 'a\n"1"2\n', 'row 2: there is text after a closing quote'],
  ['text after a quote with a space before it', 'a,b\n1, "2"3\n', 'row 2: there is text after a closing quote'],
  ['an unclosed quote with a space before it', 'a,b\n1, "2\n', 'row 2: a quote is not closed'],
  [
    'semicolons between the columns',
    'user;password\n1;2,5\n',
    'row 1: separate the columns with commas, not with semi',
  ],
  ['tabs between the columns', 'user\tpassword\n1\t2\n', 'row 1: separate the columns with commas, not with tabs'],
  ['a semicolon in a header with a comma in a name', 'user;"a, b"\n1;2\n', 'with semicolons'],
  ['a repeated column', 'user,password,user\n1,2,3\n', 'columns 1 and 3 are both "user"'],
  ['a repeated column with spaces around its name', 'user, user \n1,2\n', 'columns 1 and 2 are both "user"'],
  ['two columns without a name', 'user,,\n1,2,3\n', 'columns 2 and 3 have the same name'],
  ['a repeated JSON key', '[{"user":1},{"user":1,"b":2,"user":3}]', 'entry 2 has "user" twice'],
  ['a repeated key in an object of an entry', '[{"a":1},{"a":{"x":1,"y":{"x":1},"x":2}}]', 'entry 2 has "x" twice'],
  ['a repeated JSON key with an escape in it', '[{"user":"x:","\\u0075ser":3}]', 'entry 1 has "user" twice'],
])('refuses %s', async (_, text, reason) => {
  const { value, diagnostics } = await parseData('users.csv', text, ['user', 'password']);
  expect(value).toBeUndefined();
  expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['bad-data']);
  expect(diagnostics[0]?.message).toContain('users.csv');
  expect(diagnostics[0]?.message).toContain(reason);
});

test.each([
  ['broken JSON', '[\n{"password": canary}]'],
  ['semicolons between the columns', 'canary;canary\njohn;secret\n'],
  ['text after a quote', 'user,password\njane,"can"ary\n'],
  ['an unclosed quote', 'user,password\njane,"canary\n'],
  ['a row with too many fields', 'user,password\njane,canary,canary\n'],
  ['a missing header line', 'canary,canary\njohn,secret\n'],
])('the message does not quote a value, which may be a password: %s', async (_, text) => {
  const [diagnostic] = (await parseData('users', text, ['user', 'password'])).diagnostics;
  expect(diagnostic?.code).toBe('bad-data');
  expect(diagnostic?.message).not.toMatch(/can"?ary/);
});

test.each([
  ['CSV', 'a,b\n1,2\n\n"x\ny",3\n4,5\n', [2, 4, 6]],
  ['CSV with CRLF and one column', 'a\r\n1\r\n2\r\n', [2, 3]],
  ['JSON in lines', '[\n  {"a": "}\\"{"},\n\n  {"a": {"b": 1},\n   "c": 2}, {"a": 3}\n]', [2, 4, 5]],
])('each row has its line: %s', async (_, text, want) => {
  expect((await parseDataFile('d', text, [])).value?.lines).toEqual(want);
});

test.each([
  [
    'without names and values',
    'a,b,,\n1,2,,\n3,4,,\n',
    [
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ],
  ],
  ['without values', 'a,b,\n1,,\n', [{ a: '1', b: '' }]],
])('columns at the end %s are ignored', async (_, text, want) => {
  expect((await parseDataFile('d', text, [])).value?.rows).toEqual(want);
});

test('two columns without a name, one with a value, have the same name', async () => {
  const { diagnostics } = await parseDataFile('d', 'a,,\n1,,x\n', ['a']);
  expect(diagnostics[0]?.message).toContain('its columns 2 and 3 have the same name');
});

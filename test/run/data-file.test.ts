import { expect, test } from 'vitest';
import { parseData } from '../../src/run/data-file.ts';

test.each([
  ['JSON', '[{"a":"x"},{"a":"y","b":"z"}]', [{ a: 'x' }, { a: 'y', b: 'z' }]],
  ['JSON with values that become text', '[{"n":1.5,"t":true,"e":""}]', [{ n: '1.5', t: 'true', e: '' }]],
  ['JSON with more digits than a number has', '[{"n":12345678901234567890}]', [{ n: '12345678901234567890' }]],
  ['JSON with zeros at the end of a number', '[{"n":1.10,"m":-0.50}]', [{ n: '1.10', m: '-0.50' }]],
  ['JSON with exponents', '[{"n":1e3,"m":1E400,"l":-2.5e-7}]', [{ n: '1e3', m: '1E400', l: '-2.5e-7' }]],
  [
    'JSON with numbers inside of text and of keys',
    '[{"a 1.10":"x 1.10 \\" 2.0","b\\\\":3.0}]',
    [{ 'a 1.10': 'x 1.10 " 2.0', 'b\\': '3.0' }],
  ],
  ['JSON with blanks before it', ' \n[{"a":"x"}]', [{ a: 'x' }]],
  [
    'CSV',
    'a,b\n1,2\n3,4\n',
    [
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ],
  ],
  ['CSV without a last line end', 'a\n1', [{ a: '1' }]],
  ['CSV with several last line ends', 'a\n1\n\n\n', [{ a: '1' }]],
  [
    'CSV with an empty line between rows',
    'a,b\n1,2\n\n3,4',
    [
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ],
  ],
  ['CSV with one column, where an empty line is an empty value', 'a\n1\n\n2', [{ a: '1' }, { a: '' }, { a: '2' }]],
  ['CSV with quotes, commas and line ends in values', 'a,b\n"1,2","3\n""4"""\n', [{ a: '1,2', b: '3\n"4"' }]],
  ['CSV with quoted names', '"a",b\n1,2', [{ a: '1', b: '2' }]],
  ['CSV with blanks around names, not around values', ' a , b \n 1 , 2 ', [{ a: ' 1 ', b: ' 2 ' }]],
  ['CSV with empty values', 'a,b\n,\n', [{ a: '', b: '' }]],
  ['CSV with a byte order mark', '\ufeffa,b\n1,2\n', [{ a: '1', b: '2' }]],
  ['CSV with a byte order mark before a quote', '\ufeff"a",b\n1,2\n', [{ a: '1', b: '2' }]],
  ['JSON with a byte order mark', '\ufeff[{"a":"x"}]', [{ a: 'x' }]],
  [
    'CSV with line ends of Windows',
    'a,b\r\n1,2\r\n3,4\r\n',
    [
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ],
  ],
  ['CSV with line ends of Windows inside of quotes', 'a,b\r\n"1\r\n2",3\r\n', [{ a: '1\r\n2', b: '3' }]],
  ['CSV with quotes inside of quotes', 'a\n"say ""yes"""\n', [{ a: 'say "yes"' }]],
  ['CSV with braces and brackets in values', 'a,b\n{x},[y]\n', [{ a: '{x}', b: '[y]' }]],
  ['CSV with names that every object has', 'a,toString,valueOf\n1,2,3\n', [{ a: '1', toString: '2', valueOf: '3' }]],
  ['CSV keeps the spelling of numbers', 'a,b\n007,1.10', [{ a: '007', b: '1.10' }]],
])('reads %s', async (_, text, rows) => {
  expect(await parseData('d', text, [])).toEqual({ value: rows, diagnostics: [] });
});

test.each([
  ['broken JSON', '[{"a":1}', ''],
  ['one object', '{"a":1}', 'not a list'],
  ['an empty list', '[]', 'no entries'],
  ['a list of something else', '[{"a":1},2]', 'entry 2'],
  ['a list of nothing', '[null]', 'entry 1'],
  ['a list in the list', '[["a"]]', 'entry 1'],
  ['a nested value', '[{"a":1},{"a":{"b":1}}]', '"a" in entry 2'],
  ['null as a value', '[{"a":null}]', '"a" in entry 1'],
  ['nothing', '', 'no rows'],
  ['a header alone', 'a,b\n', 'no rows'],
  ['a row with too few fields', 'a,b\n1,2\n3\n', 'row 3 has 1'],
  ['a short row below an empty line', 'a,b\n1,2\n\n3\n', 'row 4 has 1'],
  ['a row with too many', 'a\n1,2\n', 'row 2 has 2'],
  ['a quote that is left open', 'a\n"1\n', 'row 2: a quote is not closed'],
  ['a quote that is left open in a later row', 'a,b\n1,2\n\n3,"4\n5,6\n', 'row 4: a quote is not closed'],
  ['text after a quote', 'a\n"1"2\n', 'row 2: there is text after a closing quote'],
  ['a quote inside of a value', 'a\n1\nab"c\n', 'row 3: there is a quote inside a value'],
  ['a blank before a quote', 'a,b\n1, "2"\n', 'row 2: there is a quote inside a value'],
  ['a column that is there twice', 'user,password,user\n1,2,3\n', 'columns 1 and 3 are both "user"'],
  [
    'a column that is there twice, with blanks around its name',
    'user, user \n1,2\n',
    'columns 1 and 2 are both "user"',
  ],
  ['two columns without a name', 'user,,\n1,2,3\n', 'columns 2 and 3 have the same name'],
  ['a JSON key that is there twice', '[{"user":1},{"user":1,"b":2,"user":3}]', 'entry 2 has "user" twice'],
  ['a JSON key that is there twice in other spellings', '[{"user":"x:","\\u0075ser":3}]', 'entry 1 has "user" twice'],
])('refuses %s', async (_, text, reason) => {
  const { value, diagnostics } = await parseData('users.csv', text, ['user', 'password']);
  expect(value).toBeUndefined();
  expect(diagnostics.map((one) => one.code)).toEqual(['bad-data']);
  expect(diagnostics[0]?.message).toContain('users.csv');
  expect(diagnostics[0]?.message).toContain(reason);
});

test.each([
  ['JSON', '[\n{"password": canary}]'],
  ['a quote inside of a value', 'user,password\njane,can"ary\n'],
  ['text after a quote', 'user,password\njane,"can"ary\n'],
  ['a quote that is left open', 'user,password\njane,"canary\n'],
  ['a row with too many fields', 'user,password\njane,canary,canary\n'],
  ['a header that is missing', 'canary,canary\njohn,secret\n'],
])('a value that may be a password is not repeated: %s', async (_, text) => {
  const [fault] = (await parseData('users', text, ['user', 'password'])).diagnostics;
  expect(fault?.code).toBe('bad-data');
  expect(fault?.message).not.toMatch(/can"?ary/);
});

import { expect, test } from 'vitest';
import { parseNewmanRows } from '../../../src/run/data/newman-rows.ts';

test.each<[title: string, text: string, want: object[]]>([
  ['JSON with its types', '[{"n":1,"b":true,"z":null,"o":{"a":[1]}}]', [{ n: 1, b: true, z: null, o: { a: [1] } }]],
  ['JSON with a byte order mark', '\ufeff[{"a":"x"}]', [{ a: 'x' }]],
  ['CSV with numbers', 'a,b,c,d,e\n1,-2.5,.5,1e3,007\n', [{ a: 1, b: -2.5, c: 0.5, d: 1000, e: 7 }]],
  ['numbers in quotes stay text', 'a,b\n"1",x1\n', [{ a: '1', b: 'x1' }]],
  ['what only begins like a number is text', 'a,b,c\n1 2,0x10,12-03\n', [{ a: '1 2', b: '0x10', c: '12-03' }]],
  ['spaces around values, and empty ones', 'a, b\n x ,\n', [{ a: 'x', b: '' }]],
  ['a comma in quotes, and a line that is short', 'a,b\n"x, y",1\nz\n', [{ a: 'x, y', b: 1 }, { a: 'z' }]],
])('%s', async (_, text, want) => {
  expect((await parseNewmanRows('d', text)).value).toEqual(want);
});

test.each<[title: string, text: string]>([
  ['no rows', '[]'],
  ['a header only', 'a,b\n'],
  ['an object', '{"a":1}'],
  ['a list of values', '[1]'],
  ['broken JSON', '[{"password":"hunter2"'],
  ['a quote that is not closed', 'a\n"x\n'],
])('%s is no data', async (_, text) => {
  const { value, diagnostics } = await parseNewmanRows('d', text);
  expect([value, diagnostics.map(({ code }) => code)]).toEqual([undefined, ['bad-data']]);
  expect(JSON.stringify(diagnostics)).not.toContain('hunter2');
});

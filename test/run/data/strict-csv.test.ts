import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toStrictCsv } from '../../../src/run/data/strict-csv.ts';

test.each([
  ['spaces before a quote are removed', 'a, "b"', 'a,"b"'],
  ['spaces after a closing quote are removed', '"a" ,b\n"c"  ', '"a",b\n"c"'],
  ['spaces without quotes are kept', ' a , b \n', ' a , b \n'],
  ['a field with a quote inside is put in quotes', '5" nail,b', '"5"" nail",b'],
  ['text after a closing quote is kept, for the parser to report', '"a" b,c', '"a" b,c'],
  ['an unclosed quote is kept, for the parser to report', 'a, "b\n', 'a,"b\n'],
])('%s', (_, text, want) => expect(toStrictCsv(text)).toBe(want));

test('CSV as RFC 4180 has it stays as it is', () => {
  const bare = fc.string({ unit: fc.constantFrom('a', ' ', ';', 'é') });
  const quoted = fc.string({ unit: fc.constantFrom('a', '""', ',', '\n', ' ') }).map((text) => `"${text}"`);
  const line = fc.array(fc.oneof(bare, quoted), { minLength: 1 }).map((fields) => fields.join(','));
  const csv = fc.array(line).map((lines) => lines.join('\n'));
  fc.assert(fc.property(csv, (text) => toStrictCsv(text) === text));
});

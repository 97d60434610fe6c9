import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { toPlain } from '../../src/source/node.ts';
import { parse } from '../../src/source/parse.ts';
import { Commented, type Printable, printValue } from '../../src/source/print/print-value.ts';

describe('a value is printed as people write it', () => {
  const rows: [title: string, value: Printable, want: string][] = [
    [
      'a short map is in braces',
      { query: { limit: 10, fields: ['a', 'b'] } },
      'query: { limit: 10, fields: [a, b] }\n',
    ],
    ['a path with a parameter has no quotes', ['GET /users/{id}'], '- GET /users/{id}\n'],
    ['a reference has quotes', { login: '{{name}}' }, 'login: "{{name}}"\n'],
    ['an address has no quotes', { base_url: 'https://a.example/x' }, 'base_url: https://a.example/x\n'],
    ['a text that looks like a number has quotes', { v: '1.10', d: '2020-01-01' }, 'v: "1.10"\nd: "2020-01-01"\n'],
    ['so do words of other types', { a: 'yes', b: 'null', c: '~' }, 'a: "yes"\nb: "null"\nc: "~"\n'],
    ['no value is an empty key', { a: null, b: { c: null } }, 'a:\nb:\n  c:\n'],
    ['an absent value has no key', { a: undefined, b: 1 }, 'b: 1\n'],
    ['several lines are a block', { d: 'one\ntwo' }, 'd: |-\n  one\n  two\n'],
    [
      'a long text is folded',
      { d: `${'word '.repeat(30)}end` },
      `d: >-\n  ${'word '.repeat(22)}word\n  ${'word '.repeat(7)}end\n`,
    ],
    ['a comment is above its key', { a: new Commented(['why'], 1) }, '# why\na: 1\n'],
    ['a comment is above its item', { a: [new Commented(['x\ny'], 'GET /')] }, 'a:\n  # x\n  # y\n  - GET /\n'],
    ['a colon and a number sign have quotes', ['a: b', 'a #b', 'a#b'], '- "a: b"\n- "a #b"\n- a#b\n'],
    ['digits that JavaScript would round stay', { id: '\u00001003200000000001759' }, 'id: 1003200000000001759\n'],
    ['invisible characters are escaped', { a: 'x\u202ey' }, 'a: "x\\u202ey"\n'],
    ['so are those of a flag, above U+FFFF', { a: 'x\u{e0067}' }, 'a: "x\\U000e0067"\n'],
  ];
  test.each(rows)('%s', (_, value, want) => {
    expect(printValue(value)).toBe(want);
  });
});

test('what is printed is read as the same value', () => {
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie('json'), { maxLength: 5 }),
      fc.dictionary(key, tie('json'), { maxKeys: 5 }),
    ),
  })) as { json: fc.Arbitrary<unknown> };
  fc.assert(
    fc.property(fc.dictionary(key, json, { minKeys: 1, maxKeys: 5 }), (value) => {
      const text = printValue(value as Printable);
      expect(parseYaml(text)).toEqual(value);
      const { value: tree, diagnostics } = parse({ path: 'x.yaml', text });
      // Our reader refuses invisible characters.
      if (diagnostics.some(({ code }) => code === 'control-character')) return;
      expect(diagnostics).toEqual([]);
      expect(tree && toPlain(tree)).toEqual(value);
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 300) },
  );
});

const word = fc.constantFrom(
  'a',
  'b c',
  ' ',
  '\n',
  '#',
  ' #',
  ': ',
  ':',
  '- ',
  '{',
  '}',
  '[',
  ',',
  '"',
  "'",
  '{{x}}',
  '1',
  'é',
  '\u202e',
  '\t',
  '%',
  '&',
  '*',
  '!',
  '|',
  '>',
  'true',
  'long words '.repeat(14),
);
const text = fc.array(word, { maxLength: 8 }).map((words) => words.join(''));
const scalar = fc.oneof(
  text,
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
);
const key = fc
  .oneof(fc.constantFrom('a', 'b-c', 'x y', 'true', '1', '{{x}}', '<<x', 'é', '#a', 'f[a]'), text)
  .filter((name) => name !== '' && name !== '__proto__' && name !== '<<');

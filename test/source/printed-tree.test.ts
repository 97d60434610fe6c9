import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { secretSpans, textOf } from '../../src/diagnostics/secret-spans.ts';
import type { SyntaxNode } from '../../src/source/node.ts';
import { parse } from '../../src/source/parse.ts';
import { Commented, type Printable, printValue } from '../../src/source/print/print-value.ts';
import { printedTree } from '../../src/source/print/printed-tree.ts';
import { arbitraryPrintable } from '../support/arbitrary-printable.ts';

const sourceOf = (text: string) => ({ path: 'x.yaml', text });

/** A tree without its source, to compare it. */
const bareOf = (tree: SyntaxNode | undefined) =>
  JSON.parse(JSON.stringify(tree, (key, value) => (key === 'source' ? undefined : value)) ?? 'null');

describe('the tree of a printed value is the one that the parser returns', () => {
  const rows: [title: string, value: Printable][] = [
    ['a scalar', 'GET /books'],
    ['a key without a value', { a: null, b: 1 }],
    ['a comment below a key without a value', { a: { b: null }, c: new Commented(['why'], 1) }],
    ['a text with escapes', { a: 'one "two" \\ \t.', 'a "key"': 'é' }],
    ['a text in several lines', { a: 'one\n\ntwo\n', b: { c: 'three\nfour' } }],
    ['a folded text', { a: ['word '.repeat(60).trim(), 'next'] }],
    ['maps and lists in one line', { a: { b: [1, 'x, y', {}], c: null, d: [] } }],
    ['lists of lists', [[1, [2, '3']], [{ a: ['x\ny'] }]]],
    ['digits that JavaScript would round', { id: '\u00001003200000000001759', size: '\u00001e400' }],
    ['comments of several lines', [new Commented(['one\ntwo'], { a: new Commented(['three'], true) })]],
    ['a key with a name of the language', { constructor: 1, toString: { valueOf: 'x' } }],
  ];
  test.each(rows)('%s', (_, value) => {
    const source = sourceOf(printValue(value));
    const parsed = parse(source);
    expect(parsed.diagnostics).toEqual([]);
    expect(bareOf(printedTree(value, source))).toEqual(bareOf(parsed.value));
  });

  test('any value; and where the parser reports something, there is no tree', () => {
    fc.assert(
      fc.property(arbitraryPrintable, fc.boolean(), (value, isLong) => {
        const isFull = (part: object) => Object.values(part).some((item) => item !== undefined);
        const source = sourceOf(printValue(value, isLong ? { isBlock: isFull } : {}));
        const parsed = parse(source);
        const want = parsed.diagnostics.length > 0 ? null : bareOf(parsed.value);
        expect(bareOf(printedTree(value, source))).toEqual(want);
      }),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 300) },
    );
  });
});

describe('there is no tree', () => {
  const rows: [title: string, value: Printable, text: string][] = [
    ['for another text', { a: 1 }, 'a: 2\n'],
    ['for another key', { a: 1 }, 'b: 1\n'],
    ['for a text that goes on', { a: 1 }, 'a: 1\nb: 2\n'],
    ['for a text that ends early', { a: 1, b: 2 }, 'a: 1\n'],
    ['for another text in quotes', { a: 'b: c' }, 'a: "b: d"\n'],
    ['for a text whose quotes do not end', { a: 'b: c' }, 'a: "b: c\n'],
    ['for another text in lines', { a: 'b\nc' }, 'a: |-\n  b\n  d\n'],
    ['for a key that is refused', { '<<': 1 }, '"<<": 1\n'],
    ['for a character that hides others', { a: 'x\u202ey' }, 'a: "x\\u202ey"\n'],
    ['for a map that was printed without its keys', { a: new Commented([], { b: undefined }) }, 'a:\n'],
    ['for a number that is none', { a: '\u00001a' }, 'a: 1a\n'],
    ['for a key that is too long for a line', { ['k'.repeat(1100)]: 1 }, `${'k'.repeat(1100)}: 1\n`],
    ['for too many levels', nested(60), printValue(nested(60))],
  ];
  test.each(rows)('%s', (_, value, text) => {
    expect(printedTree(value, sourceOf(text))).toBeUndefined();
  });
});

test('its secrets are those that are found after parsing', () => {
  const value = {
    variables: { pin: { secret: true, value: 'tulip-42' } },
    environments: { main: { pin: 'tulip-43', password: 'rose-44', base_url: 'https://a.example' } },
    endpoints: [{ request: 'GET /', headers: { 'X-Api-Key': '8f3b9c1d2e4f' } }],
  };
  const [printed, parsed] = [sourceOf(printValue(value)), sourceOf(printValue(value))];
  expect(printedTree(value, printed)).toBeDefined();
  parse(parsed);
  expect(secretSpans(printed)).toEqual(secretSpans(parsed));
  expect(secretSpans(printed).map((span) => textOf(printed, span))).toEqual([
    'tulip-42',
    'tulip-43',
    'rose-44',
    '8f3b9c1d2e4f',
  ]);
});

function nested(levels: number): Printable {
  return levels === 0 ? 1 : [nested(levels - 1)];
}

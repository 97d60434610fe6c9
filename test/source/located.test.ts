import { describe, expect, test } from 'vitest';
import type { Origin } from '../../src/diagnostics/origin.ts';
import { Located } from '../../src/source/located.ts';
import type { SyntaxNode } from '../../src/source/node.ts';
import { parse } from '../../src/source/parse.ts';
import { toSource } from '../../src/source/read.ts';

interface List {
  name?: string;
  limit?: number | null;
  empty?: string | null;
  tags?: string[];
  path?: Record<string, string>;
}

const text = 'name: "Shop"\nlimit: 1.10\nempty:\ntags: [a, b]\npath: { z: 1, a: 2 }\n';
const list = new Located<List>(parse(toSource('a.yaml', text)).value as SyntaxNode);
const shown = ({ start, end }: Origin) => text.slice(start, end);

describe('a located value', () => {
  test('has the plain value and its spelling', () => {
    expect(list.get('limit')?.value()).toBe(1.1);
    expect(list.get('limit')?.text()).toBe('1.10');
    expect(list.get('name')?.text()).toBe('Shop');
  });
  test('has an empty text for a map or a list', () => {
    expect(list.text()).toBe('');
    expect(list.get('tags')?.text()).toBe('');
  });
  test('can be used as an origin', () => {
    expect(shown(list.get('name') as Origin)).toBe('"Shop"');
    expect(list.get('name')?.source.path).toBe('a.yaml');
  });
  test('distinguishes a key without a value from an absent key', () => {
    expect([list.has('empty'), list.get('empty')]).toEqual([true, undefined]);
    expect([list.has('other'), list.get('name')?.has('x')]).toEqual([false, false]);
    expect(shown(list.keyOrigin('empty'))).toBe('empty');
    expect(list.keyOrigin('other')).toBe(list);
  });
  test('returns items and entries in the order of the file', () => {
    expect(
      list
        .get('tags')
        ?.items()
        .map((item) => item.text()),
    ).toEqual(['a', 'b']);
    expect(
      list
        .get('path')
        ?.entries()
        .map(({ key, value }) => `${key}=${value.text()}`),
    ).toEqual(['z=1', 'a=2']);
    expect(list.get('name')?.entries()).toEqual([]);
  });
  test('counts as a list with one item when it is not a list', () => {
    expect(
      list
        .get('name')
        ?.items()
        .map((item) => item.text()),
    ).toEqual(['Shop']);
  });
  test('knows its kind', () => {
    expect([list.is('mapping'), list.get('tags')?.is('sequence'), list.get('name')?.is('scalar')]).toEqual([
      true,
      true,
      true,
    ]);
    expect(
      list
        .entries()
        .filter(({ value }) => value.isNull())
        .map(({ key }) => key),
    ).toEqual(['empty']);
  });
});

describe('the place of a part of a text', () => {
  const partOf = (yaml: string, start: number, end: number) => {
    const located = new Located<string>(parse(toSource('a.yaml', yaml)).value as SyntaxNode);
    const origin = located.slice(start, end);
    return yaml.slice(origin.start, origin.end);
  };
  test.each([
    ['plain', 'GET /{{a}}', 5, 10, '{{a}}'],
    ['quoted', '"GET /{{a}}"', 5, 10, '{{a}}'],
    ['the second of two equal parts', '{{a}}{{a}}x', 5, 10, '{{a}}'],
    ['after an escape, which the file spells differently', '"\\u00e9{{a}}"', 1, 6, '{{a}}'],
    ['in a block of text', '|\n  one\n  {{a}}\n', 4, 9, '{{a}}'],
  ])('%s', (_, yaml, start, end, wanted) =>
    // A text that starts with a brace needs quotes.
    expect(partOf(yaml.startsWith('{') ? `"${yaml}"` : yaml, start, end)).toBe(wanted),
  );
  test('is the whole text when the file spells the part differently', () =>
    expect(partOf('"a\\tb"', 0, 3)).toBe('"a\\tb"'));
  test('is the whole list for a list', () => expect(partOf('[a]', 0, 1)).toBe('[a]'));
});

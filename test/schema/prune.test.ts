import { describe, expect, test } from 'vitest';
import { withoutEntries, withoutKeys } from '../../src/schema/prune.ts';
import { type SyntaxNode, toPlain } from '../../src/source/node.ts';
import { parse } from '../../src/source/parse.ts';
import { toSource } from '../../src/source/read.ts';

const text = `name: Shop
nmae: Shop
endpoints:
  - GET /a
  - folder: Orders
    endpoints:
      - GET /b
      - { request: GET /c, heders: {} }
  - GET /d
`;
/** The list without the entries and keys in which these words are. */
function without(...words: string[]): unknown {
  const tree = parse(toSource('a.yaml', text)).value as SyntaxNode;
  const rest = withoutEntries(
    tree,
    words.map((word) => text.indexOf(word)),
  );
  return rest && toPlain(rest);
}

describe('faulty entries are removed', () => {
  const shop = { name: 'Shop', nmae: 'Shop' };
  test('one entry', () => {
    expect(without('GET /d')).toEqual({
      ...shop,
      endpoints: ['GET /a', { folder: 'Orders', endpoints: ['GET /b', { request: 'GET /c', heders: {} }] }],
    });
  });
  test('an entry of a folder, but not the folder', () => {
    expect(without('heders')).toEqual({
      ...shop,
      endpoints: ['GET /a', { folder: 'Orders', endpoints: ['GET /b'] }, 'GET /d'],
    });
  });
  test('several entries', () => {
    expect(without('heders', 'GET /a')).toEqual({
      ...shop,
      endpoints: [{ folder: 'Orders', endpoints: ['GET /b'] }, 'GET /d'],
    });
  });
  test('a folder with all its entries, when its name is faulty', () => {
    expect(without('Orders')).toEqual({ ...shop, endpoints: ['GET /a', 'GET /d'] });
  });
  test('an unknown key of the list', () => {
    expect(without('nmae')).toMatchObject({ name: 'Shop' });
    expect(without('nmae')).not.toHaveProperty('nmae');
  });
});

test('the result is undefined when the list itself is faulty', () => {
  expect(without('name: Shop')).toBeUndefined();
  expect(withoutEntries(parse(toSource('a.yaml', '[a]')).value as SyntaxNode, [1])).toBeUndefined();
  expect(withoutEntries(parse(toSource('a.yaml', 'endpoints: a')).value as SyntaxNode, [11])).toBeUndefined();
});

describe('unknown keys are removed', () => {
  const tree = parse(toSource('a.yaml', text)).value as SyntaxNode;
  const rest = (...words: string[]) => toPlain(withoutKeys(tree, new Set(words.map((word) => text.indexOf(word)))));
  const folder = (last: unknown) => ({ folder: 'Orders', endpoints: ['GET /b', last] });
  const whole = { request: 'GET /c', heders: {} };

  test.each<[string, string[], unknown]>([
    ['none', [], { name: 'Shop', nmae: 'Shop', endpoints: ['GET /a', folder(whole), 'GET /d'] }],
    ['a key of the list', ['nmae'], { name: 'Shop', endpoints: ['GET /a', folder(whole), 'GET /d'] }],
    [
      'a key of an entry, but not the entry',
      ['heders'],
      { name: 'Shop', nmae: 'Shop', endpoints: ['GET /a', folder({ request: 'GET /c' }), 'GET /d'] },
    ],
    ['both', ['nmae', 'heders'], { name: 'Shop', endpoints: ['GET /a', folder({ request: 'GET /c' }), 'GET /d'] }],
    ['with everything below them', ['endpoints'], { name: 'Shop', nmae: 'Shop' }],
    ['but not a value at that position', ['GET /d'], toPlain(tree)],
  ])('%s', (_, words, want) => {
    expect(rest(...words)).toEqual(want);
  });

  test('the original tree does not change', () => {
    const before = toPlain(tree);
    rest('nmae', 'heders');
    expect(toPlain(tree)).toEqual(before);
  });
});

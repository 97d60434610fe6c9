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
/** The list without what stands at these words. */
function without(...words: string[]): unknown {
  const tree = parse(toSource('a.yaml', text)).value as SyntaxNode;
  const rest = withoutEntries(
    tree,
    words.map((word) => text.indexOf(word)),
  );
  return rest && toPlain(rest);
}

describe('what is wrong is taken out, and the rest can be looked at', () => {
  const shop = { name: 'Shop', nmae: 'Shop' };
  test('an entry', () => {
    expect(without('GET /d')).toEqual({
      ...shop,
      endpoints: ['GET /a', { folder: 'Orders', endpoints: ['GET /b', { request: 'GET /c', heders: {} }] }],
    });
  });
  test('an entry of a folder, which itself stays', () => {
    expect(without('heders')).toEqual({
      ...shop,
      endpoints: ['GET /a', { folder: 'Orders', endpoints: ['GET /b'] }, 'GET /d'],
    });
  });
  test('several', () => {
    expect(without('heders', 'GET /a')).toEqual({
      ...shop,
      endpoints: [{ folder: 'Orders', endpoints: ['GET /b'] }, 'GET /d'],
    });
  });
  test('a folder whose own name is wrong goes with all that it has', () => {
    expect(without('Orders')).toEqual({ ...shop, endpoints: ['GET /a', 'GET /d'] });
  });
  test('a key of the list that means nothing', () => {
    expect(without('nmae')).toMatchObject({ name: 'Shop' });
    expect(without('nmae')).not.toHaveProperty('nmae');
  });
});

test('nothing is left to look at when the list itself is wrong', () => {
  expect(without('name: Shop')).toBeUndefined();
  expect(withoutEntries(parse(toSource('a.yaml', '[a]')).value as SyntaxNode, [1])).toBeUndefined();
  expect(withoutEntries(parse(toSource('a.yaml', 'endpoints: a')).value as SyntaxNode, [11])).toBeUndefined();
});

describe('unknown keys are taken out where they stand', () => {
  const tree = parse(toSource('a.yaml', text)).value as SyntaxNode;
  const rest = (...words: string[]) => toPlain(withoutKeys(tree, new Set(words.map((word) => text.indexOf(word)))));
  const folder = (last: unknown) => ({ folder: 'Orders', endpoints: ['GET /b', last] });
  const whole = { request: 'GET /c', heders: {} };

  test.each<[string, string[], unknown]>([
    ['none', [], { name: 'Shop', nmae: 'Shop', endpoints: ['GET /a', folder(whole), 'GET /d'] }],
    ['one of the list', ['nmae'], { name: 'Shop', endpoints: ['GET /a', folder(whole), 'GET /d'] }],
    [
      'one of an entry, which itself stays',
      ['heders'],
      { name: 'Shop', nmae: 'Shop', endpoints: ['GET /a', folder({ request: 'GET /c' }), 'GET /d'] },
    ],
    ['both', ['nmae', 'heders'], { name: 'Shop', endpoints: ['GET /a', folder({ request: 'GET /c' }), 'GET /d'] }],
    ['with all that they hold', ['endpoints'], { name: 'Shop', nmae: 'Shop' }],
    ['a place that is a value takes nothing', ['GET /d'], toPlain(tree)],
  ])('%s', (_, words, want) => {
    expect(rest(...words)).toEqual(want);
  });

  test('the tree that was given stays as it was', () => {
    const before = toPlain(tree);
    rest('nmae', 'heders');
    expect(toPlain(tree)).toEqual(before);
  });
});

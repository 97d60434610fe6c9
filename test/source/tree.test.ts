import { describe, expect, test } from 'vitest';
import type { MappingNode, ScalarNode } from '../../src/source/node.ts';
import { toPlain } from '../../src/source/node.ts';
import { parse } from '../../src/source/parse.ts';
import { toSource } from '../../src/source/read.ts';
import { errorLines } from '../support/error-lines.ts';

const source = (text: string) => toSource('endpoints.yaml', text);
const treeOf = (text: string) => parse(source(text)).value as MappingNode;
const scalarOf = (text: string) => treeOf(text).pairs[0]?.value as ScalarNode;
const said = (text: string) => errorLines(parse(source(text)).diagnostics);

describe('a scalar keeps its spelling', () => {
  test.each([
    ['a number', 'a: 1.10', 1.1, '1.10', false],
    ['a leading zero', 'a: 01234', 1234, '01234', false],
    ['true', 'a: True', true, 'True', false],
    ['null', 'a: ~', null, '~', false],
    ['no value', 'a:', null, '', false],
    ['text', 'a: b c', 'b c', 'b c', false],
    ['a number in quotes', 'a: "010"', '010', '010', true],
    ['single quotes', "a: 'it''s'", "it's", "it's", true],
    ['escapes', 'a: "\\u00e9"', 'é', 'é', true],
    ['a block', 'a: |\n  b\n  c\n', 'b\nc\n', 'b\nc\n', true],
  ])('%s', (_, text, value, spelling, quoted) => expect(scalarOf(text)).toMatchObject({ value, spelling, quoted }));

  test('and has its place', () => {
    const { start, end } = scalarOf('a: "b" # c');
    expect('a: "b" # c'.slice(start, end)).toBe('"b"');
  });
});

describe('a mapping', () => {
  test('keeps the order of the file, even for numeric keys', () => {
    expect(treeOf('10: a\n9: b\nx: c\n').pairs.map((pair) => pair.key)).toEqual(['10', '9', 'x']);
  });
  test('knows the place of every key', () => {
    const [, pair] = treeOf('a: 1\n"b c": 2\n').pairs;
    expect(pair?.keyOrigin).toMatchObject({ start: 5, end: 10 });
  });
  test('keeps the first of two equal keys, and reports both places', () => {
    const { value, diagnostics } = parse(source('a: 1\nb: 2\n"a": 3\n'));
    expect(value && toPlain(value)).toEqual({ a: 1, b: 2 });
    expect(errorLines(diagnostics)).toEqual(['3:1 error duplicate-key']);
    expect(diagnostics[0]?.related).toMatchObject([{ range: { start: { line: 1, column: 1 } } }]);
  });
  test('must not have the key __proto__, which could change every object', () => {
    expect(said('a: 1\n__proto__: { polluted: true }\n"__proto__ ": 2\n')).toEqual(['2:1 error forbidden-key']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
  test('can have other keys that JavaScript objects inherit', () => {
    const { value, diagnostics } = parse(source('constructor: 1\nprototype: { a: 2 }\ntoString: 3\n'));
    expect(diagnostics).toEqual([]);
    expect(value && Object.entries(toPlain(value) as object)).toEqual([
      ['constructor', 1],
      ['prototype', { a: 2 }],
      ['toString', 3],
    ]);
  });
  test('must not have a key without a colon inside of braces', () => {
    expect(said('a: { b, c: 1, d: }')).toEqual(['1:6 error comma-in-braces']);
    expect(said('a:\n  b:\n')).toEqual([]);
  });
});

describe('aliases', () => {
  test('are expanded', () => {
    expect(toPlain(treeOf('a: &x [1, 2]\nb: *x\nc: [*x, *x]\n'))).toEqual({
      a: [1, 2],
      b: [1, 2],
      c: [
        [1, 2],
        [1, 2],
      ],
    });
  });
  test.each([
    ['a list in itself', 'a: &x [*x]', '1:8 error yaml-alias'],
    ['a map in itself', 'a: &x { b: { c: *x } }', '1:17 error yaml-alias'],
    ['a value that comes later', 'a: *x\nb: &x 1', '1:4 error yaml-alias'],
  ])('cannot lead to %s', (_, text, line) => expect(said(text)).toEqual([line]));

  test('count as the values that they repeat', () => {
    const grow = (levels: number) =>
      ['a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]']
        .concat(Array.from({ length: levels }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at}, `.repeat(10)}]`))
        .join('\n');
    expect(said(grow(4))).toEqual([]);
    expect(said(grow(5))).toEqual(['1:1 error yaml-too-large']);
  });
});

test('depth is counted through aliases', () => {
  const nest = (inside: string) => `${'['.repeat(40)}${inside}${']'.repeat(40)}`;
  expect(said(`a: &x ${nest('1')}\nb: ${nest('1')}`)).toEqual([]);
  expect(said(`a: &x ${nest('1')}\nb: ${nest('*x')}`)[0]).toMatch(/ error yaml-depth$/);
});

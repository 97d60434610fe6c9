import { describe, expect, test } from 'vitest';
import { describeNode, type SyntaxNode, toPlain } from '../../src/source/node.ts';
import { parse } from '../../src/source/parse.ts';
import { toSource } from '../../src/source/read.ts';

const nodeOf = (text: string) => parse(toSource('a.yaml', text)).value as SyntaxNode;

test('toPlain is what any YAML 1.2 reader gives', () => {
  expect(toPlain(nodeOf('a: [1, "2", true, null, { b: c }]\nd: {}\n'))).toEqual({
    a: [1, '2', true, null, { b: 'c' }],
    d: {},
  });
});

describe('what people call a value', () => {
  test.each([
    ['{ a: 1 }', 'a map'],
    ['[a]', 'a list'],
    ['~', 'nothing'],
    ['true', 'true'],
    ['010', 'the number 010'],
    ['"010"', 'text'],
  ])('%s is %s', (text, words) => expect(describeNode(nodeOf(text))).toBe(words));
});

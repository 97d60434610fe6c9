import { expect, test } from 'vitest';
import { fileReferences } from '../../src/source/file-references.ts';
import type { SyntaxNode } from '../../src/source/node.ts';
import { parse } from '../../src/source/parse.ts';
import { toSource } from '../../src/source/read.ts';

const pathsOf = (text: string) =>
  fileReferences(parse(toSource('a.yaml', text)).value as SyntaxNode).map((node) => node.spelling);

test('finds every file that a list refers to, in order', () => {
  expect(
    pathsOf(`
before: { $file: a.js }
endpoints:
  - json: { deep: [{ $file: "b c.json" }] }
    text:
      $file: ./d.txt
`),
  ).toEqual(['a.js', 'b c.json', './d.txt']);
});

test('ignores maps and texts that only look like a file reference', () => {
  expect(pathsOf('a: { $file: a.js, more: 1 }\nb: $file\nc: [$file, a.js]\nd: { $file: [a.js] }\n')).toEqual([]);
});

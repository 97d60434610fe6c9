// Draws sentences at random, with a seed, to read them as a stranger: node .ci/draw-sentences.mjs [seed] [how many].
// A sentence that has to be read twice is one of many like it: mend the kind.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const [seed = '1', count = '40'] = process.argv.slice(2);

const filesIn = (folder, ending) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !name.includes('node_modules'))
    .sort()
    .map((name) => join(folder, name));

/** A text without the marks of comments, as sentences of at least four words. */
function sentencesOf(text) {
  const bare = text
    .replace(/^\s*(?:\/\*\*?|\*\/|\*|\/\/+)/gm, ' ')
    .replace(/\*\/\s*$/, '')
    .replace(/\s+/g, ' ');
  return bare
    .split(/(?<=[.:?!])\s+(?=[A-Z`"{])/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.split(' ').length > 3);
}

/** The comments of a JavaScript or TypeScript file; lines that follow each other are one. */
function commentsOf(path) {
  const text = readFileSync(path, 'utf8');
  const found = [];
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, text);
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    if (token === ts.SyntaxKind.MultiLineCommentTrivia) found.push(scanner.getTokenText());
    if (token !== ts.SyntaxKind.SingleLineCommentTrivia || /^\/\/[#!]/.test(scanner.getTokenText())) continue;
    const before = found.at(-1);
    const follows =
      before?.startsWith('//') && text.slice(0, scanner.getTokenStart()).trimEnd().endsWith(before.trim());
    if (follows) found[found.length - 1] = `${before}\n${scanner.getTokenText()}`;
    else found.push(scanner.getTokenText());
  }
  return found
    .flatMap((comment) => sentencesOf(comment.replace(/@\w+.*$/gm, '')))
    .map((sentence) => `${path}: ${sentence}`);
}

/** The titles of tests, and the names of the rows of their tables: texts of at least four words. */
function titlesOf(path) {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    const isFirst =
      ts.isStringLiteral(node) && [node.parent.arguments, node.parent.elements].some((all) => all?.[0] === node);
    const isField = ts.isStringLiteral(node) && /^(?:name|why|because)$/.test(node.parent.name?.getText(file) ?? '');
    if ((isFirst || isField) && /^[\w'"{(-].* .* .* /.test(node.text)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found
    .filter((title) => /[a-z]{2,} [a-z]/.test(title) && !title.includes('\n'))
    .map((title) => `${path}: ${title}`);
}

/** The paragraphs of a page, without code, tables and headings. */
function prose(path) {
  const text = readFileSync(path, 'utf8').replace(/^```.*?^```$/gms, '\n\n');
  const paragraphs = text.split(/\n\s*\n/).filter((part) => !/^\s*(?:#|\||<)/.test(part));
  return paragraphs.flatMap((part) => sentencesOf(part)).map((sentence) => `${path}: ${sentence}`);
}

/** Messages and hints, as docs/errors.md shows them. */
function messages() {
  const page = readFileSync('docs/errors.md', 'utf8');
  const blocks = [...page.matchAll(/^```text\n(.*?)^```$/gms)].map(([, block]) => block);
  return blocks.map((block) => block.replace(/\s+/g, ' ').trim());
}

/** Numbers between 0 and 1, the same for the same seed (mulberry32). */
function randomFrom(start) {
  let state = Number(start);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', ...filesIn('docs', '.md')];
const kinds = {
  'messages and hints': messages(),
  comments: [...filesIn('src', '.ts'), ...filesIn('templates', '.js'), ...filesIn('test', '.ts')].flatMap(commentsOf),
  'test titles': filesIn('test', '.ts').flatMap(titlesOf),
  pages: pages.flatMap(prose),
};
const random = randomFrom(seed);
for (const [kind, sentences] of Object.entries(kinds)) {
  console.log(`\n${kind} (of ${sentences.length})`);
  for (let drawn = 0; drawn < Number(count) / 4; drawn++) {
    const [sentence] = sentences.splice(Math.floor(random() * sentences.length), 1);
    if (sentence) console.log(`- ${sentence}`);
  }
}

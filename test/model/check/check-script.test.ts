import { expect, test } from 'vitest';
import { checkScript } from '../../../src/model/check/check-script.ts';

const codesOf = (text: string) =>
  checkScript(text, { source: { path: 'x', text }, start: 0, end: 0 }).map((diagnostic) => diagnostic.code);

test.each<[string, string, string[]]>([
  ['a plain test', 'pm.test("a", function () { pm.expect(1).to.equal(1); });', []],
  ['an arrow', "pm.test('a', () => {});", []],
  ['a named function', 'pm.test("a", check);', []],
  ['a return statement, which Postman and newman allow', 'if (!pm.response) return;', []],
  ['an asynchronous call around a test', 'pm.sendRequest("x", (error) => { pm.test("a", () => {}); });', []],
  ['an empty script', '', []],
  ['only a comment', '// later', []],
  ['an unclosed bracket', 'pm.test("a", () => {', ['script-syntax']],
  ['await outside a function', 'await pm.sendRequest("x");', ['script-syntax']],
  ['an unfilled placeholder', 'var a = {{x}};', ['script-syntax']],
  ['an async arrow', 'pm.test("a", async () => {});', ['async-test']],
  ['an async function', "pm . test('a', async function () {});", ['async-test']],
  ['a done callback', 'pm.test("a", function (done) { done(); });', ['async-test']],
  ['an arrow with a done callback', 'pm.test("a", (done) => done());', ['async-test']],
  ['an arrow with a done callback, without parentheses', 'pm.test(name, done => done());', ['async-test']],
  ['two async arrows', 'pm.test("a", async () => {});\npm.test(`b`, async () => {});', ['async-test', 'async-test']],
  ['an async test with a concatenated name', 'pm.test("a, " + n, async () => {});', ['async-test']],
  ['a done callback in a test with a computed name', 'pm.test(nameOf(a, b), (done) => done());', ['async-test']],
  [
    'an async test with a comma and a parenthesis in its template name',
    'pm.test(`a, (b`, async () => {});',
    ['async-test'],
  ],
  ['an async test with quotes in its name', 'pm.test("say \\"a\\", b", async () => {});', ['async-test']],
  ['a plain test whose name contains async code', 'pm.test("a, async () => {}", () => {});', []],
  ['a plain test with a computed name', 'pm.test(nameOf(a, b), function () {});', []],
  ['a log of one value', 'console.log(pm.response.code);', []],
])('%s', (_, text, want) => {
  expect(codesOf(text)).toEqual(want);
});

test('the check compiles a script but does not run it', () => {
  expect(codesOf('globalThis.scriptHasRun = true; while (true) {}')).toEqual([]);
  expect('scriptHasRun' in globalThis).toBe(false);
});

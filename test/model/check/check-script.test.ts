import { expect, test } from 'vitest';
import { checkScript } from '../../../src/model/check/check-script.ts';

const codesOf = (text: string) =>
  checkScript(text, { source: { path: 'x', text }, start: 0, end: 0 }).map((one) => one.code);

test.each<[string, string, string[]]>([
  ['a plain test', 'pm.test("a", function () { pm.expect(1).to.equal(1); });', []],
  ['an arrow', "pm.test('a', () => {});", []],
  ['a named function', 'pm.test("a", check);', []],
  ['a return, which runners allow', 'if (!pm.response) return;', []],
  ['an asynchronous call around a test', 'pm.sendRequest("x", (error) => { pm.test("a", () => {}); });', []],
  ['nothing', '', []],
  ['only a comment', '// later', []],
  ['an open bracket', 'pm.test("a", () => {', ['script-syntax']],
  ['await outside of a function', 'await pm.sendRequest("x");', ['script-syntax']],
  ['a template of ours that nobody filled', 'var a = {{x}};', ['script-syntax']],
  ['an async arrow', 'pm.test("a", async () => {});', ['async-test']],
  ['an async function', "pm . test('a', async function () {});", ['async-test']],
  ['a done callback', 'pm.test("a", function (done) { done(); });', ['async-test']],
  ['a done callback of an arrow', 'pm.test("a", (done) => done());', ['async-test']],
  ['a done callback without brackets', 'pm.test(name, done => done());', ['async-test']],
  ['two of them', 'pm.test("a", async () => {});\npm.test(`b`, async () => {});', ['async-test', 'async-test']],
  ['a name that is put together', 'pm.test("a, " + n, async () => {});', ['async-test']],
  ['a name that is computed', 'pm.test(nameOf(a, b), (done) => done());', ['async-test']],
  ['a template with a comma and a bracket', 'pm.test(`a, (b`, async () => {});', ['async-test']],
  ['a quote in the name', 'pm.test("say \\"a\\", b", async () => {});', ['async-test']],
  ['a name that speaks of async', 'pm.test("a, async () => {}", () => {});', []],
  ['a computed name of a plain test', 'pm.test(nameOf(a, b), function () {});', []],
  ['a log of one value', 'console.log(pm.response.code);', []],
])('%s', (_, text, want) => {
  expect(codesOf(text)).toEqual(want);
});

test('compiling a script never runs it', () => {
  expect(codesOf('globalThis.scriptHasRun = true; while (true) {}')).toEqual([]);
  expect('scriptHasRun' in globalThis).toBe(false);
});

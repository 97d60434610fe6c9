import { expect, test } from 'vitest';
import { isSlug, slugOf } from '../../src/notation/slug.ts';

test.each([
  ['Pydio Cells', 'pydio-cells'],
  ['  Two   words  ', 'two-words'],
  ['v1.5/beta', 'v1-5-beta'],
  ['Ünïcödé', 'unicode'],
  ['Straße Øre Łódź', 'strasse-ore-lodz'],
  ['ẞ', 'ss'],
  ['Þórður Æœđıð', 'thordur-aeoedid'],
  ['İstanbul', 'istanbul'],
  ["Jane's API", 'janes-api'],
  ['ﬁle', 'file'],
  ['--a--', 'a'],
  ['日本', ''],
  ['', ''],
])('slugOf(%j) is %j', (name, want) => {
  expect(slugOf(name)).toBe(want);
});

test.each([
  ['a', true],
  ['a-b', true],
  ['a'.repeat(64), true],
  ['a'.repeat(65), false],
  ['', false],
  ['-a', false],
  ['a-', false],
  ['A', false],
  ['a.b', false],
  ['../a', false],
  // Names that Windows reserves for devices.
  ['con', false],
  ['nul', false],
  ['com1', false],
  ['lpt1', false],
  ['lpta', true],
  ['console', true],
])('isSlug(%j) is %j', (text, want) => {
  expect(isSlug(text)).toBe(want);
});

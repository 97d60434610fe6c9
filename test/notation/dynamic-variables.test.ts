import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { dynamicVariables, isPlainDynamic } from '../../src/notation/dynamic-variables.ts';

const require = createRequire(import.meta.url);

test("the dynamic variables are exactly those of Postman's SDK", () => {
  // The SDK does not export its table; it resolves `{{$guid}}` with this file.
  const table = require('postman-collection/lib/superstring/dynamic-variables.js') as Record<string, unknown>;
  const names = Object.keys(table).map((name) => name.replace(/^\$/, ''));
  expect([...dynamicVariables].sort()).toEqual(names.sort());
});

test.each([
  ['$guid', true],
  ['$timestamp', true],
  ['$randomInt', true],
  ['$randomAlphaNumeric', true],
  ['$randomFullName', false],
  ['$randomUUIDs', false],
  ['guid', false],
])('%s needs no encoding: %s', (name, want) => {
  expect(isPlainDynamic(name)).toBe(want);
});

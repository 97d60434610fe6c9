import { expect, test } from 'vitest';
import { parseDuration } from '../../src/notation/duration.ts';

test.each([
  ['1ms', 1],
  ['500ms', 500],
  ['2s', 2000],
  ['1.5s', 1500],
  ['5m', 300_000],
  ['1h', 3_600_000],
  [' 2s ', 2000],
  ['24d', undefined],
  ['596h', 2_145_600_000],
  // Longer than the longest timer of Node.
  ['597h', undefined],
  ['0ms', 0],
  ['0s', 0],
  ['0.0m', 0],
  ['00h', 0],
  ['0', undefined],
  ['0.0001ms', undefined],
  ['-1s', undefined],
  ['1 s', undefined],
  ['1', undefined],
  ['s', undefined],
  ['1e3ms', undefined],
  ['', undefined],
])('parseDuration(%j) is %j', (text, want) => {
  expect(parseDuration(text)).toBe(want);
});

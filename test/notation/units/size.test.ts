import { expect, test } from 'vitest';
import { formatSize, parseSize } from '../../../src/notation/units/size.ts';

test.each<[string, number | undefined]>([
  ['10MB', 10_000_000],
  ['1.5MB', 1_500_000],
  ['500KB', 500_000],
  ['500 kb', 500_000],
  ['100MB', 100_000_000],
  ['2000000', 2_000_000],
  ['12B', 12],
  ['100.1MB', undefined],
  ['0', undefined],
  ['0.0001KB', undefined],
  ['1GB', undefined],
  ['1MiB', undefined],
  ['-1MB', undefined],
  ['1e3', undefined],
  ['MB', undefined],
  ['', undefined],
])('the size %s is %s bytes', (text, want) => {
  expect(parseSize(text)).toBe(want);
});

test.each([
  [10_000_000, '10 MB'],
  [1_500_000, '1.5 MB'],
  [12_000, '12 KB'],
  [1234, '1234 bytes'],
])('%s bytes are shown as %s', (bytes, want) => {
  expect(formatSize(bytes)).toBe(want);
});

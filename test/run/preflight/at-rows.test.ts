import { expect, test } from 'vitest';
import { type Diagnostic, diagnose } from '../../../src/diagnostics/diagnostic.ts';
import { atRows } from '../../../src/run/preflight/at-rows.ts';

const wrong = (name: string): Diagnostic => diagnose('variable-type', { name, expected: 'number', found: 'string' });
const place = { path: 'rows.csv', lines: [2, 3, 5, 6, 7] };
const related = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.map(({ message, related = [] }) => [
    message.split(' ')[0],
    ...related.map((at) => `${at.file}:${at.range.start.line} ${at.message}`),
  ]);

test('a fault of one row names its line', () => {
  expect(related(atRows([[], [wrong('a')]], [], place))).toEqual([['"a"', 'rows.csv:3 the value is in this row']]);
});

test('a fault of many rows is reported once, with the first of them', () => {
  const faults = place.lines.map(() => [wrong('a'), wrong('b')]);
  const lines = [2, 3, 5].map((line) => `rows.csv:${line} the value is in this row`);
  const all = [...lines.slice(0, 2), `${lines[2]}, and 2 more`];
  expect(related(atRows(faults, [], place))).toEqual([
    ['"a"', ...all],
    ['"b"', ...all],
  ]);
});

test('a fault that is there without any row names none', () => {
  expect(related(atRows([[wrong('a')], [wrong('a')]], [wrong('a')], place))).toEqual([['"a"']]);
});

test('rows that were not read from a file have no line', () => {
  expect(related(atRows([[wrong('a')], [wrong('a')]], [], undefined))).toEqual([['"a"']]);
});

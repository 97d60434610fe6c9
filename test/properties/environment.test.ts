import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeEnvironment, typedValues } from '../../src/output/merge-environment.ts';

/** To replay a failure, add the `seed` and `path` that fast-check prints. */
const runs = { numRuns: 500 };

type File = Record<string, unknown>;

const key = fc.oneof(
  fc.constantFrom('a', 'b', 'c', 'd', 'toString'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }),
);
const value = fc.oneof(fc.constantFrom('', '1', '2'), fc.string({ unit: 'grapheme', maxLength: 6 }));
const entries = fc.uniqueArray(fc.tuple(key, value), { selector: ([name]) => name, maxLength: 6 });

const generated = (variables: [string, string][]): File => ({
  id: 'e',
  values: variables.map(([key, value]) => ({ key, value })),
});
const valuesOf = (file: File) =>
  new Map((file.values as { key: string; value: string }[]).map((variable) => [variable.key, variable.value]));
const merge = (list: [string, string][], disk?: File): File =>
  mergeEnvironment(generated(list), disk, 'endpoints.yaml');

/** A file generated from an earlier list, in which a user has since changed and added values. */
const disks = fc.tuple(entries, entries).map(([list, typed]) => {
  const made = merge(list);
  const over = new Map(typed);
  const values = [...valuesOf(made)].map(([name, old]) => ({ key: name, value: over.get(name) ?? old }));
  const added = typed.filter(([name]) => !valuesOf(made).has(name)).map(([key, value]) => ({ key, value }));
  return { ...made, values: [...values, ...added] } as File;
});

test('no typed value is lost, however the list changes', () => {
  const check = (disk: File, list: [string, string][]) => {
    const merged = valuesOf(merge(list, disk));
    for (const [name, typed] of typedValues(disk)) {
      // An empty value of a removed variable does not count as typed.
      if (typed !== '' || list.some(([listed]) => listed === name)) expect(merged.get(name)).toBe(typed);
    }
    for (const [name, value] of list) if (!typedValues(disk).has(name)) expect(merged.get(name)).toBe(value);
    expect([...merged.keys()].slice(0, list.length)).toEqual(list.map(([name]) => name));
  };
  fc.assert(fc.property(disks, entries, check), runs);
});

test('merging a second time changes nothing', () => {
  const check = (disk: File, list: [string, string][]) => {
    const merged = merge(list, disk);
    expect(merge(list, merged)).toEqual(merged);
    expect(merge(list, JSON.parse(JSON.stringify(merged)))).toEqual(merged);
  };
  fc.assert(fc.property(disks, entries, check), runs);
});

test('a typed value survives when its variable is removed from the list and added again', () => {
  const check = (disk: File, list: [string, string][]) => {
    const typed = [...typedValues(disk)].filter(([, value]) => value !== '');
    const back = valuesOf(merge(list, merge([], disk)));
    for (const [name, value] of typed) expect(back.get(name)).toBe(value);
  };
  fc.assert(fc.property(disks, entries, check), runs);
});

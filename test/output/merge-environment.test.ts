import { describe, expect, test } from 'vitest';
import { mergeEnvironment, typedValues } from '../../src/output/merge-environment.ts';

type Values = Record<string, unknown>;
type File = Record<string, unknown>;

const entry = ([key, value]: [string, unknown]) => ({ key, value, type: 'default', enabled: true });
const generated = (values: Values): File => ({ id: 'e', name: 'a.dev', values: Object.entries(values).map(entry) });
const valuesOf = (file: File) =>
  Object.fromEntries((file.values as { key: string; value: unknown }[]).map(({ key, value }) => [key, value]));

/** A file on disk: generated with some values that were changed later, or without our mark. */
function onDisk(made: Values | undefined, now: Values): File {
  if (!made) return generated(now);
  const { _postmint } = mergeEnvironment(generated(made), undefined, 'endpoints.yaml');
  return { ...generated(now), _postmint };
}

/** Values of the list now, values generated last time (undefined: no mark), values on disk, and expected values. */
const scenarios: [string, Values, Values | undefined, Values, Values][] = [
  ['nothing changed', { a: '1' }, { a: '1' }, { a: '1' }, { a: '1' }],
  ['a value was entered', { a: '1' }, { a: '1' }, { a: 'x' }, { a: 'x' }],
  ['a secret was entered', { key: '' }, { key: '' }, { key: 's' }, { key: 's' }],
  ['a value was cleared', { a: '1' }, { a: '1' }, { a: '' }, { a: '' }],
  ['the list has another value', { a: '2' }, { a: '1' }, { a: '1' }, { a: '2' }],
  ['the list has another value, and a value was entered', { a: '2' }, { a: '1' }, { a: 'x' }, { a: 'x' }],
  ['the list has another value, and the old one was cleared', { a: '2' }, { a: '1' }, { a: '' }, { a: '' }],
  ['the list now has the value that was entered', { a: 'x' }, { a: '1' }, { a: 'x' }, { a: 'x' }],
  ['the list has its first value', { a: '1' }, { a: '' }, { a: '' }, { a: '1' }],
  ['the list has its first value, and a value was entered', { a: '1' }, { a: '' }, { a: 'x' }, { a: 'x' }],
  ['the list no longer has a value', { a: '' }, { a: '1' }, { a: '1' }, { a: '' }],
  ['the list no longer has a value, and a value was entered', { a: '' }, { a: '1' }, { a: 'x' }, { a: 'x' }],
  ['a new variable', { a: '1', b: '2' }, { a: '1' }, { a: 'x' }, { a: 'x', b: '2' }],
  ['a removed variable', { a: '1' }, { a: '1', b: '2' }, { a: '1', b: '2' }, { a: '1' }],
  ['a removed variable with an entered value', { a: '1' }, { a: '1', b: '2' }, { a: '1', b: 'x' }, { a: '1', b: 'x' }],
  ['a removed variable whose value was cleared', { a: '1' }, { a: '1', b: '2' }, { a: '1', b: '' }, { a: '1' }],
  ['a renamed variable with an entered value', { b: '1' }, { a: '1' }, { a: 'x' }, { b: '1', a: 'x' }],
  ['a variable that was added by hand', { a: '1' }, { a: '1' }, { a: '1', c: 'x' }, { a: '1', c: 'x' }],
  ['an empty variable that was added by hand', { a: '1' }, { a: '1' }, { a: '1', c: '' }, { a: '1' }],
  [
    'a variable that was added by hand and is now in the list',
    { a: '1', c: '2' },
    { a: '1' },
    { a: '1', c: 'x' },
    { a: '1', c: 'x' },
  ],
  ['a variable that was deleted by hand', { a: '1', b: '' }, { a: '1', b: '' }, { a: 'x' }, { a: 'x', b: '' }],
  ['an export of the app', { a: '1', key: '' }, undefined, { a: '1', key: 's' }, { a: '1', key: 's' }],
  ['an export of the app with an empty value', { a: '1' }, undefined, { a: '' }, { a: '1' }],
  ['an export of the app, and the list has another value', { a: '2' }, undefined, { a: '1' }, { a: '1' }],
  [
    'null or nothing instead of a value',
    { a: '1', b: '2' },
    { a: '1', b: '' },
    { a: null, b: undefined },
    { a: '', b: '2' },
  ],
  ['a number that another tool wrote', { a: '1' }, { a: '1' }, { a: 1 }, { a: '1' }],
  ['another number that another tool wrote', { a: '1' }, { a: '1' }, { a: 2 }, { a: '2' }],
  ['a number that was added under a new name', { a: '1' }, { a: '1' }, { a: '1', c: 2 }, { a: '1', c: '2' }],
  [
    'a name that every JavaScript object inherits',
    { a: '1' },
    { a: '1' },
    { a: '1', toString: 'x' },
    { a: '1', toString: 'x' },
  ],
];

describe.each(scenarios)('%s', (_, list, made, now, want) => {
  const merged = mergeEnvironment(generated(list), onDisk(made, now), 'endpoints.yaml');

  test('results in the expected values, those of the list first', () => {
    expect(valuesOf(merged)).toEqual(want);
    expect(Object.keys(valuesOf(merged))).toEqual(Object.keys(want));
  });

  test('and does not change when it is merged again', () => {
    expect(mergeEnvironment(generated(list), merged, 'endpoints.yaml')).toEqual(merged);
  });
});

test('a new file has the values of the list, and its mark has those that are not empty', () => {
  const file = mergeEnvironment(generated({ a: '1', b: '' }), undefined, 'endpoints.yaml');
  expect(valuesOf(file)).toEqual({ a: '1', b: '' });
  expect(file._postmint).toMatchObject({ list: 'endpoints.yaml', values: { a: '1' } });
});

test('users can change values, but not type, description or order', () => {
  const wanted = {
    ...generated({}),
    values: [{ key: 'a', value: '', type: 'secret', enabled: true, description: 'D' }],
  };
  const disk = {
    values: [
      { key: 'x', value: 'y' },
      { key: 'a', value: 's', type: 'any', enabled: false },
    ],
  };
  expect(mergeEnvironment(wanted, disk, 'l').values).toEqual([
    { key: 'a', value: 's', type: 'secret', enabled: true, description: 'D' },
    { key: 'x', value: 'y' },
  ]);
});

test.each<[string, unknown]>([
  ['no values', undefined],
  ['values that are not a list', { a: '1' }],
  ['invalid entries', [null, 1, 'a', {}, { key: 2, value: 'x' }]],
])('a damaged file with %s is read as a file without values', (_, values) => {
  expect(valuesOf(mergeEnvironment(generated({ a: '1' }), { values }, 'l'))).toEqual({ a: '1' });
  expect([...typedValues({ values })]).toEqual([]);
});

test('typedValues are the values that differ from the generated ones', () => {
  const disk = onDisk({ a: '1', b: '2', c: '' }, { a: '1', b: 'x', c: 's', d: 'added' });
  expect([...typedValues(disk)]).toEqual([
    ['b', 'x'],
    ['c', 's'],
    ['d', 'added'],
  ]);
});

import { describe, expect, test } from 'vitest';
import { mergeEnvironment, typedValues } from '../../src/output/merge-environment.ts';

type Values = Record<string, unknown>;
type File = Record<string, unknown>;

const entry = ([key, value]: [string, unknown]) => ({ key, value, type: 'default', enabled: true });
const generated = (values: Values): File => ({ id: 'e', name: 'a.dev', values: Object.entries(values).map(entry) });
const valuesOf = (file: File) =>
  Object.fromEntries((file.values as { key: string; value: unknown }[]).map(({ key, value }) => [key, value]));

/** What is on disk: written by us with some values, which were changed afterwards; or without our mark. */
function onDisk(made: Values | undefined, now: Values): File {
  if (!made) return generated(now);
  const { _postmint } = mergeEnvironment(generated(made), undefined, 'endpoints.yaml');
  return { ...generated(now), _postmint };
}

/** The list's values now, those that were generated last time (undefined: no mark), the disk, and what is wanted. */
const scenarios: [string, Values, Values | undefined, Values, Values][] = [
  ['untouched', { a: '1' }, { a: '1' }, { a: '1' }, { a: '1' }],
  ['a typed value', { a: '1' }, { a: '1' }, { a: 'x' }, { a: 'x' }],
  ['a typed secret', { key: '' }, { key: '' }, { key: 's' }, { key: 's' }],
  ['a value that was emptied', { a: '1' }, { a: '1' }, { a: '' }, { a: '' }],
  ['the list has another value', { a: '2' }, { a: '1' }, { a: '1' }, { a: '2' }],
  ['the list has another value, and one was typed', { a: '2' }, { a: '1' }, { a: 'x' }, { a: 'x' }],
  ['the list has another value, and it was emptied', { a: '2' }, { a: '1' }, { a: '' }, { a: '' }],
  ['the list takes over what was typed', { a: 'x' }, { a: '1' }, { a: 'x' }, { a: 'x' }],
  ['the list has a value at last', { a: '1' }, { a: '' }, { a: '' }, { a: '1' }],
  ['the list has a value at last, and one was typed', { a: '1' }, { a: '' }, { a: 'x' }, { a: 'x' }],
  ['the list gives its value up', { a: '' }, { a: '1' }, { a: '1' }, { a: '' }],
  ['the list gives its value up, and one was typed', { a: '' }, { a: '1' }, { a: 'x' }, { a: 'x' }],
  ['a new variable', { a: '1', b: '2' }, { a: '1' }, { a: 'x' }, { a: 'x', b: '2' }],
  ['a variable less', { a: '1' }, { a: '1', b: '2' }, { a: '1', b: '2' }, { a: '1' }],
  ['a variable less that has a typed value', { a: '1' }, { a: '1', b: '2' }, { a: '1', b: 'x' }, { a: '1', b: 'x' }],
  ['a variable less that was emptied', { a: '1' }, { a: '1', b: '2' }, { a: '1', b: '' }, { a: '1' }],
  ['another name', { b: '1' }, { a: '1' }, { a: 'x' }, { b: '1', a: 'x' }],
  ['a variable that was added by hand', { a: '1' }, { a: '1' }, { a: '1', c: 'x' }, { a: '1', c: 'x' }],
  ['an empty one that was added by hand', { a: '1' }, { a: '1' }, { a: '1', c: '' }, { a: '1' }],
  [
    'one that was added by hand, and is now in the list',
    { a: '1', c: '2' },
    { a: '1' },
    { a: '1', c: 'x' },
    { a: '1', c: 'x' },
  ],
  ['a variable that was deleted by hand', { a: '1', b: '' }, { a: '1', b: '' }, { a: 'x' }, { a: 'x', b: '' }],
  ['an export of the app', { a: '1', key: '' }, undefined, { a: '1', key: 's' }, { a: '1', key: 's' }],
  ['an export of the app with an empty value', { a: '1' }, undefined, { a: '' }, { a: '1' }],
  ['an export of the app, and the list has another value', { a: '2' }, undefined, { a: '1' }, { a: '1' }],
  ['no value at all', { a: '1', b: '2' }, { a: '1', b: '' }, { a: null, b: undefined }, { a: '', b: '2' }],
  ['a number that another tool wrote', { a: '1' }, { a: '1' }, { a: 1 }, { a: '1' }],
  ['another number that another tool wrote', { a: '1' }, { a: '1' }, { a: 2 }, { a: '2' }],
  ['a number under a name that is gone', { a: '1' }, { a: '1' }, { a: '1', c: 2 }, { a: '1', c: '2' }],
  ['a name that every object has', { a: '1' }, { a: '1' }, { a: '1', toString: 'x' }, { a: '1', toString: 'x' }],
];

describe.each(scenarios)('%s', (_, list, made, now, want) => {
  const merged = mergeEnvironment(generated(list), onDisk(made, now), 'endpoints.yaml');

  test('gives the wanted values, those of the list first', () => {
    expect(valuesOf(merged)).toEqual(want);
    expect(Object.keys(valuesOf(merged))).toEqual(Object.keys(want));
  });

  test('and the same again, when nothing happens in between', () => {
    expect(mergeEnvironment(generated(list), merged, 'endpoints.yaml')).toEqual(merged);
  });
});

test('a first file has the values of the list, and remembers them without the empty ones', () => {
  const file = mergeEnvironment(generated({ a: '1', b: '' }), undefined, 'endpoints.yaml');
  expect(valuesOf(file)).toEqual({ a: '1', b: '' });
  expect(file._postmint).toMatchObject({ list: 'endpoints.yaml', values: { a: '1' } });
});

test('only values belong to the user: type, description and order are ours', () => {
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
  ['values that are no list', { a: '1' }],
  ['entries that are none', [null, 1, 'a', {}, { key: 2, value: 'x' }]],
])('a damaged file with %s is read as an empty one', (_, values) => {
  expect(valuesOf(mergeEnvironment(generated({ a: '1' }), { values }, 'l'))).toEqual({ a: '1' });
  expect([...typedValues({ values })]).toEqual([]);
});

test('typedValues are those that differ from what was generated', () => {
  const disk = onDisk({ a: '1', b: '2', c: '' }, { a: '1', b: 'x', c: 's', d: 'added' });
  expect([...typedValues(disk)]).toEqual([
    ['b', 'x'],
    ['c', 's'],
    ['d', 'added'],
  ]);
});

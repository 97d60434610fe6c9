import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hashCollection, hashEnvironment, isEdited, markCollection, markOf } from '../../src/output/ownership.ts';

const collection = { info: { name: 'A', _postman_id: '1' }, item: [{ name: 'é', request: { method: 'GET' } }] };
const environment = { id: '1', name: 'a.dev', values: [{ key: 'x', value: '1', type: 'default' }] };

describe('the hash of a collection', () => {
  const hash = hashCollection(collection);

  test('is SHA-256', () => {
    expect(hash).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  test.each<[string, object]>([
    ['its mark', markCollection(collection, 'endpoints.yaml')],
    ['its layout', JSON.parse(JSON.stringify(collection, null, 4))],
    ['a key without a value', { ...collection, event: undefined }],
    ['the order of its keys', { item: collection.item, info: { _postman_id: '1', name: 'A' } }],
  ])('does not depend on %s', (_, content) => {
    expect(hashCollection({ ...content })).toBe(hash);
  });

  test.each<[string, object]>([
    ['another name', { ...collection, info: { ...collection.info, name: 'B' } }],
    ['another item', { ...collection, item: [{ name: 'e', request: { method: 'GET' } }] }],
    ['a further item', { ...collection, item: [...collection.item, ...collection.item] }],
    ['a further key', { ...collection, variable: [] }],
    ['a missing key', { info: collection.info }],
    ['text instead of a number', { ...collection, n: '1' }],
    ['the order of its items', { ...collection, item: [...collection.item, { name: 'e' }].reverse() }],
    ['null instead of nothing', { ...collection, event: null }],
  ])('depends on %s', (_, content) => {
    expect(hashCollection({ ...content })).not.toBe(hash);
  });
});

test('a collection of version 0.1.0, whose hash depends on the order of keys, does not count as edited', () => {
  const { info, ...rest } = collection;
  const hash = `sha256:${createHash('sha256')
    .update(JSON.stringify({ info, ...rest }))
    .digest('hex')}`;
  const marked = { info: { ...info, 'x-postmint': { list: 'l', hash } }, ...rest };
  expect(isEdited(marked)).toBe(false);
  expect(isEdited({ ...marked, item: [] })).toBe(true);
  expect(isEdited(collection)).toBe(true);
});

describe('the hash of an environment', () => {
  const hash = hashEnvironment(environment);
  const [x] = environment.values;

  test.each<[string, object]>([
    ['its values, which users can change', { ...environment, values: [{ ...x, value: 'typed' }] }],
    ['its mark', { ...environment, _postmint: { list: 'l', hash: 'h' } }],
  ])('does not depend on %s', (_, content) => {
    expect(hashEnvironment({ ...content })).toBe(hash);
  });

  test.each<[string, object]>([
    ['a key', { ...environment, values: [{ ...x, key: 'y' }] }],
    ['a type', { ...environment, values: [{ ...x, type: 'secret' }] }],
    ['a further variable', { ...environment, values: [x, x] }],
    ['another name', { ...environment, name: 'a.prod' }],
  ])('depends on %s', (_, content) => {
    expect(hashEnvironment({ ...content })).not.toBe(hash);
  });
});

describe('markOf', () => {
  test('finds the mark of markCollection, at the end of `info`', () => {
    const marked = markCollection(collection, 'endpoints.yaml');
    expect(markOf(marked)).toEqual({ list: 'endpoints.yaml', hash: hashCollection(collection) });
    expect(Object.keys(marked.info as object).at(-1)).toBe('x-postmint');
  });

  test.each<[string, Record<string, unknown>]>([
    ['an empty object', {}],
    ['no mark', collection],
    ['null', { _postmint: null }],
    ['text', { _postmint: 'x' }],
    ['half a mark', { _postmint: { list: 'x' } }],
    ['other types', { info: { 'x-postmint': { list: 1, hash: 2 } } }],
  ])('%s is not a mark', (_, content) => {
    expect(markOf(content)).toBeUndefined();
  });
});

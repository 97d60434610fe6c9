import { describe, expect, test } from 'vitest';
import { hashCollection, hashEnvironment, markCollection, markOf } from '../../src/output/ownership.ts';

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
  ])('does not depend on %s', (_, content) => {
    expect(hashCollection({ ...content })).toBe(hash);
  });

  test.each<[string, object]>([
    ['another name', { ...collection, info: { ...collection.info, name: 'B' } }],
    ['another item', { ...collection, item: [{ name: 'e', request: { method: 'GET' } }] }],
    ['an item more', { ...collection, item: [...collection.item, ...collection.item] }],
    ['a key more', { ...collection, variable: [] }],
    ['a key less', { info: collection.info }],
    ['text in place of a number', { ...collection, n: '1' }],
    ['null in place of nothing', { ...collection, event: null }],
  ])('depends on %s', (_, content) => {
    expect(hashCollection({ ...content })).not.toBe(hash);
  });
});

describe('the hash of an environment', () => {
  const hash = hashEnvironment(environment);
  const [x] = environment.values;

  test.each<[string, object]>([
    ['its values, which are the user’s', { ...environment, values: [{ ...x, value: 'typed' }] }],
    ['its mark', { ...environment, _postmint: { list: 'l', hash: 'h' } }],
  ])('does not depend on %s', (_, content) => {
    expect(hashEnvironment({ ...content })).toBe(hash);
  });

  test.each<[string, object]>([
    ['a key', { ...environment, values: [{ ...x, key: 'y' }] }],
    ['a type', { ...environment, values: [{ ...x, type: 'secret' }] }],
    ['a variable more', { ...environment, values: [x, x] }],
    ['another name', { ...environment, name: 'a.prod' }],
  ])('depends on %s', (_, content) => {
    expect(hashEnvironment({ ...content })).not.toBe(hash);
  });
});

describe('markOf', () => {
  test('finds what markCollection wrote, at the end of `info`', () => {
    const marked = markCollection(collection, 'endpoints.yaml');
    expect(markOf(marked)).toEqual({ list: 'endpoints.yaml', hash: hashCollection(collection) });
    expect(Object.keys(marked.info as object).at(-1)).toBe('x-postmint');
  });

  test.each<[string, Record<string, unknown>]>([
    ['nothing', {}],
    ['no mark', collection],
    ['null', { _postmint: null }],
    ['text', { _postmint: 'x' }],
    ['half a mark', { _postmint: { list: 'x' } }],
    ['other types', { info: { 'x-postmint': { list: 1, hash: 2 } } }],
  ])('%s is none', (_, content) => {
    expect(markOf(content)).toBeUndefined();
  });
});

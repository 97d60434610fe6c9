import { expect, test } from 'vitest';
import { stableId } from '../../../src/model/ids.ts';
import { toCollection } from '../../../src/postman/v2/to-collection.ts';
import { readScripts } from '../../../src/source/templates.ts';
import { apiOf, listWith } from '../../support/api-of.ts';

const collectionOf = (above: string) => toCollection(apiOf(listWith('GET /a', above)), readScripts());

test('a collection without a sign-in has neither auth nor a guard', () => {
  const { item, ...rest } = collectionOf('description: D');
  expect(rest).toEqual({
    info: {
      _postman_id: stableId('test', 'collection'),
      name: 'Test',
      description: 'D',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    protocolProfileBehavior: { followRedirects: false },
  });
  expect(item.map((one) => one.name)).toEqual(['GET /a']);
});

test('with one, the token request comes first, and everything inherits its token', () => {
  const { item, auth, event } = collectionOf('auth: pydio-cells-v1');
  expect(auth).toEqual({ type: 'bearer', bearer: [{ key: 'token', value: '{{dex_token}}', type: 'string' }] });
  expect(item.map((one) => one.name)).toEqual(['Get token', 'GET /a']);
  expect(item[1]).not.toHaveProperty('request.auth');
  expect(event?.map((one) => one.listen)).toEqual(['prerequest']);
});

test('without a guard, the visible token request is all', () => {
  const { item, event } = collectionOf('auth: { template: pydio-cells-v1, guard: false }');
  expect(item[0]?.name).toBe('Get token');
  expect(event).toBeUndefined();
});

test('with identities, their token requests follow, and each of their requests says whose it is', () => {
  const api = apiOf(
    listWith(
      ['{ name: Hers, request: GET /a, auth: jane }', 'GET /b'],
      'auth: pydio-cells-v1\nidentities: { jane: pydio-cells-v1 }',
    ),
  );
  const { item, auth } = toCollection(api, readScripts());
  expect(item.map((one) => one.name)).toEqual(['Get token', 'Get token (jane)', 'Hers', 'GET /b']);
  expect(item[2]).toMatchObject({ request: { auth: { bearer: [{ value: '{{jane_token}}' }] } } });
  expect(item[3]).not.toHaveProperty('request.auth');
  expect(auth).toMatchObject({ bearer: [{ value: '{{dex_token}}' }] });
});

test('a sign-in without a token: the collection carries it, and there is nothing to get', () => {
  const { item, auth, event } = collectionOf('auth: basic');
  expect(item.map((one) => one.name)).toEqual(['GET /a']);
  expect(auth).toMatchObject({ type: 'basic', basic: [{ value: '{{username}}' }, { value: '{{password}}' }] });
  expect(event).toBeUndefined();
});

test('identities alone: the collection carries nothing, and has a guard', () => {
  const { auth, event } = collectionOf('identities: { jane: pydio-cells-v1 }');
  expect(auth).toBeUndefined();
  expect(event).toHaveLength(1);
});

test('a collection has no variables of its own: all live in the environments', () => {
  expect(collectionOf('auth: pydio-cells-v1')).not.toHaveProperty('variable');
});

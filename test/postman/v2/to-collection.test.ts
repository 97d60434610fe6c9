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
      description: [
        '**Start here**',
        [
          '1. Import an environment file as well, such as `test.dev`, and select it at the top right.',
          '2. It has all values: nothing has to be typed.',
          '3. Send **GET /a**.',
          '4. The test results say whether the answer is as expected.',
        ].join('\n'),
        'D',
      ].join('\n\n'),
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    protocolProfileBehavior: { followRedirects: false },
  });
  expect(item.map(({ name }) => name)).toEqual(['GET /a']);
});

test('with a sign-in, the token request comes first, and all requests inherit its token', () => {
  const { item, auth, event } = collectionOf('auth: pydio-cells-v1');
  expect(auth).toEqual({ type: 'bearer', bearer: [{ key: 'token', value: '{{dex_token}}', type: 'string' }] });
  expect(item.map(({ name }) => name)).toEqual(['Get token', 'GET /a']);
  expect(item[1]).not.toHaveProperty('request.auth');
  expect(event?.map(({ listen }) => listen)).toEqual(['prerequest']);
});

test('with `guard: false`, the collection has the visible token request but no script', () => {
  const { item, event } = collectionOf('auth: { template: pydio-cells-v1, guard: false }');
  expect(item[0]?.name).toBe('Get token');
  expect(event).toBeUndefined();
});

test('with identities, their token requests follow, and each of their requests has its own auth', () => {
  const api = apiOf(
    listWith(
      ['{ name: Hers, request: GET /a, auth: jane }', 'GET /b'],
      'auth: pydio-cells-v1\nidentities: { jane: pydio-cells-v1 }',
    ),
  );
  const { item, auth } = toCollection(api, readScripts());
  expect(item.map(({ name }) => name)).toEqual(['Get token', 'Get token (jane)', 'Hers', 'GET /b']);
  expect(item[2]).toMatchObject({ request: { auth: { bearer: [{ value: '{{jane_token}}' }] } } });
  expect(item[3]).not.toHaveProperty('request.auth');
  expect(auth).toMatchObject({ bearer: [{ value: '{{dex_token}}' }] });
});

test('auth without a token is on the collection, and there is no token request', () => {
  const { item, auth, event } = collectionOf('auth: basic');
  expect(item.map(({ name }) => name)).toEqual(['GET /a']);
  expect(auth).toMatchObject({ type: 'basic', basic: [{ value: '{{username}}' }, { value: '{{password}}' }] });
  expect(event).toBeUndefined();
});

test('with identities but no `auth`, the collection has a guard and no auth', () => {
  const { auth, event } = collectionOf('identities: { jane: pydio-cells-v1 }');
  expect(auth).toBeUndefined();
  expect(event).toHaveLength(1);
});

test('a collection has no variables: all variables are in the environments', () => {
  expect(collectionOf('auth: pydio-cells-v1')).not.toHaveProperty('variable');
});

test('a sign-in with JSON may set a session cookie, so the collection sends no cookies', () => {
  const own = 'token_url: /login\njson: { user: a }\ntoken: { variable: t, field: token, format: opaque }\n';
  const api = apiOf(listWith('GET /a', 'auth: ./own.yaml'), { './own.yaml': own });
  expect(toCollection(api, readScripts()).protocolProfileBehavior).toEqual({
    followRedirects: false,
    disableCookies: true,
  });
  expect(collectionOf('auth: pydio-cells-v1').protocolProfileBehavior).toEqual({ followRedirects: false });
});

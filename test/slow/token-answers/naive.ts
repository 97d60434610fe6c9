import { paths } from './answers-list.ts';

const test = (...exec: string[]) => [{ listen: 'test', script: { type: 'text/javascript', exec } }];

/** A typical hand-made collection: a sign-in and requests, with `tests` also a check of each status. */
export function naiveCollection(tests: boolean): object {
  const fields = { grant_type: 'password', username: '{{username}}', password: '{{password}}', scope: 'openid' };
  const signIn = {
    name: 'Get token',
    event: test("pm.environment.set('dex_token', pm.response.json().id_token);"),
    request: {
      method: 'POST',
      auth: {
        type: 'basic',
        basic: [
          { key: 'username', value: '{{client_id}}' },
          { key: 'password', value: '{{client_secret}}' },
        ],
      },
      url: '{{base_url}}/auth/dex/token',
      body: { mode: 'urlencoded', urlencoded: Object.entries(fields).map(([key, value]) => ({ key, value })) },
    },
  };
  const requests = paths.map((path) => ({
    name: path,
    event: tests ? test("pm.test('is well', function () { pm.response.to.be.success; });") : [],
    request: { method: 'GET', url: `{{base_url}}${path}` },
  }));
  return {
    info: { name: 'Naive', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{dex_token}}' }] },
    item: [signIn, ...requests],
  };
}

/** The environment of {@link naiveCollection}. */
export function naiveEnvironment(values: ReadonlyMap<string, string>): object {
  return { name: 'dev', values: [...values].map(([key, value]) => ({ key, value })) };
}

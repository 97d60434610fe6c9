import { describe, expect, test } from 'vitest';
import { judge } from '../../../src/postman/v2/judge.ts';
import { toCollection } from '../../../src/postman/v2/to-collection.ts';
import type { Item, ItemGroup } from '../../../src/postman/v2/types.ts';
import { readScripts } from '../../../src/source/templates.ts';
import { apiOf } from '../../support/api-of.ts';

const list = (endpoints: string) => `name: Shop
auth: pydio-cells-v1
identities: { jane: pydio-cells-v1 }
environments: { dev: { base_url: https://a.test, username: admin } }
endpoints: [${endpoints}]
`;
const signUp = '{ name: Sign up, request: POST /users, auth: none }';
const me = '{ name: Me, request: GET /me, auth: jane }';

const namesIn = (items: readonly (Item | ItemGroup)[]): string[] =>
  items.flatMap((item) => ('item' in item ? [`${item.name}/`, ...namesIn(item.item)] : [item.name]));

describe('the visible token requests are where the list says', () => {
  test.each([
    ['all first, without an entry', `${signUp}, ${me}`, ['Get token', 'Get token (jane)', 'Sign up', 'Me']],
    ['that of auth', `${signUp}, { sign_in: true }, ${me}`, ['Get token (jane)', 'Sign up', 'Get token', 'Me']],
    ['that of an identity', `${signUp}, { sign_in: jane }, ${me}`, ['Get token', 'Sign up', 'Get token (jane)', 'Me']],
    [
      'in a folder',
      `${signUp}, { folder: Jane, endpoints: [{ sign_in: jane }, ${me}] }, { sign_in: true }`,
      ['Sign up', 'Jane/', 'Get token (jane)', 'Me', 'Get token'],
    ],
    ['as the last entry', `${signUp}, ${me}, { sign_in: jane }`, ['Get token', 'Sign up', 'Me', 'Get token (jane)']],
  ])('%s, and Postman reads the collection as meant', async (_, endpoints, want) => {
    const api = apiOf(list(endpoints));
    const collection = toCollection(api, readScripts());
    expect(namesIn(collection.item)).toEqual(want);
    expect(await judge(collection, api)).toEqual([]);
  });
});

describe('a saved value in an identity', () => {
  const saved = (endpoints: string) => `name: Shop
identities: { user: { template: bearer, bearer_token: "{{tok}}" } }
environments: { dev: { base_url: https://a.test } }
endpoints: [${endpoints}]
`;
  const logIn = '{ name: Log in, request: POST /login, save: { tok: { path: $.token, secret: true } } }';
  const use = '{ name: Me, request: GET /me, auth: user }';

  test('counts where the requests stand that use it', () => {
    const { items, variables } = apiOf(saved(`GET /public, ${logIn}, ${use}`));
    expect(items.map((item) => item.kind === 'endpoint' && item.uses.has('tok'))).toEqual([false, false, true]);
    expect(variables.find(({ name }) => name === 'tok')).toMatchObject({ secret: true, produced: true });
  });
  test('a request before the one that saves it is an error', () => {
    expect(() => apiOf(saved(`${use}, ${logIn}`))).toThrow('save-comes-later');
  });
  test('a value that no request saves is undeclared', () => {
    expect(() => apiOf(saved('GET /a'))).toThrow('undeclared-variable');
  });
});

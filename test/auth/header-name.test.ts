import { expect, test } from 'vitest';
import { toAuth } from '../../src/postman/v2/to-auth.ts';
import { apiOf } from '../support/api-of.ts';

const listWith = (auth: string, environment = '', more = '', path = '/a') => `name: Shop
auth: ${auth}
environments: { dev: { base_url: "https://shop.example"${environment} } }
${more}endpoints: ["GET ${path}"]
`;
const named = '{ template: api-key, api_key_header: X-Shop }';

test.each<[string, string, string]>([
  ['the list gives it', listWith(named), 'X-Shop'],
  ['only the template gives it', listWith('api-key'), 'X-Api-Key'],
  ['only an environment gives it', listWith('api-key', ', api_key_header: X-Dev'), '{{api_key_header}}'],
  ['an environment has another one', listWith(named, ', api_key_header: X-Dev'), '{{api_key_header}}'],
  [
    'the list has a variable of that name',
    listWith(named, '', 'variables: { api_key_header: X }\n'),
    '{{api_key_header}}',
  ],
  ['a request refers to it', listWith(named, '', '', '/a?name={{api_key_header}}'), '{{api_key_header}}'],
  ['another identity shares it', listWith(named, '', 'identities: { partner: api-key }\n', '/a'), '{{api_key_header}}'],
])('the name of the header of an API key: %s', (_, list, want) => {
  const [identity] = apiOf(list).identities;
  const auth = toAuth(identity?.auth ?? { type: 'noauth', attributes: [] }) as unknown as {
    apikey: { key: string; value: string }[];
  };
  expect(auth.apikey.find(({ key }) => key === 'key')?.value).toBe(want);
});

test('a name that is written as it is leaves no variable behind', () => {
  const names = apiOf(listWith(named)).variables.map(({ name }) => name);
  expect(names).toEqual(['base_url', 'api_key']);
});

import { describe, expect, test } from 'vitest';
import { type Api, endpointsOf } from '../../src/model/api.ts';
import {
  carriedVariables,
  defaultIdentityOf,
  identityOf,
  tokenIdentitiesOf,
  tokenIdentityOf,
  tokenRequestId,
} from '../../src/model/identities.ts';
import { apiOf, listWith } from '../support/api-of.ts';

const entry = (name: string, auth: string) => `{ name: ${name}, request: GET /a, auth: ${auth} }`;
const entries = ['own', 'open', 'jane', 's3', 'partner'].map((name) =>
  entry(name, name === 'own' ? 'inherit' : name === 'open' ? 'none' : name),
);
const identities = [
  'identities:',
  '  jane: pydio-cells-v1',
  '  s3: { template: aws-v4, access_key: "{{jane_token}}", secret_key: gatewaysecret }',
  '  partner: { template: api-key, api_key: "{{login}}" }',
].join('\n');
const api = apiOf(listWith(entries, `auth: pydio-cells-v1\n${identities}`));
const idsOf = (list: Api) => tokenIdentitiesOf(list).map((own) => tokenRequestId(list, own));
const identity = (name: string) => {
  const endpoint = endpointsOf(api.items).find((endpoint) => endpoint.name === name);
  return endpoint && identityOf(api, endpoint);
};

test('the identity of the list comes first, and each identity with a token has a token request', () => {
  expect(defaultIdentityOf(api)).toBe(api.identities[0]);
  expect(api.identities.map((identity) => identity.name)).toEqual([undefined, 'jane', 's3', 'partner']);
  expect(tokenIdentitiesOf(api).map(({ signIn, name }) => [signIn.name, name])).toEqual([
    ['Get token', undefined],
    ['Get token (jane)', 'jane'],
  ]);
  expect(new Set(idsOf(api)).size).toBe(2);
});

test('the id of a token request depends on its name only, so adding an identity does not change it', () => {
  const alone = apiOf(listWith('GET /a', 'auth: pydio-cells-v1'));
  expect(idsOf(alone)).toEqual(idsOf(api).slice(0, 1));
});

describe('identityOf returns', () => {
  test.each([
    ['own', undefined, 'pydio-cells-v1'],
    ['jane', 'jane', 'pydio-cells-v1'],
    ['s3', 's3', 'aws-v4'],
    ['partner', 'partner', 'api-key'],
  ])('for the endpoint %s the identity %s', (name, who, template) => {
    expect(identity(name)).toMatchObject({ template });
    expect(identity(name)?.name).toBe(who);
  });
  test('nothing for a public endpoint', () => {
    expect(identity('open')).toBeUndefined();
  });
  test('nothing for an endpoint that inherits in a list without `auth`', () => {
    const open = apiOf(listWith('GET /a', 'identities: { jane: basic }'));
    expect(endpointsOf(open.items).map((entry) => identityOf(open, entry))).toEqual([undefined]);
  });
});

test.each<[string, string[], string | undefined]>([
  ['own', ['dex_token'], 'Get token'],
  ['jane', ['jane_token'], 'Get token (jane)'],
  ['s3', ['jane_token', 's3_region', 's3_service', 's3_session_token'], 'Get token (jane)'],
  ['partner', ['partner_api_key_header', 'login'], undefined],
])('%s sends the variables %j, and its token request is %s', (name, carried, token) => {
  const found = identity(name);
  if (!found) throw new Error('the endpoint is public');
  expect(carriedVariables(found)).toEqual(carried);
  expect(tokenIdentityOf(api, found)?.signIn.name).toBe(token);
});

import { expect, test } from 'vitest';
import { identitiesWithoutCookies } from '../../../src/model/check/check-cookies.ts';
import { apiOf } from '../../support/api-of.ts';

const list = (entries: string) => `name: Users
auth: pydio-cells-v1
identities: { jane: pydio-cells-v1, tom: pydio-cells-v1 }
environments: { dev: { base_url: https://a.test, username: admin } }
endpoints: [${entries}]
`;

test.each([
  ['only the identity of auth', 'GET /a', []],
  ['nobody', '{ request: GET /a, auth: none }', []],
  ['another identity', '{ request: GET /a, auth: jane }', ['jane']],
  ['two other identities', '{ request: GET /a, auth: tom }, { request: GET /b, auth: jane }', ['jane', 'tom']],
])('identities whose requests have no cookies in other runners: %s', (_, entries, want) => {
  expect(identitiesWithoutCookies(apiOf(list(entries)))).toEqual(want);
});

import { expect, test } from 'vitest';
import { lossesInMigration } from '../../../src/model/check/check-migration.ts';
import { apiOf } from '../../support/api-of.ts';

const list = (auth: string, entry = 'GET /a') => `name: Shop
auth: ${auth}
variables: { color: red }
environments: { dev: { base_url: https://a.test } }
endpoints: [${entry}]
`;
const generic = (more: string) => `{ template: oauth2-password, token_url: /token${more} }`;

test.each([
  ['Basic only', list(generic('')), ['Get token']],
  ['Basic or the form', list(generic(', client_authentication: [basic-encoded, body]')), []],
  ['the form only', list(generic(', client_authentication: body')), []],
  ['no guard', list(generic(', guard: false')), []],
  ['the template of Cells v1', list('pydio-cells-v1'), []],
  ['the template of Dex', list('dex'), []],
  [
    'repeated keys with a variable',
    list('pydio-cells-v1', '"GET /a?c={{color}}&c=blue"'),
    ['GET /a?c={{color}}&c=blue'],
  ],
  ['repeated keys without a variable', list('pydio-cells-v1', '"GET /a?c=red&c=blue&d=x"'), []],
  ['a variable and no repeated keys', list('pydio-cells-v1', '"GET /a?c={{color}}&d=blue"'), []],
])('what a migration to collection v3 loses: %s', (_, text, want) => {
  expect(lossesInMigration(apiOf(text)).map(({ request }) => request)).toEqual(want);
});

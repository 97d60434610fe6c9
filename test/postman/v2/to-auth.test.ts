import { expect, test } from 'vitest';
import { toAuth } from '../../../src/postman/v2/to-auth.ts';
import { identityIn } from '../../support/identities-of.ts';
import { signedTemplates } from '../../support/signed-templates.ts';

const attribute = (key: string, value: string) => ({ key, value, type: 'string' });

test.each<[string, unknown]>([
  ['pydio-cells-v1', { type: 'bearer', bearer: [attribute('token', '{{dex_token}}')] }],
  ['keycloak', { type: 'bearer', bearer: [attribute('token', '{{access_token}}')] }],
  ['bearer', { type: 'bearer', bearer: [attribute('token', '{{bearer_token}}')] }],
  ['basic', { type: 'basic', basic: [attribute('username', '{{username}}'), attribute('password', '{{password}}')] }],
  [
    'gitlab-token',
    {
      type: 'apikey',
      apikey: [attribute('key', 'PRIVATE-TOKEN'), attribute('value', '{{gitlab_token}}'), attribute('in', 'header')],
    },
  ],
  [
    '{ template: aws-v4, secret_key: gatewaysecret, access_key: "{{dex_token}}" }',
    {
      type: 'awsv4',
      awsv4: [
        attribute('accessKey', '{{dex_token}}'),
        attribute('secretKey', 'gatewaysecret'),
        attribute('region', '{{region}}'),
        attribute('service', '{{service}}'),
        attribute('sessionToken', '{{session_token}}'),
      ],
    },
  ],
])('the auth of %s in Postman’s format', (auth, want) => {
  expect(toAuth(identityIn(auth).auth)).toEqual(want);
});

test('the token of a template may be part of any attribute', () => {
  const files = {
    'own.yaml': `grant: client_credentials
token_url: /t
token: { variable: own_token, field: access_token, format: opaque, default_life: 60 }
auth: { type: apikey, key: X-Token, value: "Token {{token}}", in: header }
`,
  };
  expect(toAuth(identityIn('./own.yaml', files).auth)).toMatchObject({
    apikey: [{ key: 'key' }, { key: 'value', value: 'Token {{own_token}}' }, { key: 'in' }],
  });
});

test('an attribute that is true or false is a boolean in Postman, where the text "false" would count as true', () => {
  const { auth } = identityIn('./own.yaml', { 'own.yaml': signedTemplates.oauth1 ?? '' });
  expect(toAuth(auth)).toMatchObject({
    type: 'oauth1',
    oauth1: expect.arrayContaining([
      { key: 'addParamsToHeader', value: true, type: 'boolean' },
      { key: 'addEmptyParamsToSign', value: false, type: 'boolean' },
      { key: 'version', value: '1.0', type: 'string' },
    ]),
  });
});

test('No Auth has no attributes', () => {
  expect(toAuth({ type: 'noauth', attributes: [] })).toEqual({ type: 'noauth' });
});

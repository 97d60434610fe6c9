import { describe, expect, test } from 'vitest';
import type { Identity } from '../../src/auth/sign-in.ts';
import { carries } from '../../src/server/carries.ts';
import { identityIn } from '../support/identities-of.ts';
import { signedTemplates } from '../support/signed-templates.ts';

const values = new Map(
  Object.entries({
    username: 'jané',
    password: 'p:w',
    api_key: 'key-1',
    api_key_header: 'X-Api-Key',
    access_key: 'AKID',
    secret_key: 's',
    bearer_token: 'brought',
    dex_token: '',
  }),
);

interface Sent {
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly query?: string;
}
/** Whether a request is accepted. The server has issued one token for `{{dex_token}}`, with the value `good`. */
function isAccepted(auth: Identity['auth'], { headers = {}, query = '' }: Sent): Promise<boolean> {
  const url = new URL(`http://localhost:1/a${query}`);
  return carries(
    auth,
    { url, headers },
    values,
    async (variable, value) => variable === 'dex_token' && value === 'good',
  );
}
const authorization = (value: string | string[]): Sent => ({ headers: { authorization: value } });
const basic = (text: string) => authorization(`Basic ${Buffer.from(text).toString('base64')}`);
const signedAuth = (type: string) => identityIn('./own.yaml', { 'own.yaml': signedTemplates[type] ?? '' }).auth;
const of = (auth: string) => identityIn(auth).auth;
const inQuery: Identity['auth'] = {
  type: 'apikey',
  attributes: [
    { key: 'key', value: 'k' },
    { key: 'value', value: '{{api_key}}' },
    { key: 'in', value: 'query' },
  ],
};
const signed = (key: string, signature = 'a'.repeat(64)) =>
  authorization(
    `AWS4-HMAC-SHA256 Credential=${key}/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=${signature}`,
  );

describe('whether a request is accepted with', () => {
  test.each<[string, Identity['auth'], Sent, boolean]>([
    ['a token that the server has issued', of('pydio-cells-v1'), authorization('Bearer good'), true],
    ['"bearer" in lower case', of('pydio-cells-v1'), authorization('bearer good'), true],
    ['another token', of('pydio-cells-v1'), authorization('Bearer bad'), false],
    ['a token with text after it', of('pydio-cells-v1'), authorization('Bearer good x'), false],
    ['a token in two headers', of('pydio-cells-v1'), authorization(['Bearer good', 'Bearer good']), false],
    ['a token in a Basic header', of('pydio-cells-v1'), authorization('Basic good'), false],
    ['no token', of('pydio-cells-v1'), {}, false],
    ['an empty token', of('pydio-cells-v1'), authorization('Bearer '), false],
    ['the bearer token from the environment', of('bearer'), authorization('Bearer brought'), true],
    ['a bearer token other than that from the environment', of('bearer'), authorization('Bearer good'), false],
    ['user name and password', of('basic'), basic('jané:p:w'), true],
    ['a wrong password', of('basic'), basic('jané:x'), false],
    ['user name and password without Base64', of('basic'), authorization('jané:p:w'), false],
    ['no user name', of('basic'), {}, false],
    ['an API key in its header', of('api-key'), { headers: { 'x-api-key': 'key-1' } }, true],
    ['a wrong API key', of('api-key'), { headers: { 'x-api-key': 'key-2' } }, false],
    ['an API key in another header', of('api-key'), { headers: { 'x-other': 'key-1' } }, false],
    ['an API key in the query instead of its header', of('api-key'), { query: '?X-Api-Key=key-1' }, false],
    ['an API key in the query', inQuery, { query: '?k=key-1' }, true],
    ['an empty API key in the query', inQuery, { query: '?k=' }, false],
    ['an API key in a header instead of the query', inQuery, { headers: { k: 'key-1' } }, false],
    ['a signature', of('aws-v4'), signed('AKID'), true],
    ['a signature with another access key', of('aws-v4'), signed('OTHER'), false],
    ['a malformed signature', of('aws-v4'), signed('AKID', 'x'), false],
    ['a token as the access key', of('{ template: aws-v4, access_key: "{{dex_token}}" }'), signed('good'), true],
    ['another token as the access key', of('{ template: aws-v4, access_key: "{{dex_token}}" }'), signed('bad'), false],
    ['a header of the right scheme', signedAuth('digest'), authorization('Digest username="admin"'), true],
    ['a scheme in lower case', signedAuth('hawk'), authorization('hawk id="shop"'), true],
    ['a header of another scheme', signedAuth('digest'), authorization('Bearer good'), false],
    ['a scheme that only begins like it', signedAuth('digest'), authorization('Digestive x'), false],
    ['no header, if there must be a signature', signedAuth('oauth1'), {}, false],
    ['nothing, if the auth type is noauth', { type: 'noauth', attributes: [] }, {}, true],
  ])('%s', async (_, auth, sent, accepted) => {
    expect(await isAccepted(auth, sent)).toBe(accepted);
  });

  test('an empty key is not accepted if the API key has no value', async () => {
    const empty: Identity['auth'] = { type: 'apikey', attributes: [{ key: 'key', value: 'k' }] };
    expect(await isAccepted(empty, { headers: { k: '' } })).toBe(false);
  });

  // A collection that is sent without an environment leaves the names of variables in place.
  test.each([
    ['a token', of('pydio-cells-v1'), authorization('Bearer {{dex_token}}')],
    ['an API key', of('gitlab-token'), { headers: { 'private-token': '{{gitlab_token}}' } }],
    ['an access key', of('{ template: aws-v4, access_key: "{{dex_token}}" }'), signed('{{dex_token}}')],
  ] as [string, Identity['auth'], Sent][])(
    'the name of a variable is not accepted as its value: %s',
    async (_, auth, sent) => {
      expect(await isAccepted(auth, sent)).toBe(false);
    },
  );
});

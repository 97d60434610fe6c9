import { describe, expect, test } from 'vitest';
import type { Identity } from '../../src/auth/sign-in.ts';
import { carries } from '../../src/server/carries.ts';
import { identityIn } from '../support/identities-of.ts';

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
/** Whether a request is let through; the server itself has made one token, `good`, for `{{dex_token}}`. */
function may(auth: Identity['auth'], { headers = {}, query = '' }: Sent): Promise<boolean> {
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

describe('what a request has to carry', () => {
  test.each<[string, Identity['auth'], Sent, boolean]>([
    ['a token that the server has made', of('pydio-cells-v1'), authorization('Bearer good'), true],
    ['the same in small letters', of('pydio-cells-v1'), authorization('bearer good'), true],
    ['another token', of('pydio-cells-v1'), authorization('Bearer bad'), false],
    ['a token with something behind it', of('pydio-cells-v1'), authorization('Bearer good x'), false],
    ['a token in two headers', of('pydio-cells-v1'), authorization(['Bearer good', 'Bearer good']), false],
    ['a token as Basic', of('pydio-cells-v1'), authorization('Basic good'), false],
    ['no token', of('pydio-cells-v1'), {}, false],
    ['a bearer of nothing', of('pydio-cells-v1'), authorization('Bearer '), false],
    ['a token that the user brings along', of('bearer'), authorization('Bearer brought'), true],
    ['another than that', of('bearer'), authorization('Bearer good'), false],
    ['a user with a password', of('basic'), basic('jané:p:w'), true],
    ['a wrong password', of('basic'), basic('jané:x'), false],
    ['a user in clear', of('basic'), authorization('jané:p:w'), false],
    ['no user', of('basic'), {}, false],
    ['a key in its header', of('api-key'), { headers: { 'x-api-key': 'key-1' } }, true],
    ['a wrong key', of('api-key'), { headers: { 'x-api-key': 'key-2' } }, false],
    ['a key in another header', of('api-key'), { headers: { 'x-other': 'key-1' } }, false],
    ['a key in the query in place of its header', of('api-key'), { query: '?X-Api-Key=key-1' }, false],
    ['a key in the query', inQuery, { query: '?k=key-1' }, true],
    ['a wrong one in the query', inQuery, { query: '?k=' }, false],
    ['a key in a header in place of the query', inQuery, { headers: { k: 'key-1' } }, false],
    ['a signature', of('aws-v4'), signed('AKID'), true],
    ['a signature of somebody else', of('aws-v4'), signed('OTHER'), false],
    ['a signature that is none', of('aws-v4'), signed('AKID', 'x'), false],
    ['a token as the access key', of('{ template: aws-v4, access_key: "{{dex_token}}" }'), signed('good'), true],
    ['another as the access key', of('{ template: aws-v4, access_key: "{{dex_token}}" }'), signed('bad'), false],
    ['nothing, where nothing is wanted', { type: 'noauth', attributes: [] }, {}, true],
  ])('%s', async (_, auth, sent, yes) => {
    expect(await may(auth, sent)).toBe(yes);
  });

  test('what has no value is no key: an empty one opens nothing', async () => {
    const empty: Identity['auth'] = { type: 'apikey', attributes: [{ key: 'key', value: 'k' }] };
    expect(await may(empty, { headers: { k: '' } })).toBe(false);
  });

  // So it comes from a collection without an environment.
  test.each([
    ['a token', of('pydio-cells-v1'), authorization('Bearer {{dex_token}}')],
    ['a key', of('gitlab-token'), { headers: { 'private-token': '{{gitlab_token}}' } }],
    ['an access key', of('{ template: aws-v4, access_key: "{{dex_token}}" }'), signed('{{dex_token}}')],
  ] as [string, Identity['auth'], Sent][])(
    'the name of a variable without a value is no key: %s',
    async (_, auth, sent) => {
      expect(await may(auth, sent)).toBe(false);
    },
  );
});

import { describe, expect, test } from 'vitest';
import { apiOf, listWith } from '../../support/api-of.ts';
import { now, type Reply, runScript } from '../../support/fake-pm.ts';
import { signInScripts } from '../../support/sign-in-scripts.ts';

const { guard, prerequest, request } = signInScripts(apiOf(listWith('GET /a', 'auth: oauth2-client-credentials')));

const environment = {
  base_url: 'https://api.test',
  issuer: 'https://id.test/realm/',
  client_id: 'me',
  client_secret: 'CLIENT-SECRET-1',
  scope: '',
  audience: '',
  resource: '',
  access_token: 'old',
  access_token_expires_at: '',
  access_token_for: '',
  access_token_url: '',
};
const document = (changes: object = {}): Reply => ({
  code: 200,
  text: JSON.stringify({ issuer: 'https://id.test/realm', token_endpoint: 'https://id.test/realm/token', ...changes }),
});
const token: Reply = { code: 200, text: '{"access_token":"opaque-1","expires_in":60}', headers: {} };

test('the visible token request is sent to the discovered URL', () => {
  expect(request('Get token').url).toEqual({ raw: '{{access_token_url}}', host: ['{{access_token_url}}'] });
  const found = runScript(prerequest('Get token'), { environment, reply: document() });
  expect(found.sent).toEqual([
    { url: 'https://id.test/realm/.well-known/openid-configuration', method: 'GET', auth: { type: 'noauth' } },
  ]);
  expect(found.environment.access_token_url).toBe('https://id.test/realm/token');
  expect([found.tests, found.steps.includes('skip')]).toEqual([[], false]);
});

test('the guard discovers the token URL and then sends its token request there', () => {
  const deeds = runScript(guard, { environment, reply: [document(), token] });
  expect(deeds.sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET https://id.test/realm/.well-known/openid-configuration',
    'POST https://id.test/realm/token',
  ]);
  expect(deeds.tests).toEqual([]);
  expect(deeds.environment).toMatchObject({
    access_token: 'opaque-1',
    access_token_expires_at: String(now + 40_000),
    access_token_for: 'https://id.test/realm/ me   ',
  });
});

test('a token is used only for its issuer: another issuer needs another token', () => {
  const living = {
    ...environment,
    access_token_expires_at: String(now + 1),
    access_token_for: 'https://id.test/realm/ me   ',
  };
  expect(runScript(guard, { environment: living }).sent).toEqual([]);
  const moved = { ...living, issuer: 'https://other.test' };
  const reply = [document({ issuer: 'https://other.test' }), token];
  expect(runScript(guard, { environment: moved, reply }).sent).toHaveLength(2);
});

describe('a failed discovery', () => {
  const bad: [string, Reply, RegExp][] = [
    ['no answer', { error: { code: 'ECONNREFUSED', message: 'CLIENT-SECRET-1' } }, /no answer from the discovery/],
    ['404', { code: 404, text: '<html>' }, /discovery of the issuer answered 404/],
    ['401 with a document', { ...document(), code: 401 }, /answered 401/],
    ['a login page', { code: 200, text: '<html>CLIENT-SECRET-1' }, /another issuer/],
    ['JSON null', { code: 200, text: 'null' }, /another issuer/],
    ['an array', { code: 200, text: '[]' }, /another issuer/],
    ['an empty body', { code: 200, text: '' }, /another issuer/],
    ['another issuer', document({ issuer: 'https://evil.test' }), /another issuer/],
    [
      'an issuer that only starts with the expected one',
      document({ issuer: 'https://id.test/realm2' }),
      /another issuer/,
    ],
    ['no issuer', document({ issuer: undefined }), /another issuer/],
    ['no token URL', document({ token_endpoint: undefined }), /names no token_endpoint/],
    ['a token URL that is a number', document({ token_endpoint: 7 }), /names no token_endpoint/],
    ['a token URL with another scheme', document({ token_endpoint: 'ftp://id.test/t' }), /names no token_endpoint/],
    ['a token URL with a variable', document({ token_endpoint: 'https://{{x}}/t' }), /names no token_endpoint/],
    ['a token URL with a user', document({ token_endpoint: 'https://a@id.test/t' }), /names no token_endpoint/],
    ['a token URL with a line break', document({ token_endpoint: 'https://id.test/t\n' }), /names no token_endpoint/],
    ['a token URL without https', document({ token_endpoint: 'http://id.test/t' }), /without https/],
  ];

  test.each(bad)('%s: the guard sends no token request', (_, reply, cause) => {
    const { sent, tests, steps, environment: after } = runScript(guard, { environment, reply: [reply, token] });
    expect(tests).toEqual([['Sign-in', expect.stringMatching(cause)]]);
    expect(tests[0]?.[1]).not.toContain('CLIENT-SECRET-1');
    expect(sent).toHaveLength(1);
    expect(steps.slice(-3)).toEqual(['next null', 'test', 'skip']);
    expect(after).toMatchObject({ access_token: '', access_token_expires_at: 'refused', access_token_url: '' });
  });

  test.each(bad)('%s: the visible token request is not sent', (_, reply, cause) => {
    const { tests, steps, environment: after } = runScript(prerequest('Get token'), { environment, reply });
    expect(tests).toEqual([['Update environment', expect.stringMatching(cause)]]);
    expect(steps.slice(-3)).toEqual(['next null', 'test', 'skip']);
    expect(after).toMatchObject({ access_token: '', access_token_expires_at: 'refused', access_token_url: '' });
  });

  test('an issuer with plain http may have a token URL with plain http', () => {
    const local = { ...environment, issuer: 'http://localhost:1/realm' };
    const reply = document({ issuer: 'http://localhost:1/realm/', token_endpoint: 'http://localhost:1/t' });
    expect(runScript(prerequest('Get token'), { environment: local, reply }).environment.access_token_url).toBe(
      'http://localhost:1/t',
    );
  });
});

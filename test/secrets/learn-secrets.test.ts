import { describe, expect, test } from 'vitest';
import { learn } from '../../src/secrets/learn-secrets.ts';

const value = 'value-of-it';
const body = (data: unknown) => learn([], JSON.stringify(data));
const cookie = (...values: string[]) =>
  learn(
    values.map((text) => ({ key: 'Set-Cookie', value: text })),
    '',
  );

describe('a secret in the JSON of an answer is found', () => {
  test.each([
    'access_token',
    'refresh_token',
    'id_token',
    'Token',
    'JWT',
    'client_secret',
    'password',
    'sessionId',
    'SESSION',
    'api_key',
    'apiKey',
    'client_assertion',
    'csrf_token',
    'cookie',
  ])('in the field %s', (name) => {
    expect(body({ [name]: value })).toEqual([value]);
  });

  test.each([
    'token_type',
    'token_endpoint',
    'expires_in',
    'access_token_expires',
    'tokenLifetime',
    'tokenUrl_uri',
    'token_url',
    'token_endpoint_auth_methods_supported',
    'name',
    'color',
  ])('but not in the field %s, which describes a token or is unrelated', (name) => {
    expect(body({ [name]: value })).toEqual([]);
  });

  test('at any depth, and in arrays', () => {
    expect(body({ data: { list: [{ token: value }] } })).toEqual([value]);
    expect(body({ a: { b: { c: { d: { token: value } } } } })).toEqual([value]);
  });

  test('with JSON escapes decoded', () => {
    expect(body({ token: 'a"b\\c\nd/é☃' })).toEqual(['a"b\\c\nd/é☃']);
    expect(learn([], '{"token":"\\u0061-value-of-it\\/"}')).toEqual(['a-value-of-it/']);
  });

  test('in JSON that is cut off later', () => {
    expect(learn([], `{"token" :\n "${value}", "list": [1, `)).toEqual([value]);
  });

  test('within limits: the first 4096 characters of a value, and 50 values of an answer', () => {
    expect(body({ token: 'x'.repeat(5000) })).toEqual(['x'.repeat(4096)]);
    const many = Array.from({ length: 200 }, (_, index) => ({ token: `value-number-${index}` }));
    expect(body(many)).toHaveLength(50);
  });

  // As long as an answer may be: a Base64 image, or an attack.
  test.each([
    ['one long text', 'a'.repeat(10_000_000)],
    ['a long text of escapes only', '\\n'.repeat(5_000_000)],
  ])('after %s', (_, text) => {
    expect(learn([], `{"picture":"${text}","token":"${value}"}`)).toEqual([value]);
  });

  test('only once, and only if it is a text of at least eight characters', () => {
    expect(body({ token: value, session: value, secret: 'another-one' })).toEqual([value, 'another-one']);
    expect(body({ token: '1234567' })).toEqual([]);
    expect(body({ token: 12_345_678, secret: null, password: true })).toEqual([]);
  });

  test.each([
    ['an empty body', ''],
    ['a body that is not JSON', '<token>value-of-it</token>'],
    ['a JSON string', '"token"'],
    ['null with a comment', 'null // token'],
  ])('not in %s, which is not an error', (_, text) => {
    expect(learn([], text)).toEqual([]);
  });

  test('in JSON that is cut off inside the value', () => {
    expect(learn([], '{"token":"value-of-it')).toEqual(['value-of-it']);
  });

  test('after a byte order mark', () => {
    expect(learn([], `\ufeff{"token":"${value}"}`)).toEqual([value]);
  });

  test('in JSON nested 5000 levels deep, without a stack overflow', () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    expect(learn([], `{"token":"${value}","deep":${deep}}`)).toEqual([value]);
  });
});

describe('the value of a cookie or of a secret header is found', () => {
  test.each<[string, string[], string[]]>([
    ['before attributes', ['sid=session-1; Path=/; HttpOnly'], ['session-1']],
    ['in quotes', ['sid="session-1"; Path=/'], ['session-1']],
    ['with equals signs in it', ['sid=session=1=; Path=/'], ['session=1=']],
    ['without attributes', ['sid=session-1'], ['session-1']],
    ['in several headers', ['a=session-1', 'b=session-2'], ['session-1', 'session-2']],
    ['but not if it is short, such as a language or a flag', ['lang=de', 'seen=1'], []],
    ['but not if the cookie is deleted', ['sid=; Max-Age=0'], []],
    ['but not if there is no value', ['sid'], []],
  ])('%s', (_, values, want) => {
    expect(cookie(...values)).toEqual(want);
  });

  test.each(['X-Auth-Token', 'x-api-key', 'X-Session-Id', 'X-CSRF-Token'])('in the header %s', (key) => {
    expect(learn([{ key, value: 'brought-along' }], '')).toEqual(['brought-along']);
  });
  test('in any capitalization of the header name, and in no unrelated header', () => {
    expect(learn([{ key: 'set-COOKIE', value: 'a=session-1' }], '')).toEqual(['session-1']);
    expect(learn([{ key: 'Server', value: 'a=session-1' }], '')).toEqual([]);
  });
});

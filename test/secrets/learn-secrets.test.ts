import { describe, expect, test } from 'vitest';
import { learn } from '../../src/secrets/learn-secrets.ts';

const value = 'value-of-it';
const body = (data: unknown) => learn([], JSON.stringify(data));
const cookie = (...values: string[]) =>
  learn(
    values.map((one) => ({ key: 'Set-Cookie', value: one })),
    '',
  );

describe('what an answer’s JSON calls a secret is learnt', () => {
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
  ])('%s', (name) => {
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
  ])('%s only speaks of one, or is none', (name) => {
    expect(body({ [name]: value })).toEqual([]);
  });

  test('however deep it stands, and in lists', () => {
    expect(body({ data: { list: [{ token: value }] } })).toEqual([value]);
    expect(body({ a: { b: { c: { d: { token: value } } } } })).toEqual([value]);
  });

  test('as it is, and not as JSON spells it', () => {
    expect(body({ token: 'a"b\\c\nd/é☃' })).toEqual(['a"b\\c\nd/é☃']);
    expect(learn([], '{"token":"\\u0061-value-of-it\\/"}')).toEqual(['a-value-of-it/']);
  });

  test('in an answer that is not whole', () => {
    expect(learn([], `{"token" :\n "${value}", "list": [1, `)).toEqual([value]);
  });

  test('as far as there is room: the beginning of a long one, and so many of an answer', () => {
    expect(body({ token: 'x'.repeat(5000) })).toEqual(['x'.repeat(4096)]);
    const many = Array.from({ length: 200 }, (_, index) => ({ token: `value-number-${index}` }));
    expect(body(many)).toHaveLength(50);
  });

  // As long as an answer may be: a picture in Base64, or an attack.
  test.each([
    ['one long text', 'a'.repeat(10_000_000)],
    ['nothing but escapes', '\\n'.repeat(5_000_000)],
  ])('%s before it is no fault, and hides nothing', (_, text) => {
    expect(learn([], `{"picture":"${text}","token":"${value}"}`)).toEqual([value]);
  });

  test('each once, and none that is too short to be told from other text', () => {
    expect(body({ token: value, session: value, secret: 'another-one' })).toEqual([value, 'another-one']);
    expect(body({ token: '1234567' })).toEqual([]);
    expect(body({ token: 12_345_678, secret: null, password: true })).toEqual([]);
  });

  test.each([
    ['nothing', ''],
    ['no JSON', '<token>value-of-it</token>'],
    ['text', '"token"'],
    ['null', 'null // token'],
  ])('%s is no fault', (_, text) => {
    expect(learn([], text)).toEqual([]);
  });

  test('half of an answer tells as much as is there', () => {
    expect(learn([], '{"token":"value-of-it')).toEqual(['value-of-it']);
  });

  test('a byte order mark hides nothing', () => {
    expect(learn([], `\ufeff{"token":"${value}"}`)).toEqual([value]);
  });

  test('a tree that is deeper than any stack is no fault', () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    expect(learn([], `{"token":"${value}","deep":${deep}}`)).toEqual([value]);
  });
});

describe('cookies are learnt', () => {
  test.each<[string, string[], string[]]>([
    ['with their attributes', ['sid=session-1; Path=/; HttpOnly'], ['session-1']],
    ['in quotes', ['sid="session-1"; Path=/'], ['session-1']],
    ['with an equals sign in the value', ['sid=session=1=; Path=/'], ['session=1=']],
    ['without attributes', ['sid=session-1'], ['session-1']],
    ['several', ['a=session-1', 'b=session-2'], ['session-1', 'session-2']],
    ['not when they are short: a language, a flag', ['lang=de', 'seen=1'], []],
    ['not when they are taken away', ['sid=; Max-Age=0'], []],
    ['not without a value', ['sid'], []],
  ])('%s', (_, values, want) => {
    expect(cookie(...values)).toEqual(want);
  });

  test.each(['X-Auth-Token', 'x-api-key', 'X-Session-Id', 'X-CSRF-Token'])('so is what %s brings', (key) => {
    expect(learn([{ key, value: 'brought-along' }], '')).toEqual(['brought-along']);
  });
  test('whatever the spelling of the header, and no other header', () => {
    expect(learn([{ key: 'set-COOKIE', value: 'a=session-1' }], '')).toEqual(['session-1']);
    expect(learn([{ key: 'Server', value: 'a=session-1' }], '')).toEqual([]);
  });
});

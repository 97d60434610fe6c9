import { describe, expect, test } from 'vitest';
import { errorsIn, excerptOf, reasonIn } from '../../../src/run/verdict/excerpt.ts';

describe('the excerpt of an answer', () => {
  test.each<[string, string, string | undefined]>([
    ['fields that explain an error come first', '{"id":1,"error":"too long"}', '{"error":"too long","id":1}'],
    [
      'a problem of RFC 9457',
      '{"type":"about:blank","status":422,"title":"Bad year","detail":"1889 is before 1900"}',
      '{"title":"Bad year","detail":"1889 is before 1900","type":"about:blank","status":422}',
    ],
    ['a code', '{"id":1,"code":"E7"}', '{"code":"E7","id":1}'],
    ['a list of errors', '{"errors":[{"field":"year"}]}', '{"errors":[{"field":"year"}]}'],
    [
      'an error one level down',
      `{"response":{"data":"${'d'.repeat(400)}","error":{"code":7,"message":"wrapped"}},"ok":false}`,
      `{"response":{"error":{"message":"wrapped","code":7},"data":"${'d'.repeat(240)}…`,
    ],
    [
      'numbers as they are',
      '{"id":9007199254740993123,"max":1.10,"e":1e400}',
      '{"id":9007199254740993123,"max":1.10,"e":1e400}',
    ],
    ['fields in capital letters', '{"Id":1,"Message":"no"}', '{"Message":"no","Id":1}'],
    ['text in one line', 'not\n  allowed\r\n', 'not allowed'],
    [
      'the text of a web page',
      '<!DOCTYPE html><html><head><style>p{}</style><title>Sign in</title></head><body><p>Hello</p></body></html>',
      'Sign in Hello',
    ],
    ['XML as it is', '<Error><Code>NoSuchKey</Code></Error>', '<Error><Code>NoSuchKey</Code></Error>'],
    ['nothing for an empty answer', '', undefined],
    ['nothing for a picture', '\u0089PNG\u0000\u0000\u0000\u0001\u0002', undefined],
    ['a long text is cut', 'a'.repeat(400), `${'a'.repeat(300)}…`],
    ['JSON null', 'null', 'null'],
  ])('%s', (_, body, want) => expect(excerptOf({ body })).toBe(want));
});

describe('the reason of a server that refuses', () => {
  test.each<[string, string, string | undefined]>([
    [
      'OAuth (RFC 6749, section 5.2)',
      '{"error":"invalid_grant","error_description":"Account disabled"}',
      'Account disabled',
    ],
    [
      'a vendor code at its start',
      '{"error":"invalid_grant","error_description":"AADSTS50126: Error validating credentials.\\r\\nTrace ID: 1","error_codes":[50126]}',
      'AADSTS50126: Error validating credentials. Trace ID: 1',
    ],
    ['a code', '{"error":"mfa_required"}', 'mfa_required'],
    ['a code in another field', '{"ok":false,"error":{"code":"ACCOUNT_LOCKED"}}', 'ACCOUNT_LOCKED'],
    ['a text as error', '{"error":"Wrong password"}', 'Wrong password'],
    ['an error inside a map', '{"error":{"code":401,"message":"Key revoked"}}', 'Key revoked'],
    ['an error inside a list', '{"errors":[{"message":"Locked for now"}]}', 'Locked for now'],
    ['a word with a secret in it, which is masked', '{"error":"no user ••••••"}', 'no user ••••••'],
    ['a long word with a masked secret', '{"error":"yyyyyyyyyy••••••"}', 'yyyyyyyyyy••••••'],
    ['only a masked secret', '{"error":"••••••"}', undefined],
    ['one word, which may be a code or a token', '{"error":"x1-y2","message":"eyJhbGciOi"}', undefined],
    ['Okta', '{"errorCode":"E1","message":"Authentication failed"}', 'Authentication failed'],
    ['no JSON', '<html>no</html>', undefined],
    ['no text', '{"error_description":{"a":1}}', undefined],
    ['a long text is cut', `{"message":"${'long '.repeat(60)}"}`, `${'long '.repeat(40)}…`],
  ])('%s', (_, body, want) => expect(reasonIn({ body })).toBe(want));
});

describe('the fields of an answer that report an error', () => {
  test.each<[string, string, string | undefined]>([
    ['GraphQL', '{"data":{"me":{"mail":"a@b.test"}},"errors":[{"message":"no"}]}', '{"errors":[{"message":"no"}]}'],
    ['a flag and a code', '{"ok":false,"error":"invalid_auth","user":"jane"}', '{"error":"invalid_auth"}'],
    ['other spellings', '{"a":1,"errorMessage":"x","error_code":7}', '{"error_code":7,"errorMessage":"x"}'],
    ['no error', '{"data":1,"errors":[],"error":null,"error_code":0}', undefined],
    ['a list', '[{"error":"x"}]', undefined],
    ['no JSON', 'error', undefined],
  ])('%s', (_, body, want) => expect(errorsIn({ body })).toBe(want));
});

import { describe, expect, test } from 'vitest';
import { loadIdentitiesOf } from '../support/identities-of.ts';

const own = `name: Sign in
grant: password
token_url: /token
token:
  variable: own_token
  field: access_token
  format: opaque
  default_life: 60
refusals:
  user: { status: 403, error: access_denied }
keys: /keys
`;

/** What a list's own `auth` comes to, where `my-auth.yaml` stands beside the list. */
function authOf(auth: string, text = own) {
  const { value, said, asked } = loadIdentitiesOf(auth, { 'my-auth.yaml': text });
  return { templates: value?.map((one) => one.template), said, asked };
}

describe('where a sign-in comes from', () => {
  test.each(['name: a', 'auth: none', 'auth: { template: none }', 'auth: "none"'])('%s: there is none', (auth) => {
    expect(authOf(auth)).toEqual({ templates: [], said: [], asked: [] });
  });
  test.each(['auth: pydio-cells-v1', 'auth: { template: pydio-cells-v1 }', 'identities: { jane: pydio-cells-v1 }'])(
    '%s: the package',
    (auth) => {
      expect(authOf(auth)).toEqual({ templates: ['pydio-cells-v1'], said: [], asked: [] });
    },
  );
  test('an identity may be somebody unknown', () => {
    expect(authOf('identities: { nobody: none }').templates).toEqual(['none']);
  });
  test.each(['./my-auth.yaml', 'my-auth.yaml', 'auth/my-auth.yaml'])('%s: a file beside the list', (path) => {
    expect(authOf(`auth: ${path}`)).toEqual({ templates: [path], said: [], asked: [path] });
  });
  test('no name leads out of the templates', () => {
    expect(authOf('auth: ../auth/pydio-cells-v1').said).toEqual(['1:7 error file-not-found']);
  });
});

describe('several', () => {
  test("the list's own auth comes first, wherever it stands, then the others in their order", () => {
    const { value } = loadIdentitiesOf(
      'identities: { jane: pydio-cells-v1, none_of_them: none, s3: { template: aws-v4 } }\nauth: ./my-auth.yaml',
      { 'my-auth.yaml': own },
    );
    expect(value?.map(({ name, template }) => [name, template])).toEqual([
      [undefined, './my-auth.yaml'],
      ['jane', 'pydio-cells-v1'],
      ['none_of_them', 'none'],
      ['s3', 'aws-v4'],
    ]);
  });
  test('each points at what asks for it', () => {
    const { value } = loadIdentitiesOf(
      'auth: pydio-cells-v1\nidentities: { jane: pydio-cells-v1, s3: { template: aws-v4 } }',
    );
    expect(value?.map(({ origin }) => origin.source.text.slice(origin.start, origin.end))).toEqual([
      'pydio-cells-v1',
      'pydio-cells-v1',
      '{ template: aws-v4 }',
    ]);
  });
  test('a mistake in one hides nothing of the others', () => {
    const text = 'auth: dexx\nidentities: { jane: { template: dex, scopes: a }, s3: ./nowhere.yaml, ok: basic }';
    const { value, said } = loadIdentitiesOf(text);
    expect(said).toEqual(['1:7 error unknown-template', '2:38 error unknown-key', '2:55 error file-not-found']);
    expect(value).toBeUndefined();
  });
});

test('an identity is no template, and the hint says what it is', () => {
  const { hints } = loadIdentitiesOf('auth: jane\nidentities: { jane: basic }');
  expect(hints).toEqual([expect.stringContaining('"jane" is an identity')]);
});

describe('what is wrong with it', () => {
  test.each([
    ['an unknown name', 'auth: pydio-cell', undefined, '1:7 error unknown-template'],
    ['an unknown name in the long form', 'auth: { template: dexx }', undefined, '1:19 error unknown-template'],
    ['an unknown name of an identity', 'identities: { jane: dexx }', undefined, '1:21 error unknown-template'],
    ['a missing file', 'auth: ./nowhere.yaml', undefined, '1:7 error file-not-found'],
    ['a file that is no YAML', 'auth: ./my-auth.yaml', 'a: @', 'my-auth.yaml:1:4 error yaml-syntax'],
    ['an empty file', 'auth: ./my-auth.yaml', '', 'my-auth.yaml:1:1 error yaml-empty'],
    ['a key twice', 'auth: ./my-auth.yaml', `${own}keys: /k\n`, 'my-auth.yaml:12:1 error duplicate-key'],
    ['an unknown key', 'auth: ./my-auth.yaml', `${own}scopes: a\n`, 'my-auth.yaml:12:1 error unknown-key'],
    [
      'a grant that is none',
      'auth: ./my-auth.yaml',
      own.replace('grant: password', 'grant: magic'),
      'my-auth.yaml:2:8 error wrong-value',
    ],
    [
      'a life of no time',
      'auth: ./my-auth.yaml',
      own.replace('default_life: 60', 'default_life: 0'),
      'my-auth.yaml:8:17 error wrong-type',
    ],
    [
      'a refusal that is none',
      'auth: ./my-auth.yaml',
      own.replace('status: 403', 'status: 200'),
      'my-auth.yaml:10:19 error wrong-type',
    ],
    [
      'a token without its field',
      'auth: ./my-auth.yaml',
      own.replace('  field: access_token\n', ''),
      'my-auth.yaml:5:3 error missing-key',
    ],
    [
      'a token that nobody gives',
      'auth: ./my-auth.yaml',
      own.replace('token_url: /token\n', ''),
      '1:7 error missing-key',
    ],
  ])('%s', (_, auth, text, line) => {
    const { templates, said } = authOf(auth, text ?? own);
    expect([templates, said]).toEqual([undefined, [line]]);
  });

  // Nobody would see that the client is not told: the server only says that it is not the right one.
  test.each(['basic', 'basic-encoded', 'body'])('a client that proves itself by %s, and has no name', (way) => {
    const { templates, said } = authOf('auth: ./my-auth.yaml', `${own}client_authentication: ${way}\n`);
    expect([templates, said]).toEqual([undefined, [expect.stringMatching(/ error missing-key$/)]]);
  });

  test('neither a token to get nor anything to carry', () => {
    const { templates, said } = authOf('auth: ./my-auth.yaml', 'name: Sign in\n');
    expect([templates, said]).toEqual([undefined, [expect.stringMatching(/ error missing-key$/)]]);
  });

  test('something to carry that Postman does not know', () => {
    const { templates, said } = authOf('auth: ./my-auth.yaml', 'auth: { type: bearr, token: x }\n');
    expect([templates, said]).toEqual([undefined, ['my-auth.yaml:1:15 error wrong-value']]);
  });

  test('something to carry that says not what it is', () => {
    const { templates, said } = authOf('auth: ./my-auth.yaml', 'auth: { token: x }\n');
    expect([templates, said]).toEqual([undefined, ['my-auth.yaml:1:9 error missing-key']]);
  });
});

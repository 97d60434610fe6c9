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

/** The identity of `auth`, with `my-auth.yaml` beside the list. */
function authOf(auth: string, text = own) {
  const { value, said, asked } = loadIdentitiesOf(auth, { 'my-auth.yaml': text });
  return { templates: value?.map(({ template }) => template), said, asked };
}

describe('where an identity comes from', () => {
  test.each(['name: a', 'auth: none', 'auth: { template: none }', 'auth: "none"'])('%s makes no identity', (auth) => {
    expect(authOf(auth)).toEqual({ templates: [], said: [], asked: [] });
  });
  test.each(['auth: pydio-cells-v1', 'auth: { template: pydio-cells-v1 }', 'identities: { jane: pydio-cells-v1 }'])(
    '%s is a template of the package',
    (auth) => {
      expect(authOf(auth)).toEqual({ templates: ['pydio-cells-v1'], said: [], asked: [] });
    },
  );
  test('an identity with the template none has no sign-in', () => {
    expect(authOf('identities: { nobody: none }').templates).toEqual(['none']);
  });
  test.each(['./my-auth.yaml', 'my-auth.yaml', 'auth/my-auth.yaml'])('%s is a file beside the list', (path) => {
    expect(authOf(`auth: ${path}`)).toEqual({ templates: [path], said: [], asked: [path] });
  });
  test('a name cannot lead out of the folder of templates', () => {
    expect(authOf('auth: ../auth/pydio-cells-v1').said).toEqual(['1:7 error file-not-found']);
  });
});

describe('several identities', () => {
  test('auth comes first, wherever it is written, then the identities in their order', () => {
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
  test('each has the position of the line that names it', () => {
    const { value } = loadIdentitiesOf(
      'auth: pydio-cells-v1\nidentities: { jane: pydio-cells-v1, s3: { template: aws-v4 } }',
    );
    expect(value?.map(({ origin }) => origin.source.text.slice(origin.start, origin.end))).toEqual([
      'pydio-cells-v1',
      'pydio-cells-v1',
      '{ template: aws-v4 }',
    ]);
  });
  test('a mistake in one does not hide mistakes in the others', () => {
    const text = 'auth: dexx\nidentities: { jane: { template: dex, scopes: a }, s3: ./nowhere.yaml, ok: basic }';
    const { value, said } = loadIdentitiesOf(text);
    expect(said).toEqual(['1:7 error unknown-template', '2:38 error unknown-key', '2:55 error file-not-found']);
    expect(value).toBeUndefined();
  });
});

test('the name of an identity is not a template, and the hint explains that', () => {
  const { hints } = loadIdentitiesOf('auth: jane\nidentities: { jane: basic }');
  expect(hints).toEqual([expect.stringContaining('"jane" is an identity')]);
});

describe('mistakes in a template, or in the name of one', () => {
  test.each([
    ['an unknown name', 'auth: pydio-cell', undefined, '1:7 error unknown-template'],
    ['an unknown name in the long form', 'auth: { template: dexx }', undefined, '1:19 error unknown-template'],
    ['an unknown name of an identity', 'identities: { jane: dexx }', undefined, '1:21 error unknown-template'],
    ['a missing file', 'auth: ./nowhere.yaml', undefined, '1:7 error file-not-found'],
    ['a file that is not YAML', 'auth: ./my-auth.yaml', 'a: @', 'my-auth.yaml:1:4 error yaml-syntax'],
    ['an empty file', 'auth: ./my-auth.yaml', '', 'my-auth.yaml:1:1 error yaml-empty'],
    [
      'a key that is written twice',
      'auth: ./my-auth.yaml',
      `${own}keys: /k\n`,
      'my-auth.yaml:12:1 error duplicate-key',
    ],
    ['an unknown key', 'auth: ./my-auth.yaml', `${own}scopes: a\n`, 'my-auth.yaml:12:1 error unknown-key'],
    [
      'an unknown grant',
      'auth: ./my-auth.yaml',
      own.replace('grant: password', 'grant: magic'),
      'my-auth.yaml:2:8 error wrong-value',
    ],
    [
      'a token life of 0 seconds',
      'auth: ./my-auth.yaml',
      own.replace('default_life: 60', 'default_life: 0'),
      'my-auth.yaml:8:17 error wrong-type',
    ],
    [
      'a refusal with a status of success',
      'auth: ./my-auth.yaml',
      own.replace('status: 403', 'status: 200'),
      'my-auth.yaml:10:19 error wrong-type',
    ],
    [
      'a token without a field',
      'auth: ./my-auth.yaml',
      own.replace('  field: access_token\n', ''),
      'my-auth.yaml:5:3 error missing-key',
    ],
    [
      'a token without a token URL',
      'auth: ./my-auth.yaml',
      own.replace('token_url: /token\n', ''),
      '1:7 error missing-key',
    ],
  ])('%s', (_, auth, text, line) => {
    const { templates, said } = authOf(auth, text ?? own);
    expect([templates, said]).toEqual([undefined, [line]]);
  });

  // The server would only answer that the client is wrong, not that its id is missing.
  test.each(['basic', 'basic-encoded', 'body'])('client authentication %s without a client id', (way) => {
    const { templates, said } = authOf('auth: ./my-auth.yaml', `${own}client_authentication: ${way}\n`);
    expect([templates, said]).toEqual([undefined, [expect.stringMatching(/ error missing-key$/)]]);
  });

  test('neither a token nor an auth', () => {
    const { templates, said } = authOf('auth: ./my-auth.yaml', 'name: Sign in\n');
    expect([templates, said]).toEqual([undefined, [expect.stringMatching(/ error missing-key$/)]]);
  });

  test('an auth of a type that Postman does not know', () => {
    const { templates, said } = authOf('auth: ./my-auth.yaml', 'auth: { type: bearr, token: x }\n');
    expect([templates, said]).toEqual([undefined, ['my-auth.yaml:1:15 error wrong-value']]);
  });

  test('an auth without a type', () => {
    const { templates, said } = authOf('auth: ./my-auth.yaml', 'auth: { token: x }\n');
    expect([templates, said]).toEqual([undefined, ['my-auth.yaml:1:9 error missing-key']]);
  });
});

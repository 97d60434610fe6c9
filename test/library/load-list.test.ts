import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadList, readerBeside } from '../../src/library/load-list.ts';
import { endpointsOf } from '../../src/model/api.ts';
import { defaultIdentityOf, tokenIdentitiesOf } from '../../src/model/identities.ts';
import { toSource } from '../../src/source/read.ts';
import { apiOf, listWith, load, problemsOf } from '../support/api-of.ts';
import { tempFolder } from '../support/temp-folder.ts';

describe('loadList turns text into a model', () => {
  test('from a minimal list', () => {
    const api = apiOf(`
name: Pydio Cells
auth: pydio-cells-v1
environments:
  demo: { base_url: https://demo.pydio.com, username: admin, login: admin }
endpoints:
  - GET /a/config/ctl
  - GET /a/user/{login}
`);
    expect(api).toMatchObject({ name: 'Pydio Cells', slug: 'pydio-cells', unsafe: 'plain' });
    expect(api.identities).toMatchObject([{ template: 'pydio-cells-v1', signIn: { name: 'Get token', guard: true } }]);
    expect(tokenIdentitiesOf(api)).toEqual(api.identities);
    expect(endpointsOf(api.items).map(({ name, auth, safe }) => [name, auth, safe])).toEqual([
      ['GET /a/config/ctl', 'inherit', true],
      ['GET /a/user/{login}', 'inherit', true],
    ]);
    const empty = [...(api.environments[0]?.values ?? [])].filter(([, value]) => value === '').map(([name]) => name);
    expect(empty).toEqual([
      ...['client_secret', 'password', 'nonce'],
      ...['dex_token', 'dex_token_expires_at', 'dex_token_for', 'dex_token_refresh'],
    ]);
  });

  test.each([
    ['auth: none', undefined],
    ['', undefined],
    ['auth: pydio-cells-v1', 'Get token'],
    ['auth: { template: pydio-cells-v1, name: Sign in }', 'Sign in'],
  ])('with %j: the sign-in is called %j', (auth, want) => {
    const api = apiOf(listWith('GET /a', auth));
    expect(defaultIdentityOf(api)?.signIn?.name).toBe(want);
    expect(tokenIdentitiesOf(api).map(({ signIn }) => signIn.name)).toEqual(want === undefined ? [] : [want]);
  });

  test('and reports all mistakes of a list at once', () => {
    const text = listWith(['get /a b', '{ request: GET /b, expect: 999 }', '{ request: GET /c, save: { x: nope } }']);
    expect(problemsOf(text).filter((problem) => !problem.startsWith('unused'))).toEqual([
      'bad-url 5:11',
      'bad-expectation 6:32',
      'bad-path 7:35',
    ]);
  });

  describe('an unknown key does not prevent other checks:', () => {
    const problems = (entries: string[], above = '') =>
      problemsOf(listWith(entries, above)).filter((problem) => !problem.startsWith('unused'));

    test.each<[string, string[], string, string[]]>([
      ['no other mistake', ['{ request: GET /a, heders: {} }'], '', ['unknown-key 5:24']],
      [
        'other mistakes in the same entry and in other entries',
        ['{ request: GET /a, heders: {}, expect: 999 }', 'GET b', '{ request: GET /c, save: { x: nope } }'],
        '',
        ['unknown-key 5:24', 'bad-expectation 5:44', 'bad-url 6:9', 'bad-path 7:35'],
      ],
      [
        'mistakes that are only visible in the complete list',
        ['{ request: GET /a, heders: {} }', 'GET /b/{{nope}}', 'GET /b/{{x}}', '{ request: GET /c, save: { x: $.x } }'],
        '',
        ['unknown-key 5:24', 'undeclared-variable 6:12', 'save-comes-later 7:12'],
      ],
      ['an unknown key at the top of the list', ['GET b'], 'nmae: Test', ['unknown-key 4:1', 'bad-url 6:9']],
      [
        'several unknown keys, some of them in a folder',
        ['{ folder: F, heders: {}, endpoints: [{ request: GET /a, tpye: 1 }, GET c] }'],
        'nmae: Test',
        ['unknown-key 4:1', 'unknown-key 6:18', 'unknown-key 6:61', 'bad-url 6:76'],
      ],
      // The entry with the wrong type is removed before the other checks, and it might be the entry that saves x.
      [
        'but with a wrong type as well, variables are not checked',
        ['{ request: GET /a, heders: {} }', '{ request: GET /b, query: 1 }', 'GET /c/{{x}}', 'GET d'],
        '',
        ['unknown-key 5:24', 'wrong-type 6:31', 'bad-url 8:9'],
      ],
    ])('%s', (_, entries, above, want) => {
      expect(problems(entries, above).toSorted()).toEqual(want.toSorted());
    });
  });

  test('a list with an error gives no value, a list with warnings does', () => {
    expect(load(listWith('GET a')).value).toBeUndefined();
    const { value, diagnostics } = load(listWith('GET /a'));
    expect(value).toBeDefined();
    expect(diagnostics.map((diagnostic) => diagnostic.severity)).toEqual(['warning', 'warning', 'warning', 'warning']);
  });

  test('an unknown template prevents only the checks that depend on it', () => {
    const problems = problemsOf(listWith(['GET a', 'GET /{{password}}'], 'auth: pydio-cell'));
    expect(problems.filter((problem) => !problem.startsWith('unused'))).toEqual([
      'unknown-template 4:7',
      'bad-url 6:9',
    ]);
  });
});

describe('files that a list refers to', () => {
  const entry = '{ request: POST /a, json: { $file: body.json }, before: { $file: own.js } }';

  /** Loads a text as the list of a folder, and returns the codes of its errors. */
  function loadFrom(folder: string, text: string) {
    const path = join(folder, 'endpoints.yaml');
    const { value, diagnostics } = loadList(toSource(path, text), readerBeside(path, folder));
    return {
      value,
      codes: diagnostics.filter((diagnostic) => diagnostic.severity === 'error').map((diagnostic) => diagnostic.code),
    };
  }

  test('are read from the folder of the list', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'body.json'), '{"b":1,\r\n"a":2}');
    writeFileSync(join(folder, 'own.js'), 'own();\r\n');
    const { value } = loadFrom(folder, listWith(entry));
    expect(value?.items[0]).toMatchObject({ body: { text: '{\n  "b": 1,\n  "a": 2\n}' }, before: 'own();\n' });
  });

  test('are all reported if they are missing', () => {
    expect(loadFrom(tempFolder(), listWith(entry)).codes).toEqual(['file-not-found', 'file-not-found']);
  });

  test.each(['../secret.json', '/etc/hostname', 'link.json', 'inside/../../secret.json'])(
    'are refused outside the folder of the list: %s',
    (path) => {
      const outer = tempFolder();
      const folder = join(outer, 'api');
      mkdirSync(join(folder, 'inside'), { recursive: true });
      writeFileSync(join(outer, 'secret.json'), '{}');
      symlinkSync(join(outer, 'secret.json'), join(folder, 'link.json'));
      const { codes } = loadFrom(folder, listWith(`{ request: POST /a, json: { $file: ${path} } }`));
      expect(codes).toEqual(['file-outside']);
    },
  );

  test.each(['./own.yaml', 'own.yaml', '../api/own.yaml'])('may be a custom auth template: %s', (path) => {
    const folder = join(tempFolder(), 'api');
    mkdirSync(folder);
    writeFileSync(join(folder, 'own.yaml'), 'name: x\n');
    expect(loadFrom(folder, listWith('GET /a', `auth: ${path}`)).codes).toContain('missing-key');
  });
});

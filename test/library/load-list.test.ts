import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadList, readerBeside } from '../../src/library/load-list.ts';
import { endpointsOf } from '../../src/model/api.ts';
import { defaultIdentityOf, tokenIdentitiesOf } from '../../src/model/identities.ts';
import { toSource } from '../../src/source/read.ts';
import { apiOf, listWith, load, problemsOf } from '../support/api-of.ts';
import { tempFolder } from '../support/temp-folder.ts';

describe('from text to model', () => {
  test('the smallest list of the format is enough', () => {
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
    expect(endpointsOf(api.items).map((one) => [one.name, one.auth, one.safe])).toEqual([
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
  ])('%j: the sign-in is %j', (auth, want) => {
    const api = apiOf(listWith('GET /a', auth));
    expect(defaultIdentityOf(api)?.signIn?.name).toBe(want);
    expect(tokenIdentitiesOf(api).map(({ signIn }) => signIn.name)).toEqual(want === undefined ? [] : [want]);
  });

  test('every mistake of a list is said in one go, in the order of the file where it can be', () => {
    const text = listWith(['get /a b', '{ request: GET /b, expect: 999 }', '{ request: GET /c, save: { x: nope } }']);
    expect(problemsOf(text).filter((one) => !one.startsWith('unused'))).toEqual([
      'bad-url 5:11',
      'bad-expectation 6:32',
      'bad-path 7:35',
    ]);
  });

  describe('what is unknown hides nothing of the rest', () => {
    const problems = (entries: string[], above = '') =>
      problemsOf(listWith(entries, above)).filter((one) => !one.startsWith('unused'));

    test.each<[string, string[], string, string[]]>([
      ['nothing else is wrong', ['{ request: GET /a, heders: {} }'], '', ['unknown-key 5:24']],
      [
        'other mistakes of the same entry, and of others',
        ['{ request: GET /a, heders: {}, expect: 999 }', 'GET b', '{ request: GET /c, save: { x: nope } }'],
        '',
        ['unknown-key 5:24', 'bad-expectation 5:44', 'bad-url 6:9', 'bad-path 7:35'],
      ],
      [
        'mistakes that only a whole list can have',
        ['{ request: GET /a, heders: {} }', 'GET /b/{{nope}}', 'GET /b/{{x}}', '{ request: GET /c, save: { x: $.x } }'],
        '',
        ['unknown-key 5:24', 'undeclared-variable 6:12', 'save-comes-later 7:12'],
      ],
      ['a key of the list', ['GET b'], 'nmae: Test', ['unknown-key 4:1', 'bad-url 6:9']],
      [
        'several unknown keys, in a folder too',
        ['{ folder: F, heders: {}, endpoints: [{ request: GET /a, tpye: 1 }, GET c] }'],
        'nmae: Test',
        ['unknown-key 4:1', 'unknown-key 6:18', 'unknown-key 6:61', 'bad-url 6:76'],
      ],
      // With another fault of shape, an entry that is taken away may be the one that saves x.
      [
        'a value of another type as well: no word on variables',
        ['{ request: GET /a, heders: {} }', '{ request: GET /b, query: 1 }', 'GET /c/{{x}}', 'GET d'],
        '',
        ['unknown-key 5:24', 'wrong-type 6:31', 'bad-url 8:9'],
      ],
    ])('%s', (_, entries, above, want) => {
      expect(problems(entries, above).toSorted()).toEqual(want.toSorted());
    });
  });

  test('a list with a mistake gives no value, one with a warning does', () => {
    expect(load(listWith('GET a')).value).toBeUndefined();
    const { value, diagnostics } = load(listWith('GET /a'));
    expect(value).toBeDefined();
    expect(diagnostics.map((one) => one.severity)).toEqual(['warning', 'warning', 'warning', 'warning']);
  });

  test('a template that is missing hides nothing but what depends on it', () => {
    const problems = problemsOf(listWith(['GET a', 'GET /{{password}}'], 'auth: pydio-cell'));
    expect(problems.filter((one) => !one.startsWith('unused'))).toEqual(['unknown-template 4:7', 'bad-url 6:9']);
  });
});

describe('files beside a list', () => {
  const entry = '{ request: POST /a, json: { $file: body.json }, before: { $file: own.js } }';

  /** Loads a list from a folder with these files. */
  function loadFrom(folder: string, text: string) {
    const path = join(folder, 'endpoints.yaml');
    const { value, diagnostics } = loadList(toSource(path, text), readerBeside(path, folder));
    return { value, codes: diagnostics.filter((one) => one.severity === 'error').map((one) => one.code) };
  }

  test('are read', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'body.json'), '{"b":1,\r\n"a":2}');
    writeFileSync(join(folder, 'own.js'), 'own();\r\n');
    const { value } = loadFrom(folder, listWith(entry));
    expect(value?.items[0]).toMatchObject({ body: { text: '{\n  "b": 1,\n  "a": 2\n}' }, before: 'own();\n' });
  });

  test('that are missing are all reported', () => {
    expect(loadFrom(tempFolder(), listWith(entry)).codes).toEqual(['file-not-found', 'file-not-found']);
  });

  test.each(['../secret.json', '/etc/hostname', 'link.json', 'inside/../../secret.json'])(
    'outside its folder: %s',
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

  test.each(['./own.yaml', 'own.yaml', '../api/own.yaml'])('a template of one’s own: %s', (path) => {
    const folder = join(tempFolder(), 'api');
    mkdirSync(folder);
    writeFileSync(join(folder, 'own.yaml'), 'name: x\n');
    expect(loadFrom(folder, listWith('GET /a', `auth: ${path}`)).codes).toContain('missing-key');
  });
});

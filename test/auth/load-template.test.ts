import { describe, expect, test } from 'vitest';
import { loadSignIn, type TemplateSource } from '../../src/auth/load-template.ts';
import { diagnose } from '../../src/diagnostics/diagnostic.ts';
import type { EndpointList } from '../../src/schema/endpoint-list.ts';
import { Located } from '../../src/source/located.ts';
import type { SyntaxNode } from '../../src/source/node.ts';
import { parse } from '../../src/source/parse.ts';
import { toSource } from '../../src/source/read.ts';
import { readAuthTemplates } from '../../src/source/templates.ts';
import { errorLines } from '../support/error-lines.ts';

const builtIn = readAuthTemplates();
const pydio = builtIn.get('pydio-cells-v1')?.text as string;

/** The sign-in of a list, where `my-auth.yaml` stands beside it. */
function signInOf(auth: string, own = pydio) {
  const list = new Located<EndpointList>(parse(toSource('endpoints.yaml', `${auth}\n`)).value as SyntaxNode);
  const asked: string[] = [];
  const templates: TemplateSource = {
    builtIn,
    read: (path, origin) => {
      asked.push(path);
      return path.endsWith('my-auth.yaml')
        ? { value: toSource('my-auth.yaml', own), diagnostics: [] }
        : { diagnostics: [diagnose('file-not-found', { path }, origin)] };
    },
  };
  const { value, diagnostics } = loadSignIn(list, templates);
  return { value, said: errorLines(diagnostics), asked };
}

describe('where a sign-in comes from', () => {
  test.each(['name: a', 'auth: none', 'auth: { template: none }', 'auth: "none"'])('%s: there is none', (auth) => {
    expect(signInOf(auth)).toEqual({ value: undefined, said: [], asked: [] });
  });
  test.each(['auth: pydio-cells-v1', 'auth: { template: pydio-cells-v1 }'])('%s: the package', (auth) => {
    const { value, said, asked } = signInOf(auth);
    expect([value?.template, said, asked]).toEqual(['pydio-cells-v1', [], []]);
  });
  test.each(['./my-auth.yaml', 'my-auth.yaml', 'auth/my-auth.yaml'])('%s: a file beside the list', (path) => {
    const { value, said, asked } = signInOf(`auth: ${path}`);
    expect([value?.template, said, asked]).toEqual([path, [], [path]]);
  });
  test('no name leads out of the templates', () => {
    expect(signInOf('auth: ../auth/pydio-cells-v1').said).toEqual(['1:7 error file-not-found']);
  });
});

describe('what is wrong with it', () => {
  test.each([
    ['an unknown name', 'auth: pydio-cells', undefined, '1:7 error unknown-template'],
    ['an unknown name in the long form', 'auth: { template: dexx }', undefined, '1:19 error unknown-template'],
    ['a missing file', 'auth: ./nowhere.yaml', undefined, '1:7 error file-not-found'],
    ['a file that is no YAML', 'auth: ./my-auth.yaml', 'a: @', 'my-auth.yaml:1:4 error yaml-syntax'],
    ['an empty file', 'auth: ./my-auth.yaml', '', 'my-auth.yaml:1:1 error yaml-empty'],
    ['a key twice', 'auth: ./my-auth.yaml', `${pydio}keys: /k\n`, 'my-auth.yaml:41:1 error duplicate-key'],
    ['an unknown key', 'auth: ./my-auth.yaml', `${pydio}scopes: a\n`, 'my-auth.yaml:41:1 error unknown-key'],
    [
      'a grant that is none',
      'auth: ./my-auth.yaml',
      pydio.replace('grant: password', 'grant: magic'),
      'my-auth.yaml:9:8 error wrong-value',
    ],
    [
      'a life of no time',
      'auth: ./my-auth.yaml',
      pydio.replace('default_life: 599', 'default_life: 0'),
      'my-auth.yaml:27:17 error wrong-type',
    ],
    [
      'a refusal that is none',
      'auth: ./my-auth.yaml',
      pydio.replace('status: 403', 'status: 200'),
      'my-auth.yaml:35:19 error wrong-type',
    ],
  ])('%s', (_, auth, own, line) => {
    const { value, said } = signInOf(auth, own ?? pydio);
    expect([value, said]).toEqual([undefined, [line]]);
  });
});

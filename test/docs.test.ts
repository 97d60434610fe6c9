import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatDiagnostic, loadList, toSource } from '../src/index.ts';
import { readAuthTemplates } from '../src/source/templates.ts';
import { projectRoot } from './support/cli.ts';

const read = (name: string) => readFileSync(join(projectRoot, name), 'utf8');
const yamlBlocks = (page: string) => [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map((match) => match[1] as string);
const signIn = read('docs/sign-in.md');
const ownTemplate = yamlBlocks(signIn).find((block) => block.startsWith('name: Get token')) ?? '';

/** The diagnostics of a list as `code: message`. The file ./my-auth.yaml is the template shown in sign-in.md. */
function problemsOf(text: string): string[] {
  const readBeside = (path: string) => {
    return { value: toSource(path, path === './my-auth.yaml' ? ownTemplate : ''), diagnostics: [] };
  };
  return loadList(toSource('endpoints.yaml', text), readBeside).diagnostics.map(
    ({ code, message }) => `${code}: ${message}`,
  );
}

const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'].concat(
  readdirSync(join(projectRoot, 'docs')).map((name) => `docs/${name}`),
);
const wholeLists = ['docs/list.md', 'docs/sign-in.md'].flatMap((name) =>
  yamlBlocks(read(name))
    .filter((block) => /^environments:/m.test(block))
    .map((block, index): [string, string] => [`${name}, list ${index + 1}`, block]),
);

describe('YAML examples in the documentation', () => {
  test('include three complete lists', () => expect(wholeLists).toHaveLength(3));
  test.each(wholeLists)('%s has no errors', (_, text) => expect(problemsOf(text)).toEqual([]));

  test('the list in docs/list.md that shows all keys has no errors', () => {
    expect(
      problemsOf(yamlBlocks(read('docs/list.md')).find((block) => block.includes('slug: pydio-cells')) ?? ''),
    ).toEqual([]);
  });
  test('the entries in the README have no errors', () => {
    const entries = yamlBlocks(read('README.md')).find((block) => block.startsWith('endpoints:')) ?? '';
    const head = 'name: A\nvariables: { isbn: 1 }\nenvironments: { dev: { base_url: https://a.test } }\n';
    expect(entries).toContain('folder:');
    expect(problemsOf(`${head}${entries}`)).toEqual([]);
  });
  test('the mistake in the README is reported as shown', () => {
    const head = 'name: A\nauth: none\nenvironments:\n  dev: { base_url: https://a.test }\nendpoints:\n';
    const text = `${head}  - GET /books\n  - { name: b, request: GET /x, quer: { a: 1 } }\n`;
    const { diagnostics } = loadList(toSource('endpoints.yaml', text), () => ({ diagnostics: [] }));
    const shown = /^```text\n(.*?)\n```$/ms.exec(read('README.md'))?.[1];
    expect(diagnostics.map((diagnostic) => formatDiagnostic(diagnostic).trimEnd())).toEqual([shown]);
  });
  test("the user's template in sign-in.md has no errors", () => {
    const list = 'name: A\nauth: ./my-auth.yaml\nenvironments: { dev: { base_url: https://a.test } }\n';
    expect(ownTemplate).toContain('grant: client_credentials');
    expect(problemsOf(`${list}endpoints: [GET /a]\n`)).toEqual([]);
  });
});

test('docs/running.md lists all exit codes', () => {
  const codes = [...read('docs/running.md').matchAll(/^\| (\d+) \|/gm)].map((match) => Number(match[1]));
  expect(codes).toEqual([0, 1, 2, 3, 4, 5, 130]);
});

test('the table of templates lists each built-in template once', () => {
  const listed = [...signIn.matchAll(/^\| `([\w-]+)` \|/gm)].map((match) => match[1] as string);
  expect(listed.sort()).toEqual([...readAuthTemplates().keys()].sort());
  expect(read('README.md')).toContain(`one of ${listed.length} templates`);
});

/** The anchors that GitHub makes for the headings of a page. */
function anchorsOf(page: string): string[] {
  const headings = [...page.matchAll(/^#+ (.+)$/gm)].map((match) => match[1] as string);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe('no broken links in', () => {
  test.each(pages)('%s', (name) => {
    const links = [...read(name).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)]+))?\)/g)];
    const broken = links.filter(([, file = '', anchor]) => {
      const target = file === '' ? name : join(dirname(name), file);
      if (!existsSync(join(projectRoot, target))) return true;
      return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../support/cli.ts';
import { type Editor, startEditor } from '../support/language-server.ts';
import { tempFolder } from '../support/temp-folder.ts';

const schemaPath = join(projectRoot, 'dist', 'endpoints.schema.json');
const schema = JSON.parse(readFileSync(schemaPath, 'utf8'));

let editor: Editor;

beforeAll(async () => {
  editor = await startEditor(tempFolder(), { [schemaPath]: ['endpoints.yaml', '*.postmint.yaml'] });
});

const head = 'name: A\nenvironments: { demo: { base_url: https://a.example.com } }\n';
const list = `${head}endpoints:\n`;
const request = `${list}  - request: GET /a\n`;
const withAuth = (lines: string) => `${head}${lines}endpoints:\n  - GET /a\n`;

interface Part {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Part>>;
  readonly additionalProperties?: Part;
  readonly items?: Part;
  readonly anyOf?: readonly Part[];
  readonly then?: Part;
}

/** A part of the schema and its alternatives. */
function alternatives(part: Part | undefined): Part[] {
  if (part?.$ref) return alternatives(schema.definitions[part.$ref.split('/').at(-1) ?? '']);
  if (!part) return [];
  return [part, ...(part.anyOf ?? []).flatMap(alternatives), ...alternatives(part.then)];
}

/** The keys that the schema has at a path: names, `*` for a name of people's own, `-` for an item of a list. */
function keysAt(path: string, beside?: string): string[] {
  const steps = path.split('.').filter((step) => step !== '');
  const parts = steps.reduce<Part[]>(
    (found, step) =>
      found.flatMap((part) =>
        alternatives(step === '*' ? part.additionalProperties : step === '-' ? part.items : part.properties?.[step]),
      ),
    [schema],
  );
  const fitting = parts.filter(({ properties }) => beside === undefined || properties?.[beside] !== undefined);
  return [...new Set(fitting.flatMap(({ properties }) => Object.keys(properties ?? {})))];
}

describe('every key is offered', () => {
  test.each([
    ['', '', '¦'],
    ['auth', '', withAuth('auth:\n  ¦\n')],
    ['auth', 'template', withAuth('auth:\n  template: dex\n  ¦\n')],
    ['auth.token', '', withAuth('auth:\n  template: dex\n  token:\n    ¦\n')],
    ['auth.token.field', '', withAuth('auth:\n  template: dex\n  token:\n    field:\n      ¦\n')],
    ['identities.*', 'template', withAuth('identities:\n  jane:\n    template: dex\n    ¦\n')],
    ['variables.*', '', withAuth('variables:\n  x:\n    ¦\n')],
    ['environments.*', '', 'name: A\nenvironments:\n  prod:\n    ¦\nendpoints:\n  - GET /a\n'],
    [
      'environments.*',
      'ca_file',
      'name: A\nenvironments:\n  prod:\n    ca_file: a.pem\n    ¦\nendpoints:\n  - GET /a\n',
    ],
    ['headers.*', '', withAuth('headers:\n  X-A:\n    ¦\n')],
    ['endpoints.-', '', `${list}  - ¦\n`],
    ['endpoints.-', 'request', `${request}    ¦\n`],
    ['endpoints.-', 'folder', `${list}  - folder: B\n    ¦\n`],
    ['endpoints.-', 'include', `${list}  - include: more/*.yaml\n    ¦\n`],
    [
      'endpoints.-.endpoints.-',
      'request',
      `${list}  - folder: B\n    endpoints:\n      - request: GET /a\n        ¦\n`,
    ],
    ['endpoints.-.path.*', '', `${request}    path:\n      x:\n        ¦\n`],
    ['endpoints.-.query.*', '', `${request}    query:\n      x:\n        ¦\n`],
    ['endpoints.-.form.*', '', `${request}    form:\n      x:\n        ¦\n`],
    ['endpoints.-.multipart.*', '', `${request}    multipart:\n      x:\n        ¦\n`],
    ['endpoints.-.multipart.*.-', '', `${request}    multipart:\n      x:\n        - ¦\n`],
    ['endpoints.-.graphql', 'query', `${request}    graphql:\n      query: "{ a }"\n      ¦\n`],
    ['endpoints.-.expect', '', `${request}    expect:\n      ¦\n`],
    ['endpoints.-.save.*', '', `${request}    save:\n      x:\n        ¦\n`],
    ['endpoints.-.save.*', 'match', `${request}    save:\n      x:\n        match: a\n        ¦\n`],
    ['endpoints.-.settings', '', `${request}    settings:\n      ¦\n`],
    ['endpoints.-.retry', '', `${request}    retry:\n      ¦\n`],
    ['endpoints.-.examples.-', '', `${request}    examples:\n      - ¦\n`],
  ])('at %s, beside %j', async (path, beside, text) => {
    const keys = keysAt(path, beside || undefined).filter((key) => key !== beside);
    expect(keys.length).toBeGreaterThan(0);
    expect(await editor.offers(text)).toEqual(expect.arrayContaining(keys));
  });
});

describe('values are offered', () => {
  const templates = readdirSync(join(projectRoot, 'templates', 'auth')).map((name) => name.replace('.yaml', ''));

  test.each([
    ['the templates of auth', withAuth('auth: ¦\n'), templates],
    ['the templates of the long form, and nothing else', withAuth('auth:\n  template: ¦\n'), templates],
    ['methods in the short form', `${list}  - G¦\n`, ['GET', 'POST', 'DELETE']],
    ['methods of a request', `${list}  - request: ¦\n`, ['GET', 'POST', 'DELETE']],
    ['statuses', `${request}    expect: ¦\n`, ['200', '201', '404', '2xx']],
    ['redirects', `${request}    settings:\n      redirects: ¦\n`, ['none', 'same-origin', 'any']],
  ])('%s', async (_, text, want) => {
    const offers = await editor.offers(text);
    expect(offers).toEqual(expect.arrayContaining([...want]));
    expect(offers).not.toContain('[object Object]');
    if (text.includes('template: ¦')) expect(offers.filter((offer) => !templates.includes(offer))).toEqual([]);
  });
});

describe('a mistake is marked', () => {
  test.each([
    ['a mistyped key of the list', `${head}heders: {}\nendpoints:\n  - GET /a\n`, 'heders', /heders is not allowed/],
    ['a mistyped key of a request', `${request}    expekt: 200\n`, 'expekt', /expekt is not allowed/],
    ['a mistyped key of expect', `${request}    expect: { statuss: 200 }\n`, 'statuss', /statuss is not allowed/],
    ['a mistyped key of a variable', withAuth('variables: { x: { secrt: true } }\n'), 'secrt', /secrt is not allowed/],
    ['a wrong method in the short form', `${list}  - GETT /x\n`, 'GETT /x', /Unknown method/],
    ['a wrong method of a request', `${list}  - request: FETCH /x\n`, 'FETCH /x', /Unknown method/],
    [
      'a wrong method in a folder',
      `${list}  - folder: F\n    endpoints:\n      - GETT /x\n`,
      'GETT /x',
      /Unknown method/,
    ],
    ['two bodies', `${request}    json: { a: 1 }\n    form: { b: 2 }\n`, 'form', /one body/],
    ['a status out of range', `${request}    expect: 20\n`, '20', /minimum of 100/],
    ['a status out of range in a list', `${request}    expect: [200, 1000]\n`, '1000', /maximum of 599/],
    ['a class that is none', `${request}    expect: 6xx\n`, '6xx', /Not a status/],
    ['an unknown template', withAuth('auth: oauth2\n'), 'oauth2', /Unknown auth template/],
    [
      'an unknown template in the long form',
      withAuth('auth: { template: oauth2 }\n'),
      'oauth2',
      /Unknown auth template/,
    ],
  ])('%s', async (_, text, at, message) => {
    const found = await editor.mistakes(text);
    const lines = text.split('\n');
    const marked = found.map(({ range: { start, end } }) =>
      lines[start.line]?.slice(start.character, start.line === end.line ? end.character : undefined),
    );
    expect(marked).toContain(at);
    expect(found.map((one) => one.message).join('\n')).toMatch(message);
  });

  const ok = join(projectRoot, 'test', 'fixtures', 'ok');
  const valid = [
    ...readdirSync(ok)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => join(ok, name)),
    ...['book-shop', 'everything-shop', 'wire-shop'].map((name) =>
      join(projectRoot, 'test', 'fixtures', 'golden', name, 'endpoints.yaml'),
    ),
    join(projectRoot, 'collections', 'pydio-cells-v1', 'endpoints.yaml'),
  ];
  test.each(valid.map((path) => [path.slice(projectRoot.length + 1), path]))('but nothing in %s', async (_, path) => {
    const text = readFileSync(path as string, 'utf8').replace(/^\ufeff?# yaml-language-server.*\n/, '\n');
    expect(await editor.mistakes(text)).toEqual([]);
  });
  test('but not an unknown method that the list declares, nor a key that starts with x-', async () => {
    expect(await editor.mistakes(`${head}methods: [FETCH]\nx-owner: me\nendpoints:\n  - FETCH /x\n`)).toEqual([]);
  });
});

describe('a key is explained', () => {
  test.each([
    ['of the list, with what the template signs in to', withAuth('au¦th: dex\n'), /Dex/],
    ['of a request', `${request}    exp¦ect: 200\n`, /answer|status/i],
    ["of people's own", withAuth('variables: { lim¦it: 10 }\n'), /A variable/],
    [
      'with its Markdown',
      `name: A\nenvir¦onments: { demo: { base_url: https://a.example.com } }\nendpoints:\n  - GET /a\n`,
      /`variables`/,
    ],
  ])('%s', async (_, text, want) => expect(await editor.help(text)).toMatch(want));
});

test('the line of init is enough: no setting, and the schema relative to the list', async () => {
  const alone = await startEditor(tempFolder());
  const line = `# yaml-language-server: $schema=${schemaPath}\n`;
  expect((await alone.mistakes(`${line}${request}    expekt: 200\n`)).map(({ message }) => message)).toEqual([
    'Property expekt is not allowed.',
  ]);
});

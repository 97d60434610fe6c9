import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codesIn } from '../support/cli.ts';
import { inProcess } from '../support/in-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

const head = 'openapi: 3.1.0\ninfo: { title: Shop }\nservers: [{ url: "https://shop.example" }]\n';
const get = (keys: string) =>
  `${head}paths: { /a: { get: { summary: A, ${keys}, responses: { "200": { description: Done } } } } }\n`;
const body = (schema: string) =>
  get(`requestBody: { content: { application/json: { schema: ${schema} } } }`).replace('get:', 'post:');

/** Imports a description, and generates the files of its list. */
async function importIn(cwd: string, text: string, args: readonly string[] = []) {
  writeFileSync(join(cwd, 'openapi.yaml'), text);
  const imported = await inProcess(['import', 'openapi.yaml', ...args], { cwd });
  const generated = imported.code === 0 ? await inProcess(['generate'], { cwd }) : undefined;
  return { ...imported, codes: codesIn(imported.stderr), generated };
}

describe('a hostile description is refused', () => {
  const nested = (text: string, count: number) => `${text.repeat(count)}1`;
  const rows: [title: string, text: string, codes: string[], args?: string[]][] = [
    ['a reference to a file', get('parameters: [{ $ref: "common.yaml#/x" }]'), ['external-reference']],
    ['a reference to a secret file', body('{ $ref: "/etc/passwd" }'), ['external-reference']],
    ['a reference to a host', body('{ $ref: "http://127.0.0.1:1/x.json" }'), ['external-reference']],
    [
      'a reference to a host, where files are allowed',
      body('{ $ref: "//evil.example/x.json" }'),
      ['external-reference'],
      ['--allow-external'],
    ],
    ['a file outside of the folder', body('{ $ref: "../outside.yaml" }'), ['file-outside'], ['--allow-external']],
    [
      'a file outside of the folder, by an absolute path',
      body('{ $ref: "/etc/passwd" }'),
      ['file-not-found'],
      ['--allow-external'],
    ],
    ['a file outside, by way of another file', body('{ $ref: "inside.yaml" }'), ['file-outside'], ['--allow-external']],
    ['10,000 lists in each other, in YAML', `${head}x: ${'['.repeat(10_000)}`, ['bad-description']],
    [
      '10,000 lists in each other, in JSON',
      `{"openapi":"3.1.0","x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
      ['description-depth'],
    ],
    [
      '300 maps in each other, by indentation',
      `${head}x:\n${nested('', 1)}`
        .replace('1', '')
        .concat(Array.from({ length: 300 }, (_, index) => `${' '.repeat(index + 1)}a:\n`).join('')),
      ['description-depth'],
    ],
    [
      'aliases that multiply',
      `${head}a: &a [x, x, x, x, x, x, x, x, x, x]\n${'bcdefghi'.replace(/./g, (key, index) => `${key}: &${key} [${`*${'abcdefghi'[index]}, `.repeat(10)}]\n`)}`,
      ['bad-description'],
    ],
    ['no description at all', 'name: Shop\n', ['bad-description']],
    ['a version that is not known', 'openapi: 4.0.0\npaths: {}\n', ['bad-description']],
    ['a list', '- openapi: 3.0.0\n', ['bad-description']],
    ['broken YAML', 'openapi: "3.0\n', ['bad-description']],
    ['broken JSON', '{"openapi": "3.0.0",', ['bad-description']],
    ['an empty file', '', ['bad-description']],
    ['no operations', `${head}paths: {}\n`, ['bad-description']],
  ];
  test.each(rows)('%s', async (_, text, codes, args = []) => {
    const parent = tempFolder();
    writeFileSync(join(parent, 'outside.yaml'), 'type: string\n');
    const cwd = join(parent, 'inside');
    mkdirSync(cwd);
    writeFileSync(join(cwd, 'inside.yaml'), 'allOf: [{ $ref: ../outside.yaml }]\n');
    const ended = await importIn(cwd, text, args);
    expect([ended.code, ended.codes, ended.stdout]).toEqual([2, codes, '']);
    expect(() => readFileSync(join(cwd, 'endpoints.yaml'))).toThrow('ENOENT');
  });

  test('50 MB and one byte', async () => {
    const cwd = tempFolder();
    const { code, codes } = await importIn(cwd, `{"openapi":"3.0.0","x":"${'x'.repeat(50_000_000)}"}`);
    expect([code, codes]).toEqual([2, ['file-too-large']]);
  });
});

describe('a hostile description is made harmless', () => {
  const rows: [title: string, text: string, want?: string | RegExp][] = [
    [
      'a parameter that refers to itself',
      `${get('parameters: [{ $ref: "#/components/parameters/a" }]')}components: { parameters: { a: { $ref: "#/components/parameters/a" } } }\n`,
    ],
    [
      'a schema that contains itself',
      `${body('{ $ref: "#/components/schemas/A" }')}components: { schemas: { A: { type: object, required: [a], properties: { a: { $ref: "#/components/schemas/A" } } } } }\n`,
    ],
    [
      'a schema that is all of itself',
      `${body('{ $ref: "#/components/schemas/A" }')}components: { schemas: { A: { allOf: [{ $ref: "#/components/schemas/A" }] } } }\n`,
    ],
    ['a reference to everything', body('{ $ref: "#" }')],
    ['1,000,000,000 items', body('{ type: array, minItems: 1000000000, items: { type: string } }')],
    ['text of 1,000,000,000 characters', body('{ type: string, minLength: 1000000000 }')],
    ['a pattern that takes for ever', body('{ type: string, pattern: "^(a+)+$", minLength: 900 }')],
    ['a pattern that is large', body('{ type: string, pattern: "(a{1,99999}){1,99999}" }')],
    [
      'a property that is the prototype',
      body('{ type: object, properties: { __proto__: { type: string }, constructor: { type: string, example: x } } }'),
      'constructor: x',
    ],
    [
      'a parameter that is the prototype',
      get('parameters: [{ name: __proto__, in: query, required: true, example: x, schema: { type: string } }]'),
      '_proto_: x',
    ],
    [
      'a name with quotes and line breaks',
      get('description: "a\\nb", operationId: x').replace('summary: A', `summary: "\\"'\`\\n- request: GET /evil"`),
    ],
    [
      'a name with a script',
      get('operationId: x').replace('summary: A', 'summary: "</script><script>alert(1)</script>"'),
    ],
    [
      'a name that hides text',
      get('operationId: x').replace('summary: A', 'summary: "a\\u202eb\\u200bc"'),
      'name: abc',
    ],
    [
      'a comment that ends early',
      body('{}').replace('application/json', 'application/json: {}, "text/x\\n- request: GET /evil"'),
      '# Other types of the body: application/octet-stream.',
    ],
    [
      'a reference to a variable',
      get('parameters: [{ name: a, in: query, required: true, example: "{{password}}", schema: { type: string } }]'),
      'a: "{{a}}"',
    ],
    [
      'a path that leads up',
      `${head}paths: { /a: { get: {} }, "/a/../b": { get: { responses: {} } }, "/a/%2e%2e/c": { get: { responses: {} } } }\n`,
      / {2}- GET \/a\n$/,
    ],
    [
      'a server with a password',
      get('operationId: x').replace('https://shop', 'https://jane:secret1@shop'),
      'base_url:\n',
    ],
    [
      'a server that is a script',
      get('operationId: x').replace('https://shop.example', 'javascript:alert(1)'),
      'base_url:\n',
    ],
    [
      'a secret in an example',
      body('{ type: object, example: { password: "hunter2-xyz" } }'),
      'password: "{{password}}"',
    ],
    [
      'a token in an answer',
      get('operationId: x').replace(
        'description: Done',
        'description: Done, content: { application/json: { example: { token: eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.abcdefghijklmnopqrstu } } }',
      ),
      'token: <token>',
    ],
    [
      'braces in a whole query',
      get(
        'parameters: [{ name: all, in: querystring, content: { application/x-www-form-urlencoded: { schema: { type: object }, example: "{{x}}" } } }]',
      ),
      /query: \{ all: "\{x\}" \}/,
    ],
    [
      'braces in a cookie that is optional',
      get('parameters: [{ name: session, in: cookie, schema: { type: string }, example: "{{x}}" }]'),
      /value: "?session=\{x\}/,
    ],
  ];
  test.each(rows)('%s', async (_, text, want = /GET \/a|POST \/a/) => {
    const cwd = tempFolder();
    const { code, codes, generated } = await importIn(cwd, text);
    const list = readFileSync(join(cwd, 'endpoints.yaml'), 'utf8');
    expect([code, codes.filter((found) => found !== 'broken-reference')]).toEqual([0, []]);
    expect(list).toMatch(want);
    expect(list).not.toMatch(/hunter2|secret1@|^\s*- request: GET \/evil/m);
    expect([generated?.code, generated?.stderr.match(/error\[.*/g)]).toEqual([0, null]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('files in the folder are read where that is allowed, also in turn', async () => {
    const cwd = tempFolder();
    mkdirSync(join(cwd, 'schemas'));
    writeFileSync(
      join(cwd, 'schemas', 'user.yaml'),
      'User: { type: object, properties: { name: { type: string, example: Jane }, boss: { $ref: "#/User" }, team: { $ref: "team.json#/Team" } } }\n',
    );
    writeFileSync(
      join(cwd, 'schemas', 'team.json'),
      '{"Team": {"type": "object", "properties": {"lead": {"$ref": "user.yaml#/User/properties/name"}}}}',
    );
    const { code, stderr } = await importIn(cwd, body('{ $ref: "schemas/user.yaml#/User" }'), ['--allow-external']);
    expect([code, codesIn(stderr)]).toEqual([0, []]);
    expect(readFileSync(join(cwd, 'endpoints.yaml'), 'utf8')).toContain(
      'json: { name: Jane, boss: {}, team: { lead: Jane } }',
    );
  });
});

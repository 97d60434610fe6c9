import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { authTemplate } from '../../src/schema/auth-template.ts';
import { decode } from '../../src/schema/decode.ts';
import { endpointList } from '../../src/schema/endpoint-list.ts';
import type { SyntaxNode } from '../../src/source/node.ts';
import { parse } from '../../src/source/parse.ts';
import { toSource } from '../../src/source/read.ts';
import { readAuthTemplates } from '../../src/source/templates.ts';
import { load } from '../support/api-of.ts';
import { errorLines } from '../support/error-lines.ts';

const decodeText = (schema: z.ZodType, text: string) =>
  decode(schema, parse(toSource('endpoints.yaml', text)).value as SyntaxNode);
const said = (schema: z.ZodType, text: string) => errorLines(decodeText(schema, text).diagnostics);
const head = 'name: Shop\nenvironments: {}\nendpoints:\n';

const shape = z.strictObject({
  name: z.string().min(1),
  kind: z.enum(['ask', 'plain']).optional(),
  count: z.number().max(9).optional(),
  map: z.record(z.string().min(1), z.number()).optional(),
  choice: z
    .union([z.string(), z.strictObject({ path: z.string() }), z.strictObject({ header: z.string() })])
    .optional(),
});

describe('each difference is reported at its position', () => {
  test.each([
    ['a missing key, at the first key of its map', 'kind: ask', '1:1 error missing-key'],
    ['a missing key of an empty map', '{}', '1:1 error missing-key'],
    ['an unknown key', 'name: a\nnmae: b', '2:1 error unknown-key'],
    ['another kind of value', 'name: [a]', '1:7 error wrong-type'],
    ['a key without a value', 'name:\nkind: ask', '1:6 error wrong-type'],
    ['empty text', 'name: ""', '1:7 error wrong-type'],
    ['a word that is not allowed', 'name: a\nkind: maybe', '2:7 error wrong-value'],
    ['a number in place of a word', 'name: a\nkind: 1', '2:7 error wrong-type'],
    ['a number that is too large', 'name: a\ncount: 10', '2:8 error wrong-type'],
    ['a number that JavaScript does not have', 'name: a\ncount: 1e400', '2:8 error wrong-type'],
    ['infinity', 'name: a\nmap: { b: .inf }', '2:11 error wrong-type'],
    ['a value in a map', 'name: a\nmap: { b: c }', '2:11 error wrong-type'],
    ['an empty key in a map', 'name: a\nmap: { "": 1 }', '2:12 error bad-name'],
    ['a list in place of a map', '[a]', '1:1 error wrong-type'],
  ])('%s', (_, text, line) => expect(said(shape, text)).toEqual([line]));

  test('all differences are reported at once', () => {
    expect(said(shape, 'nmae: a\nkind: maybe\ncount: many')).toEqual([
      '1:1 error missing-key',
      '1:1 error unknown-key',
      '2:7 error wrong-value',
      '3:8 error wrong-type',
    ]);
  });
});

describe('where several forms are allowed, the mistake is explained for the one that was meant', () => {
  test.each([
    ['the form that has this key', 'choice: { path: $.a, secrt: true }', '2:22 error unknown-key'],
    ['a wrong value in it', 'choice: { header: 1 }', '2:19 error wrong-type'],
    ['a value of no form', 'choice: 1', '2:9 error wrong-type'],
  ])('%s', (_, text, line) => expect(said(shape, `name: a\n${text}`)).toEqual([line]));

  test('a folder is not read as a request', () => {
    expect(said(endpointList, `${head}  - folder: a\n    endpoints: [GET /a]\n    safe: yes\n`)).toEqual([
      '6:11 error wrong-type',
    ]);
  });
  test('a mistake in a nested entry is reported there', () => {
    const text = `${head}  - folder: a\n    endpoints:\n      - folder: b\n        endpoints:\n          - { request: GET /a, json: 1, tags: a }\n`;
    expect(said(endpointList, text)).toEqual(['8:47 error wrong-type']);
  });
  test('an entry with ": " is reported as colon-in-entry', () => {
    expect(said(endpointList, `${head}  - GET /a: b\n`)).toEqual(['4:5 error colon-in-entry']);
    expect(said(endpointList, `${head}  - { GETS: /a }\n`)).not.toContain('4:5 error colon-in-entry');
  });
  test.each([
    ['text after it', 'GET /a: b', '"GET /a: b"'],
    ['a map after it', 'GET /a: { expect: 200 }', '{ request: "GET /a", … }'],
  ])('the hint for it can be pasted: %s', (_, entry, shown) => {
    const [found] = decodeText(endpointList, `${head}  - ${entry}\n`).diagnostics;
    expect(found?.hint).toContain(shown);
  });
  test.each([
    ['half a folder, half a request', '{ folder: a, request: GET /a }', '4:18 error folder-or-request'],
    [
      'a complete folder and a complete request',
      '{ request: GET /a, folder: a, endpoints: [] }',
      '4:7 error folder-or-request',
    ],
    ['a folder without a name', '{ name: a, endpoints: [] }', '4:16 error missing-key'],
    ['a folder without endpoints', '{ folder: a }', '4:7 error missing-key'],
    ['a request with a map in place of text', '{ request: GET /a, xml: { a: 1 } }', '4:29 error wrong-type'],
    [
      'a request with an unknown key beside $file',
      '{ request: GET /a, xml: { $file: a, b: 1 } }',
      '4:41 error unknown-key',
    ],
  ])('an entry that is %s', (_, entry, line) => {
    expect(said(endpointList, `${head}  - ${entry}\n`)).toEqual([line]);
  });
});

describe('the hint for a mistyped key names the right one', () => {
  test.each([
    ['of the list', 'name: a\nenvironment: {}\n', '"environments"'],
    ['of an entry', `${head}  - { request: GET /a, qeury: {} }\n`, '"query"'],
    ['of an expectation', `${head}  - { request: GET /a, expect: { staus: 200 } }\n`, '"status"'],
    ['of a folder', `${head}  - { folder: a, endpoints: [], descripton: b }\n`, '"description"'],
    ['of a save', `${head}  - { request: GET /a, save: { b: { path: $, secrt: true } } }\n`, '"secret"'],
    ['of a parameter', `${head}  - { request: GET /a, query: { b: { valeu: 1 } } }\n`, '"value"'],
    ['of a variable', `variables: { b: { optonal: true } }\n${head}  - GET /a\n`, '"optional"'],
    ['of a token', `auth: { template: a, token: { feild: b } }\n${head}  - GET /a\n`, '"field"'],
    ['of an identity', `identities: { b: { template: a, token: { varable: b } } }\n${head}  - GET /a\n`, '"variable"'],
    [
      'of an environment',
      'name: a\nenvironments: { b: { variables: { a: 1 }, protectd: true } }\nendpoints: []\n',
      '"protected"',
    ],
  ])('%s', (_, text, near) => {
    const hints = decodeText(endpointList, text).diagnostics.map(({ hint }) => hint);
    expect(hints).toContainEqual(expect.stringContaining(near));
  });
});

describe('a hint leads to a list that is good', () => {
  /** The hints of a list, as far as they say what to write. */
  const written = (text: string) =>
    load(text).diagnostics.map(({ code, hint }) => [code, /^write (.*)$/.exec(hint ?? '')?.[1]]);
  const listOf = (expectation: string) =>
    `name: Shop\nenvironments: { dev: { base_url: "https://shop.example" } }\nendpoints: [{ request: GET /a, expect: ${expectation} }]\n`;

  test.each([
    ['500', 'wrong-type', '500ms'],
    ['2', 'wrong-type', '2ms'],
    ['"500"', 'bad-expectation', '500ms'],
    ['500 ms', 'bad-expectation', '500ms'],
    ['"2 s"', 'bad-expectation', '2s'],
    ['1.5', 'wrong-type', '500ms'],
    ['0', 'wrong-type', '500ms'],
    ['9999999999', 'wrong-type', '500ms'],
    ['true', 'wrong-type', '500ms'],
    ['[500]', 'wrong-type', '500ms'],
  ])('time: %s is %s: write %s', (time, code, hint) => {
    expect(written(listOf(`{ time: ${time} }`))).toEqual([[code, hint]]);
    expect(load(listOf(`{ time: ${hint} }`)).diagnostics).toEqual([]);
  });

  test.each(['soon', '"0"', '"9999999999"', '9999 h'])('time: %s is not a time that anybody can guess', (time) => {
    expect(written(listOf(`{ time: ${time} }`))).toEqual([['bad-expectation', undefined]]);
  });

  test.each([
    ['a request that is a number', '{ request: 5 }', 'GET /users'],
    ['a path that is a number', '{ request: GET /a, save: { a: { path: 5 } } }', '$.id'],
  ])('%s is not put in quotes', (_, entry, example) => {
    const [found] = decodeText(endpointList, `${head}  - ${entry}\n`).diagnostics;
    expect([found?.code, found?.message.includes(example), found?.hint]).toEqual(['wrong-type', true, undefined]);
  });

  test('other text that is a number is put in quotes, and then good', () => {
    const [found] = decodeText(endpointList, `name: 5\n${head.slice(11)}  - GET /a\n`).diagnostics;
    expect(found?.hint).toBe('put it in quotes');
  });
});

describe('a key of a request is an unknown one elsewhere', () => {
  const ofRequests = ['include', 'multipart', 'graphql', 'file', 'retry', 'set', 'settings'];
  const places: readonly (readonly [string, (key: string) => string])[] = [
    ['of the list', (key) => `${key}: 1\n${head}  - GET /a\n`],
    ['of a variable', (key) => `variables: { a: { ${key}: 1 } }\n${head}  - GET /a\n`],
    ['of an environment', (key) => `name: a\nenvironments: { b: { variables: {}, ${key}: 1 } }\nendpoints: []\n`],
    ['of a token', (key) => `auth: { template: a, token: { ${key}: 1 } }\n${head}  - GET /a\n`],
    ['of a folder', (key) => `${head}  - { folder: a, endpoints: [], ${key}: 1 }\n`],
    ['of a parameter', (key) => `${head}  - { request: GET /a, query: { b: { ${key}: 1 } } }\n`],
    ['of a parameter in a list', (key) => `${head}  - { request: GET /a, query: { b: [{ ${key}: 1 }] } }\n`],
    ['of a header', (key) => `${head}  - { request: GET /a, headers: { b: { ${key}: 1 } } }\n`],
    ['of a path parameter', (key) => `${head}  - { request: "GET /{b}", path: { b: { value: 1, ${key}: 1 } } }\n`],
    ['of an expectation', (key) => `${head}  - { request: GET /a, expect: { ${key}: 1 } }\n`],
    ['of a save', (key) => `${head}  - { request: GET /a, save: { b: { path: $.a, ${key}: 1 } } }\n`],
    ['of an example', (key) => `${head}  - { request: GET /a, examples: [{ name: a, ${key}: 1 }] }\n`],
  ];

  describe.each(places)('%s', (_, textWith) => {
    test.each(ofRequests)('%s', (key) => {
      const found = decodeText(endpointList, textWith(key)).diagnostics;
      expect(found.map((one) => one.code)).toEqual(['unknown-key']);
      expect(found[0]?.hint).toMatch(/did you mean|use one of|remove it|cannot be combined/);
    });
  });

  test.each(ofRequests)('of a template: %s', (key) => {
    expect(said(authTemplate, `description: a\n${key}: 1\n`)).toEqual(['2:1 error unknown-key']);
  });

  test('of a request: include', () => {
    expect(said(endpointList, `${head}  - { request: GET /a, include: 1 }\n`)).toEqual(['4:24 error unknown-key']);
  });
});

test('a valid tree is returned with its spelling', () => {
  const { value } = decodeText(shape, 'name: a\ncount: 1.0');
  expect((value as NonNullable<typeof value>).as<{ count: number }>().get('count')?.text()).toBe('1.0');
});

test('every built-in auth template has the shape of a template', () => {
  for (const source of readAuthTemplates().values()) {
    expect(decode(authTemplate, parse(source).value as SyntaxNode).diagnostics).toEqual([]);
  }
});

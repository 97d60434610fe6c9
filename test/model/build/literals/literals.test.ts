import { describe, expect, test } from 'vitest';
import type { Body } from '../../../../src/model/api.ts';
import { showUrl } from '../../../../src/model/show-url.ts';
import { endpointOf, entryProblems } from '../../../support/api-of.ts';

const literal = 'literal_braces: [a]';
const endpoint = (keys: string, request = 'POST /x') => endpointOf(`{ request: "${request}", ${keys}, ${literal} }`);
const rawOf = (body: Body | undefined) => (body?.mode === 'raw' ? body.text : undefined);

describe('literal braces are written so that no runner reads them', () => {
  test.each([
    ['JSON', 'json: ["{{a}}{{login}}"]', '[\n  "\\u007b\\u007ba}}{{login}}"\n]', undefined],
    ['a key of JSON', 'json: { "{{a}}": 1 }', '{\n  "\\u007b\\u007ba}}": 1\n}', undefined],
    ['XML', 'xml: "<x>{{a}}{{login}}</x>"', '<x>&#123;&#123;a}}{{login}}</x>', undefined],
    ['CDATA, which stays', 'xml: "<![CDATA[{{a}}]]>"', '<![CDATA[{{a}}]]>', ['a']],
    ['a text, which stays', 'text: "{{ a }}"', '{{ a }}', ['a']],
  ])('%s', (_, keys, raw, left) => {
    const built = endpoint(keys);
    expect(rawOf(built.body)).toBe(raw);
    expect(built.literal).toEqual(left);
    expect(built.uses.has('a')).toBe(false);
  });

  test.each([
    ['a path', 'GET /{{a}}/b', 'safe: true', '{{base_url}}/%7B%7Ba%7D%7D/b'],
    ['a query in the entry', 'GET /x?q={{a}}&r={{login}}', 'safe: true', '{{base_url}}/x?q=%7B%7Ba%7D%7D&r={{login}}'],
    ['a query', 'GET /x', 'query: { "k{{a}}": "{{a}}&" }', '{{base_url}}/x?k%7B%7Ba%7D%7D=%7B%7Ba%7D%7D%26'],
  ])('%s', (_, request, keys, url) => expect(showUrl(endpoint(keys, request).url)).toBe(url));

  test('the value of a path parameter', () => {
    expect(endpoint('path: { id: "{{a}}" }', 'GET /{id}').url.parameters).toEqual([
      { key: 'id', value: '%7B%7Ba%7D%7D' },
    ]);
  });

  test('a header and a form stay, and no variable of that name is needed', () => {
    const built = endpoint('headers: { X-A: "{{a}} {{login}}" }, form: { b: "{{a}}" }');
    expect(built.headers[0]?.value).toBe('{{a}} {{login}}');
    expect([built.literal, [...built.uses].sort()]).toEqual([['a'], ['base_url', 'login']]);
  });

  test('names of JSON that are escaped do not include them', () => {
    const { body } = endpoint('json: "{{a}} {{login}}"');
    expect(body?.mode === 'raw' && body.escaped).toEqual(['login']);
  });

  test('an example keeps its spelling', () => {
    const { examples } = endpoint('json: "{{a}}", examples: [{ name: E, body: ["{{a}}"] }]');
    expect(examples[0]?.body).toBe('[\n  "{{a}}"\n]');
  });

  test.each([
    ['a body', 'expect: { body: { b: "{{ a }}" } }', ['{{ a }}']],
    ['a text', 'expect: { text: "{{a}}" }', ['{{a}}']],
    ['a header', 'expect: { headers: { X-A: "{{a}}" } }', ['{{a}}']],
    ['nothing', 'json: "{{a}}", expect: { text: "{{login}}" }', undefined],
  ])('an expectation knows them: %s', (_, keys, wanted) => {
    const found = endpoint(keys).expectations.flatMap((expectation) =>
      'literal' in expectation ? [expectation.literal] : [],
    );
    expect(found).toEqual(wanted ? [wanted] : []);
  });
});

describe('mistakes', () => {
  test.each([
    [
      'a dynamic variable',
      '{ request: GET /a, headers: { A: "{{$guid}}" }, literal_braces: [$guid] }',
      ['literal-name 5:70'],
    ],
    ['an empty name', '{ request: GET /a, literal_braces: [""] }', ['literal-name 5:41']],
    ['a name that does not occur', '{ request: GET /a, literal_braces: [b] }', ['unused-literal 5:41']],
    ['a declared variable', '{ request: "GET /{{login}}", literal_braces: [login] }', ['literal-declared 5:51']],
    [
      'a path parameter of the same name',
      '{ request: "GET /{b}/{{b}}", literal_braces: [b] }',
      ['literal-declared 5:51'],
    ],
    ['braces that are not closed', '{ request: POST /a, text: "{{b", literal_braces: [b] }', ['bad-reference 5:32']],
    [
      'another entry without the key',
      ['{ request: "GET /{{b}}", literal_braces: [b] }', 'GET /a/{{b}}'],
      ['undeclared-variable 6:12'],
    ],
    ['an address that begins with it', '{ request: "GET {{b}}/a", literal_braces: [b] }', ['bad-url 5:21']],
  ])('%s', (_, entry, wanted) => expect(entryProblems(entry)).toEqual(wanted));

  test('a folder has no such key', () => {
    expect(entryProblems('{ folder: F, literal_braces: [b], endpoints: [GET /a] }')).toEqual(['unknown-key 5:18']);
  });
});

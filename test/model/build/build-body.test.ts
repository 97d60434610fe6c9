import { describe, expect, test } from 'vitest';
import { endpointOf, entryProblems, type Files } from '../../support/api-of.ts';

const bodyOf = (keys: string, files: Files = {}) => endpointOf(`{ request: POST /a, ${keys} }`, '', files).body;
const raw = (language: string, text: string) => ({ mode: 'raw', language, text, escaped: [] });

// For forms see build-parameters.test.ts, for JSON see json-text.test.ts.
describe('the body of a request', () => {
  test.each<[string, Files, unknown]>([
    ['safe: true', {}, undefined],
    ['json: null', {}, raw('json', 'null')],
    ['text: "a\\nb {{login}}"', {}, raw('text', 'a\nb {{login}}')],
    ['text: ""', {}, raw('text', '')],
    ['xml: "<a>{{login}}</a>"', {}, raw('xml', '<a>{{login}}</a>')],
    ['text: { $file: a.txt }', { 'a.txt': 'one\ntwo {{login}}\n' }, raw('text', 'one\ntwo {{login}}\n')],
    ['xml: { $file: a.xml }', { 'a.xml': '\ufeff<a/>\r\n' }, raw('xml', '<a/>\n')],
    ['form: {}', {}, { mode: 'urlencoded', fields: [] }],
  ])('%s', (keys, files, want) => {
    expect(bodyOf(keys, files)).toEqual(want);
  });

  test('adds the variables in its text or file to those the request uses', () => {
    expect(endpointOf('{ request: POST /a, text: "{{login}}" }').uses).toContain('login');
    const { uses } = endpointOf('{ request: POST /a, text: { $file: a.txt } }', '', { 'a.txt': '{{login}} {{$guid}}' });
    expect([...uses]).toEqual(['base_url', 'login']);
  });

  test.each<[string, string, Files, string[]]>([
    ['two bodies', 'json: 1, text: x', {}, ['several-bodies 5:34']],
    ['three bodies', 'text: x, xml: y, form: {}', {}, ['several-bodies 5:34']],
    ['a missing file', 'text: { $file: a.txt }', {}, ['file-not-found 5:40']],
    ['an invalid reference in a file', 'text: { $file: a.txt }', { 'a.txt': '\n {{ x }}' }, ['bad-reference 2:2']],
  ])('with %s is reported: %s', (_, keys, files, want) => {
    expect(entryProblems(`{ request: POST /a, ${keys} }`, '', files)).toEqual(want);
  });
});

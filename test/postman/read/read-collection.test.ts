import { describe, expect, test } from 'vitest';
import { positionAt } from '../../../src/diagnostics/origin.ts';
import { readCollection } from '../../../src/postman/read/read-collection.ts';
import { readEnvironment } from '../../../src/postman/read/read-environment.ts';
import { toSource } from '../../../src/source/read.ts';

const read = (json: unknown, indent = 2) => readCollection(toSource('c.json', JSON.stringify(json, null, indent)));
const info = { name: 'Shop' };

describe('a request of a collection', () => {
  test.each<[title: string, item: object, want: object]>([
    [
      'with a URL as text',
      { name: 'A', request: 'https://x.example/a' },
      { method: 'GET', url: 'https://x.example/a' },
    ],
    ['in lower case', { name: 'A', request: { method: 'post', url: 'u' } }, { method: 'POST', url: 'u' }],
    [
      'with a URL in parts',
      { name: 'A', request: { url: { protocol: 'https', host: ['a', 'example'], port: '8443', path: ['x', ':id'] } } },
      { url: 'https://a.example:8443/x/:id' },
    ],
    [
      'with a host that is a variable',
      { request: { url: { host: ['{{host}}'], path: ['x'] } } },
      { url: '{{host}}/x' },
    ],
    ['without a name', { request: { url: 'https://x.example' } }, { name: 'https://x.example' }],
    ['with nothing at all', {}, { name: 'Request', method: 'GET', url: '' }],
    [
      'with a body from a file',
      { name: 'A', request: { url: 'u', body: { mode: 'file', file: { src: 'a.bin' } } } },
      { files: ['a.bin'] },
    ],
    [
      'with files in parts, one of them off',
      {
        name: 'A',
        request: {
          url: 'u',
          body: {
            mode: 'formdata',
            formdata: [
              { type: 'file', src: ['a', 'b'] },
              { type: 'file', src: 'c', disabled: true },
              { type: 'text', src: 'd', value: 'v' },
            ],
          },
        },
      },
      { files: ['a', 'b'] },
    ],
    [
      'with variables',
      { name: 'A', request: { url: '{{host}}/{{id}}', header: [{ key: 'X', value: '{{token}}' }] } },
      { uses: new Set(['host', 'id', 'token']) },
    ],
  ])('%s', (_, item, want) => {
    expect(read({ info, item: [item] }).value?.requests).toEqual([expect.objectContaining(want)]);
  });

  test('knows its folders, and has an id that no other one has', () => {
    const request = (id: string) => ({ name: 'A', id, request: 'u' });
    const { value } = read({ info, item: [{ name: 'F', id: 'f', item: [request('x'), request('x')] }, request('')] });
    expect(value?.requests.map(({ id, folders, ids }) => [id, folders, ids])).toEqual([
      ['x', ['F'], ['f', 'x']],
      ['request-2', ['F'], ['f', 'x']],
      ['request-3', [], ['']],
    ]);
    expect(JSON.stringify(value?.json)).toContain('"id":"request-2"');
  });

  test('has the line with its name, whose file shows nothing else', () => {
    const { value } = read({
      info,
      item: [
        { name: 'A', request: { url: 'u', header: [{ key: 'name', value: 'B' }] } },
        { name: 'B', request: { url: 'https://ann:secret@x.example' } },
      ],
    });
    const [first, second] = (value?.requests ?? []).map(({ origin }) => positionAt(origin.source, origin.start).line);
    expect([first, second]).toEqual([7, 19]);
    expect(value?.requests[1]?.origin.source.text).not.toContain('secret');
  });

  test('is found by its name, whatever the order of keys and the spelling of signs', () => {
    const text = `{"info":{},"item":[
{"item":[
  { "name": "List", "request": "u" }
 ],
 "name": "Zo\\u00eb \\/ A"},
{"name":"List","request":"u"}
]}`;
    const { value } = readCollection(toSource('c.json', text));
    expect(value?.requests.map(({ origin }) => positionAt(origin.source, origin.start).line)).toEqual([3, 6]);
    expect(value?.requests[0]?.folders).toEqual(['Zoë / A']);
  });

  test('in a file without line breaks has no line', () => {
    const { value } = read({ info, item: [{ name: 'A', request: 'u' }] }, 0);
    expect(value?.requests[0]?.origin).toMatchObject({ start: 0, end: 0 });
  });
});

describe('a collection', () => {
  test('in the wrapping of Postman’s API', () => {
    expect(read({ collection: { info, item: [{ name: 'A', request: 'u' }] } }).value?.name).toBe('Shop');
  });

  test('says which variables its scripts set, and which are secrets', () => {
    const exec = [
      'pm.environment.set("token", 1)',
      "postman.setGlobalVariable('old', 2)",
      'pm.globals.set(`ticked`, 1)',
    ];
    const item = [{ name: 'A', request: 'u', event: [{ listen: 'test', script: { exec } }] }];
    const variable = [
      { key: 'host', value: 'h' },
      { key: 'api_key', value: 'k' },
      { key: 'off', value: 'v', disabled: true },
    ];
    const { value } = read({ info, item, variable });
    expect([...(value?.sets ?? [])]).toEqual(['token', 'old', 'ticked']);
    expect(value?.variables).toEqual([
      { name: 'host', value: 'h', secret: false },
      { name: 'api_key', value: 'k', secret: true },
    ]);
  });

  test.each<[title: string, request: object, want: string[]]>([
    ['a bearer token', { auth: { type: 'bearer', bearer: [{ key: 'token', value: 'tok-1' }] } }, ['tok-1']],
    ['format v2.0', { auth: { type: 'basic', basic: { username: 'ann', password: 'pw-1' } } }, ['pw-1']],
    ['a reference', { auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}' }] } }, []],
    [
      'an API key',
      {
        auth: {
          type: 'apikey',
          apikey: [
            { key: 'key', value: 'X-Key' },
            { key: 'value', value: 'k-1' },
          ],
        },
      },
      ['k-1'],
    ],
    ['a header', { header: [{ key: 'authorization', value: 'Bearer abc.def' }] }, ['abc.def']],
    [
      'a Digest header',
      { header: [{ key: 'Authorization', value: 'Digest username="ann", response="f3f7", realm="r"' }] },
      ['f3f7'],
    ],
    ['a cookie', { header: [{ key: 'Cookie', value: 'session=s-1; theme=dark' }] }, ['s-1', 'dark']],
    ['a field', { body: { mode: 'urlencoded', urlencoded: [{ key: 'client_secret', value: 'c-1' }] } }, ['c-1']],
    ['a URL', { url: 'https://ann:pw-2@x.example' }, ['pw-2']],
    ['a query', { url: 'https://x.example/a?api_key=k%202&page=1' }, ['k%202', 'k 2']],
    ['a JSON body', { body: { mode: 'raw', raw: '{"password": "pw-3", "name": "ann"}' } }, ['pw-3']],
    ['a part beside a reference', { header: [{ key: 'X-Api-Key', value: 'part-of-key-{{x}}' }] }, ['part-of-key-']],
    ['where a token is sent', { auth: { type: 'oauth2', oauth2: [{ key: 'addTokenTo', value: 'header' }] } }, []],
    ['a switch', { auth: { type: 'oauth1', oauth1: [{ key: 'addEmptyTokenParams', value: false }] } }, []],
  ])('finds secrets in its text: %s', (_, request, want) => {
    const { value } = read({ info, item: [{ name: 'A', request: { url: 'u', ...request } }] });
    expect([...(value?.secrets ?? [])].sort()).toEqual([...want].sort());
  });
});

test.each<[title: string, text: string, want: object]>([
  [
    'an environment',
    '{"name":"dev","values":[{"key":"a","value":1},{"key":"b","value":"x","disabled":true},{"key":"p","value":"","type":"secret"}]}',
    {
      name: 'dev',
      variables: [
        { name: 'a', value: '1', secret: false },
        { name: 'p', value: '', secret: true },
      ],
    },
  ],
  ['a list, as old files are', '[{"key":"a","value":"1"}]', { variables: [{ name: 'a', value: '1', secret: false }] }],
  [
    'a name twice',
    '{"values":[{"key":"a","value":"1"},{"key":"a","value":"2"}]}',
    { variables: [{ name: 'a', value: '2', secret: false }] },
  ],
])('%s is read', (_, text, want) => {
  expect(readEnvironment(toSource('e.json', text), 'environment').value).toMatchObject(want);
});

import { describe, expect, test } from 'vitest';
import { toBehavior, toRequest } from '../../src/postman/to-request.ts';
import { endpointOf } from '../support/api-of.ts';

const url = { raw: '{{base_url}}/a', host: ['{{base_url}}'], path: ['a'] };
const raw = (text: string, language: string) => ({ mode: 'raw', raw: text, options: { raw: { language } } });

describe('toRequest', () => {
  test.each<[string, string, unknown]>([
    ['nothing but a path', 'GET /a', { method: 'GET', header: [], url }],
    [
      'Markdown',
      '{ request: GET /a, description: "# Title\\n\\n*text*" }',
      { method: 'GET', header: [], url, description: '# Title\n\n*text*' },
    ],
    [
      'headers',
      '{ request: GET /a, headers: { X-A: 1.10, X-B: { value: b, disabled: true, description: Why } } }',
      {
        method: 'GET',
        header: [
          { key: 'X-A', value: '1.10' },
          { key: 'X-B', value: 'b', disabled: true, description: 'Why' },
        ],
        url,
      },
    ],
    ['JSON', '{ request: POST /a, json: [1] }', { method: 'POST', header: [], body: raw('[\n  1\n]', 'json'), url }],
    ['text', '{ request: POST /a, text: x }', { method: 'POST', header: [], body: raw('x', 'text'), url }],
    ['XML', '{ request: POST /a, xml: <a/> }', { method: 'POST', header: [], body: raw('<a/>', 'xml'), url }],
    [
      'a form',
      '{ request: POST /a, form: { x: 01, y: null, z: { value: 2, disabled: true } } }',
      {
        method: 'POST',
        header: [],
        body: {
          mode: 'urlencoded',
          urlencoded: [
            { key: 'x', value: '01', type: 'text' },
            { key: 'y', value: '', type: 'text' },
            { key: 'z', value: '2', type: 'text', disabled: true },
          ],
        },
        url,
      },
    ],
    [
      'an empty form',
      '{ request: POST /a, form: {} }',
      {
        method: 'POST',
        header: [],
        body: { mode: 'urlencoded', urlencoded: [] },
        url,
      },
    ],
  ])('%s', (_, entry, want) => {
    expect(toRequest(endpointOf(entry), false)).toEqual(want);
  });

  test('says that it is public only where the collection signs in, and otherwise has no `auth` key', () => {
    const open = endpointOf('{ request: GET /a, auth: none }', 'auth: pydio-cells-v1');
    expect(toRequest(open, true).auth).toEqual({ type: 'noauth' });
    expect(toRequest(open, false)).not.toHaveProperty('auth');
    expect(toRequest(endpointOf('GET /a', 'auth: pydio-cells-v1'), true)).not.toHaveProperty('auth');
  });
});

test.each([
  ['{ request: GET /a, json: 1 }', { disableBodyPruning: true }],
  ['{ request: HEAD /a, text: x }', { disableBodyPruning: true }],
  ['{ request: PURGE /a, json: 1 }', { disableBodyPruning: true }],
  ['{ request: QUERY /a, json: 1 }', undefined],
  ['{ request: DELETE /a, json: 1 }', undefined],
  ['GET /a', undefined],
])('toBehavior(%s) is %j', (entry, want) => {
  expect(toBehavior(endpointOf(entry))).toEqual(want);
});

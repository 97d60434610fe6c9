import { describe, expect, test } from 'vitest';
import { type Endpoint, endpointsOf } from '../../../src/model/api.ts';
import { toBehavior, toRequest } from '../../../src/postman/v2/to-request.ts';
import { apiOf, endpointOf, listWith } from '../../support/api-of.ts';

/** The first request of a list with one entry. */
function requestOf(entry: string, above = '') {
  const api = apiOf(listWith(entry, above));
  return toRequest(endpointsOf(api.items)[0] as Endpoint, api);
}

const url = { raw: '{{base_url}}/a', host: ['{{base_url}}'], path: ['a'] };
const raw = (text: string, language: string) => ({ mode: 'raw', raw: text, options: { raw: { language } } });

describe('toRequest', () => {
  test.each<[string, string, unknown]>([
    ['only a path', 'GET /a', { method: 'GET', header: [], url }],
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
    expect(requestOf(entry)).toEqual(want);
  });

  test('marks a public request as noauth only if the collection has auth, and otherwise adds no `auth` key', () => {
    const open = '{ request: GET /a, auth: none }';
    expect(requestOf(open, 'auth: pydio-cells-v1').auth).toEqual({ type: 'noauth' });
    expect(requestOf(open)).not.toHaveProperty('auth');
    // The collection has no auth to inherit.
    expect(requestOf(open, 'identities: { jane: basic }')).not.toHaveProperty('auth');
    expect(requestOf('GET /a', 'auth: pydio-cells-v1')).not.toHaveProperty('auth');
    expect(requestOf('GET /a', 'auth: basic')).not.toHaveProperty('auth');
  });

  const attribute = (key: string, value: string) => ({ key, value, type: 'string' });
  test.each<[string, string, unknown]>([
    [
      "the identity's token",
      'jane: pydio-cells-v1',
      { type: 'bearer', bearer: [attribute('token', '{{jane_token}}')] },
    ],
    [
      'an API key',
      'jane: { template: api-key, api_key_header: X-Key }',
      {
        type: 'apikey',
        apikey: [
          attribute('key', '{{jane_api_key_header}}'),
          attribute('value', '{{jane_api_key}}'),
          attribute('in', 'header'),
        ],
      },
    ],
    [
      'user and password',
      'jane: { template: basic, username: "{{login}}" }',
      { type: 'basic', basic: [attribute('username', '{{login}}'), attribute('password', '{{jane_password}}')] },
    ],
  ])('a request of an identity has its own auth: %s', (_, identity, want) => {
    const entry = '{ request: GET /a, auth: jane }';
    expect(requestOf(entry, `identities: { ${identity} }`).auth).toEqual(want);
    expect(requestOf(entry, `auth: pydio-cells-v1\nidentities: { ${identity} }`).auth).toEqual(want);
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

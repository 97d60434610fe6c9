import { describe, expect, test } from 'vitest';
import type { Url } from '../../../src/model/api.ts';
import { toUrl } from '../../../src/postman/v2/to-url.ts';

const url = (parts: Partial<Url>): Url => ({ base: '{{base_url}}', path: [''], parameters: [], query: [], ...parts });
const query = (key: string, value: string | null, disabled = false) => ({ key, value, disabled });

describe('toUrl', () => {
  test.each<[string, Url, unknown]>([
    ['the root', url({}), { raw: '{{base_url}}/', host: ['{{base_url}}'], path: [''] }],
    [
      'a path',
      url({ path: ['a', 'b', ''] }),
      { raw: '{{base_url}}/a/b/', host: ['{{base_url}}'], path: ['a', 'b', ''] },
    ],
    [
      'a path variable',
      url({ path: [':id'], parameters: [{ key: 'id', value: '{{id}}', description: 'Which' }] }),
      {
        raw: '{{base_url}}/:id',
        host: ['{{base_url}}'],
        path: [':id'],
        variable: [{ key: 'id', value: '{{id}}', description: 'Which' }],
      },
    ],
    [
      'a query',
      url({ path: ['a'], query: [query('x', '1'), query('y', null), query('z', '')] }),
      {
        raw: '{{base_url}}/a?x=1&y&z=',
        host: ['{{base_url}}'],
        path: ['a'],
        query: [
          { key: 'x', value: '1' },
          { key: 'y', value: null },
          { key: 'z', value: '' },
        ],
      },
    ],
    [
      'a disabled query parameter',
      url({ path: ['a'], query: [{ ...query('x', '1', true), description: 'Why' }] }),
      {
        raw: '{{base_url}}/a',
        host: ['{{base_url}}'],
        path: ['a'],
        query: [{ key: 'x', value: '1', disabled: true, description: 'Why' }],
      },
    ],
    [
      'an absolute URL',
      url({ base: 'https://api.example.com:8443', path: ['a'] }),
      {
        raw: 'https://api.example.com:8443/a',
        protocol: 'https',
        host: ['api', 'example', 'com'],
        port: '8443',
        path: ['a'],
      },
    ],
    [
      'variables in the host and in the port',
      url({ base: 'http://{{a.b}}.test:{{port}}', path: ['a'] }),
      {
        raw: 'http://{{a.b}}.test:{{port}}/a',
        protocol: 'http',
        host: ['{{a.b}}', 'test'],
        port: '{{port}}',
        path: ['a'],
      },
    ],
    [
      'an IPv6 address',
      url({ base: 'http://[::1]:8080', path: ['a'] }),
      { raw: 'http://[::1]:8080/a', protocol: 'http', host: ['[::1]'], port: '8080', path: ['a'] },
    ],
  ])('%s', (_, model, want) => {
    expect(toUrl(model)).toEqual(want);
  });
});

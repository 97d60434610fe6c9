import { expect, test } from 'vitest';
import type { Environment } from '../../../src/model/api.ts';
import { stableId } from '../../../src/model/ids.ts';
import { toEnvironment } from '../../../src/postman/v2/to-environment.ts';
import { apiOf } from '../../support/api-of.ts';

test('an environment file has what people type first, values as text, empty secrets, and no export date', () => {
  const api = apiOf(`
name: Test
variables: { limit: 1.10, on: true, key: { secret: true, description: Why }, note: { optional: true } }
environments: { demo: { base_url: https://demo.test/, limit: 2.50 } }
endpoints:
  - { request: "POST /{id}", json: ["{{limit}}", "{{on}}", "{{key}}", "{{note}}"], save: { made: $.a } }
`);
  const used = 'Used by "POST /{id}".';
  expect(toEnvironment(api.environments[0] as Environment, api)).toEqual({
    id: stableId('test', 'environment', 'demo'),
    name: 'test.demo',
    values: [
      { key: 'key', value: '', type: 'secret', enabled: true, description: 'Why' },
      { key: 'id', value: '', type: 'default', enabled: true, description: used },
      {
        key: 'base_url',
        value: 'https://demo.test',
        type: 'default',
        enabled: true,
        description: 'Address of the API, without "/" at its end.',
      },
      { key: 'limit', value: '2.50', type: 'default', enabled: true, description: used },
      { key: 'on', value: 'true', type: 'default', enabled: true, description: used },
      { key: 'note', value: '', type: 'default', enabled: true, description: used },
      {
        key: 'made',
        value: '',
        type: 'default',
        enabled: true,
        description: 'Saved by "POST /{id}", for later requests.',
      },
    ],
    _postman_variable_scope: 'environment',
  });
});

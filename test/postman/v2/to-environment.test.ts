import { expect, test } from 'vitest';
import type { Environment } from '../../../src/model/api.ts';
import { stableId } from '../../../src/model/ids.ts';
import { toEnvironment } from '../../../src/postman/v2/to-environment.ts';
import { apiOf } from '../../support/api-of.ts';

test('an environment file has values as text, empty values of type secret, and no export date', () => {
  const api = apiOf(`
name: Test
variables: { limit: 1.10, on: true, key: { secret: true, description: Why }, note: { optional: true } }
environments: { demo: { base_url: https://demo.test/, limit: 2.50 } }
endpoints:
  - { request: "POST /{id}", json: ["{{limit}}", "{{on}}", "{{key}}", "{{note}}"], save: { made: $.a } }
`);
  expect(toEnvironment(api.environments[0] as Environment, api)).toEqual({
    id: stableId('test', 'environment', 'demo'),
    name: 'test.demo',
    values: [
      { key: 'base_url', value: 'https://demo.test', type: 'default', enabled: true },
      { key: 'limit', value: '2.50', type: 'default', enabled: true },
      { key: 'on', value: 'true', type: 'default', enabled: true },
      { key: 'key', value: '', type: 'secret', enabled: true, description: 'Why' },
      { key: 'note', value: '', type: 'default', enabled: true },
      { key: 'id', value: '', type: 'default', enabled: true },
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

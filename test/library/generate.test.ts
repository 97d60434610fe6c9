import { expect, test } from 'vitest';
import { countRequests, environmentFileName, generate } from '../../src/library/generate.ts';
import { apiOf } from '../support/api-of.ts';

const api = apiOf(`
name: Test
slug: my-api
environments: { dev: { base_url: https://dev.test }, prod: { base_url: https://prod.test } }
endpoints: [GET /a, { folder: F, endpoints: [GET /b, { folder: G, endpoints: [GET /c] }] }]
`);

test('generates the collection, then one file for each environment in the order of the list', () => {
  expect(generate(api).map(({ kind, name, content }) => [kind, name, content.name])).toEqual([
    ['collection', 'my-api.postman_collection.json', undefined],
    ['environment', 'my-api.dev.postman_environment.json', 'my-api.dev'],
    ['environment', 'my-api.prod.postman_environment.json', 'my-api.prod'],
  ]);
  expect(environmentFileName(api, 'dev')).toBe('my-api.dev.postman_environment.json');
});

test('counts all requests, including those in folders', () => {
  expect(countRequests(api)).toBe(3);
});

test('uses scripts passed by the caller', () => {
  const [collection] = generate(
    api,
    new Map([
      ['header', '// mine'],
      ['expect-status-class', 'mine(__NAME__);'],
    ]),
  );
  expect(JSON.stringify(collection?.content)).toContain('"// mine","mine(\\"Status is 2xx\\");"');
});

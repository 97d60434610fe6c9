import { describe, expect, test } from 'vitest';
import * as postmint from '../src/index.ts';
import { unexportedTypes } from './support/library-surface.ts';

const text = `
name: Book shop
environments: { test: { base_url: https://books.example } }
endpoints:
  - GET /books/{id}
`;
const show = (name: string) => name;
const nothing = () => ({ diagnostics: [] });

describe('the library', () => {
  test('generates the text of all files from a list', () => {
    const { value: api, diagnostics } = postmint.loadList(postmint.toSource('endpoints.yaml', text), nothing);
    expect(diagnostics).toEqual([]);
    if (!api) throw new Error('no API');
    expect(postmint.countRequests(api)).toBe(1);
    const files = postmint.generate(api);
    const plan = postmint.planOutput({ list: 'endpoints.yaml', files, disk: [], show });
    expect(plan.map(({ name, action }) => [name, action])).toEqual([
      ['book-shop.postman_collection.json', 'create'],
      ['book-shop.test.postman_environment.json', 'create'],
    ]);
    expect(JSON.parse(plan[0]?.text ?? '').item[0].request.url.raw).toBe('{{base_url}}/books/:id');
  });

  test('plans no changes if the files are up to date', () => {
    const { value: api } = postmint.loadList(postmint.toSource('endpoints.yaml', text), nothing);
    const files = api ? postmint.generate(api) : [];
    const first = postmint.planOutput({ list: 'endpoints.yaml', files, disk: [], show });
    const disk = first.map(({ name, text = '' }) => ({ name, text }));
    const second = postmint.planOutput({ list: 'endpoints.yaml', files, disk, show });
    expect(second.map(({ action }) => action)).toEqual(['keep', 'keep']);
  });

  test('judge compares a collection, as read by Postman’s SDK, with the model', async () => {
    const { value: api } = postmint.loadList(postmint.toSource('endpoints.yaml', text), nothing);
    if (!api) throw new Error('no API');
    const content = postmint.generate(api)[0]?.content as unknown as Parameters<typeof postmint.judge>[0];
    expect(await postmint.judge(content, api)).toEqual([]);
    expect(await postmint.judge({ ...content, item: [] }, api)).toMatchObject([{ code: 'judge-differs' }]);
  });

  test('returns mistakes as diagnostics and does not throw', () => {
    const source = postmint.toSource('endpoints.yaml', text.replace('GET', 'GTE'));
    const { value, diagnostics } = postmint.loadList(source, nothing);
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: 'unknown-method', severity: 'error', file: 'endpoints.yaml' }]);
    // Diagnostics are plain data: JSON loses nothing.
    expect(JSON.parse(JSON.stringify(diagnostics))).toEqual(diagnostics);
    expect(diagnostics.map((diagnostic) => postmint.formatDiagnostic(diagnostic)).join('')).toContain(
      'endpoints.yaml:5:5',
    );
  });

  test('the JSON Schema for editors has the keys of a list', () => {
    const schema = postmint.endpointsSchema() as {
      properties: object;
      required: string[];
      additionalProperties: boolean;
    };
    expect(Object.keys(schema.properties)).toContain('endpoints');
    expect(schema.required).toEqual(['name', 'environments', 'endpoints']);
    expect(schema.additionalProperties).toBe(false);
  });

  test('every type that an export mentions is exported too', () => {
    expect(unexportedTypes()).toEqual([]);
  });
});

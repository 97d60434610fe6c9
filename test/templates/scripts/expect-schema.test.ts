import newman from 'newman';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toCollection } from '../../../src/postman/v2/to-collection.ts';
import { readScripts } from '../../../src/source/templates.ts';
import { apiOf, listWith } from '../../support/api-of.ts';
import { type RecordingServer, startRecordingServer } from '../../support/recording-server.ts';

// Schema, answer, and message of the test. The scripts run in newman, because they use the validator of its sandbox.
const rows = [
  ['{ type: object }', '{"a":1}', ''],
  ['true', '[]', ''],
  ['{}', '\ufeff1', ''],
  ['{ type: object, required: [a], properties: { a: { type: string } } }', '{"a":"x"}', ''],
  ['{ items: { type: integer } }', '[1,2]', ''],
  // The standard says that an unknown format is not checked.
  ['{ type: string, format: no-such-format }', '"x"', ''],
  ['{ type: object }', '"FOUND-1"', '$: should be object'],
  ['false', '"FOUND-1"', '$: boolean schema is false'],
  ['{ required: [a] }', '{"b":"FOUND-1"}', "$: should have required property 'a'"],
  ['{ properties: { a: { type: integer } } }', '{"a":"FOUND-1"}', '$.a: should be integer'],
  ['{ properties: { a: { items: { const: x } } } }', '{"a":["x","FOUND-1"]}', '$.a[1]: should be equal to constant'],
  ['{ properties: { a: { pattern: "^x" } } }', '{"a":"FOUND-1"}', '$.a: should match pattern "^x"'],
  ['{ type: object }', 'FOUND-1', '$: expected JSON, found other text'],
] as const;

let server: RecordingServer;
const messages = new Map<string, string>();

beforeAll(async () => {
  server = await startRecordingServer((target) => rows[Number(target.slice(1))]?.[1] ?? '');
  const list = listWith(rows.map(([schema], index) => `{ request: GET /${index}, expect: { schema: ${schema} } }`));
  const collection = toCollection(apiOf(list), readScripts());
  const environment = { values: [{ key: 'base_url', value: `http://127.0.0.1:${server.port}` }] };
  await new Promise<void>((resolve, reject) => {
    const run = newman.run({ collection, environment, reporters: [] } as never, (error) =>
      error ? reject(error) : resolve(),
    );
    run.on('assertion', (error, { item, assertion }) => {
      if (assertion === 'Body matches the schema') messages.set(item.name, error?.message ?? '');
    });
  });
});

afterAll(() => server.close());

describe('a schema', () => {
  test.each(rows.map(([schema, answer, want], index) => ({ schema, answer, want, index })))(
    '$schema, answer $answer: $want',
    ({ want, index }) => {
      expect(messages.get(`GET /${index}`)).toBe(want);
    },
  );
});

import newman from 'newman';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toCollection } from '../../../src/postman/v2/to-collection.ts';
import { readScripts } from '../../../src/source/templates.ts';
import { apiOf, listWith } from '../../support/api-of.ts';
import { type RecordingServer, startRecordingServer } from '../../support/recording-server.ts';
import { urlForms } from '../../support/url-forms.ts';

/** Titles, bodies in the list, and the expected bytes. `{{quote}}` contains a quote, a backslash and a line break. */
const bodies = [
  ['a number stays a number', 'json: { n: "{{id}}", s: "{{login}}" }', '{\n  "n": 7,\n  "s": "jane"\n}'],
  ['text is escaped', 'json: { s: "<{{quote}}>" }', '{\n  "s": "<a\\"b\\\\c\\nd>"\n}'],
  ['a form is encoded', 'form: { "a b": "c&d=é", n: 1.10, q: "{{login}}" }', 'a%20b=c%26d%3D%C3%A9&n=1.10&q=jane'],
  ['text is sent unchanged', 'text: "a=1&b={{id}}"', 'a=1&b=7'],
  ['GET with a body, which Postman would drop', 'json: [1]', '[\n  1\n]'],
] as const;

const entries = [
  ...urlForms.map(({ entry }) => (entry.startsWith('{') ? entry : JSON.stringify(entry))),
  ...bodies.map(([about, keys]) => `{ request: ${about.startsWith('GET') ? 'GET' : 'POST'} /body, ${keys} }`),
  '"GET {{other}}"',
];

let server: RecordingServer;

beforeAll(async () => {
  server = await startRecordingServer();
  const folders = entries.map((entry, index) => `{ folder: F${index}, endpoints: [${entry}] }`);
  const list = listWith(folders).replace('on: true', 'on: true, quote: ""');
  const values = {
    base_url: `http://127.0.0.1:${server.port}`,
    other: `http://127.0.0.1:${server.port}/whole/a?x=1`,
    id: '7',
    login: 'jane',
    quote: 'a"b\\c\nd',
  };
  const environment = { values: Object.entries(values).map(([key, value]) => ({ key, value })) };
  const collection = toCollection(apiOf(list), readScripts());
  await new Promise<void>((resolve, reject) => {
    newman.run({ collection, environment, reporters: [] } as never, (error) => (error ? reject(error) : resolve()));
  });
});

afterAll(() => server.close());

describe('the golden table: the target that newman sends', () => {
  test.each(urlForms.map((form, index) => ({ ...form, index })))('$about: $entry', ({ wire, index }) => {
    expect(server.requests[index]?.target).toBe(wire);
  });
});

describe('bodies', () => {
  test.each(bodies.map(([about, keys, want], index) => ({ about, keys, want, index })))('$about: $keys', (row) => {
    expect(server.requests[urlForms.length + row.index]?.body).toBe(row.want);
  });
});

test('a variable with a complete URL, including path and query, is sent unchanged', () => {
  expect(server.requests.at(-1)?.target).toBe('/whole/a?x=1');
});

test('newman sends one request for each entry', () => {
  expect(server.requests).toHaveLength(entries.length);
});

import fc from 'fast-check';
import { arbitrarySchema } from './arbitrary-schema.ts';

type Tree = Record<string, unknown>;

/** A list that can be served, and the same list with one change that its server does not meet. */
export interface ServedList {
  readonly list: Tree;
  /** What was changed, for the message of a failure. */
  readonly change: string;
  readonly changed: Tree;
}

/** Secrets of the identities, which the server and the run share. */
export const secrets: Readonly<Record<string, string>> = {
  password: 'correct horse & "battery"',
  client_secret: 'client-secret-of-the-list',
  partner_api_key: 'key-of-the-partner-7',
  bob_password: 'pass phrase of bob',
};

/** The parts that each list has: four identities, and variables of each type. */
const head: Tree = {
  name: 'Served',
  auth: { template: 'pydio-cells-v1' },
  identities: {
    partner: { template: 'api-key', api_key_header: 'X-Partner' },
    bob: { template: 'basic', username: 'bob' },
  },
  environments: { dev: { base_url: 'http://localhost:1/api', username: 'admin' } },
  variables: { color: 'red & "blue"', size: 5, big: '12345678901234567890', flag: true, note: { optional: true } },
};

const word = fc.constantFrom('red', 'a b', 'x&y', '"quoted"', 'é', '7', 'true', '{{color}}', '{{size}}', 'n-{{size}}');
const leaf = fc.oneof(word, fc.integer({ min: -9, max: 99 }), fc.boolean(), fc.constant(null));
const json = fc.oneof(
  fc.dictionary(fc.constantFrom('a', 'b', 'c d'), fc.oneof(leaf, fc.array(leaf, { maxLength: 2 })), {
    minKeys: 1,
    maxKeys: 3,
    noNullPrototype: true,
  }),
  fc.array(leaf, { minLength: 1, maxLength: 2 }),
);
const plainText = fc.constantFrom('Hello', 'a < b', 'two words', 'for {{size}}');

const body = fc.oneof(
  fc.constant({}),
  json.map((value) => ({ json: value })),
  fc.dictionary(fc.constantFrom('f', 'g'), word, { minKeys: 1, noNullPrototype: true }).map((form) => ({ form })),
  fc
    .dictionary(fc.constantFrom('f', 'g'), word, { minKeys: 1, noNullPrototype: true })
    .map((fields) => ({ multipart: { ...fields, note: '{{note}}' } })),
  plainText.map((text) => ({ text })),
  plainText.map((text) => ({ xml: `<a b="{{color}}">${text.replace('<', '&lt;')}</a>` })),
  word.map((value) => ({
    graphql: { query: 'query Q($v: Any) { q(v: $v) }', variables: { v: value }, operation: 'Q' },
  })),
);

/** Schemas whose simplest values they refuse. */
const particularSchema = fc.constantFrom<Tree>(
  { type: 'string', pattern: '^\\d{4}-\\d{2}$' },
  { type: 'array', minItems: 2, uniqueItems: true, items: { enum: ['a', 'b', 'c'] } },
  {
    oneOf: [
      { type: 'integer', multipleOf: 3 },
      { type: 'integer', multipleOf: 5 },
    ],
  },
  { type: 'string', format: 'email', maxLength: 12 },
  { type: 'object', minProperties: 2 },
  { type: 'object', required: ['a'], properties: { a: { type: 'integer' } }, dependencies: { a: ['b'] } },
);

/** Schemas of what a client saves, at `$.made.id`. */
const madeSchema = fc
  .constantFrom<Tree>({ type: 'integer' }, { type: 'string', format: 'uuid' }, { const: 'order' }, { type: 'boolean' })
  .map((id) => ({ type: 'object', properties: { made: { type: 'object', properties: { id } } } }));

/** Expectations that one answer can meet. */
const expectation = fc
  .record({
    status: fc.constantFrom(200, 201, 202, 403, 404, 409, 422, 500),
    headers: fc.option(
      fc.constantFrom<Tree>(
        { 'X-A': 'one' },
        { ETag: true },
        { 'X-B': false, 'X-A': '{{size}}' },
        { Location: '/things/' },
      ),
    ),
    content: fc.oneof(
      fc.constant({}),
      json.map((value) => ({ body: value })),
      plainText.map((text) => ({ text })),
      fc.constantFrom('Hello', 'Bye').map((text) => ({ body: { a: 1 }, text })),
      arbitrarySchema.map((schema) => ({ schema })),
      particularSchema.map((schema) => ({ schema })),
      madeSchema.map((schema) => ({ schema })),
    ),
  })
  .map(({ status, headers, content }) => ({ status, ...(headers ? { headers } : {}), ...content }));

const save = fc.constantFrom<(name: string) => Tree>(
  () => ({}),
  (name) => ({ [name]: '$.made.id' }),
  (name) => ({ [name]: { header: 'X-Made', match: 'id=([a-z0-9-]+)' } }),
  (name) => ({ [name]: { match: 'made="([^"]+)"' } }),
);

/** One request. Its number makes its name, its variables and most of its paths unique. */
const entry = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'QUERY'),
    place: fc.constantFrom('/shared', '/shared/{{size}}', '/own', '/own/{{color}}/x', '/own/{+deep}'),
    query: fc.option(
      fc.constantFrom<Tree>({ q: 'a b' }, { q: ['1', '{{size}}'], note: '{{note}}' }, { 'k{{size}}': null }),
    ),
    headers: fc.option(fc.constantFrom<Tree>({ 'X-Trace': ['a', 'b'] }, { 'X-Note': '{{note}}', Accept: '*/*' })),
    auth: fc.constantFrom('inherit', 'none', 'partner', 'bob'),
    set: fc.option(fc.constantFrom('m-{{$timestamp}}', '{{$guid}}', 'fixed')),
    always: fc.constantFrom(false, false, false, true),
    usesEarlier: fc.boolean(),
    body,
    expectation,
    save,
  })
  .map((parts) => ({ ...parts, expectation: withoutBodyIfSaved(parts) }));

/** What is saved from JSON needs JSON that may have more keys, and what is saved from text needs no JSON at all. */
function withoutBodyIfSaved({ expectation: wanted, save: saved }: { expectation: Tree; save: (name: string) => Tree }) {
  const from = saved('x').x as string | Tree | undefined;
  if (from === undefined || (typeof from === 'object' && 'header' in from)) return wanted;
  const { body: expected, schema, text, ...rest } = wanted;
  if (typeof from === 'object') return { ...rest, ...(text ? { text } : {}) };
  if (JSON.stringify(schema ?? '').includes('"made"')) return { ...rest, schema };
  return expected && !Array.isArray(expected) ? { ...rest, body: expected } : rest;
}

type Entry = typeof entry extends fc.Arbitrary<infer T> ? T : never;

function toRequest(parts: Entry, index: number, saved: string[]): Tree {
  const { method, place, query, headers, auth, set, usesEarlier, always } = parts;
  const path = place === '/shared' || place === '/shared/{{size}}' ? place : `${place.replace('/own', `/own${index}`)}`;
  const earlier = usesEarlier && !always ? saved.at(-1) : undefined;
  const made = parts.save(`made${index}`);
  const request = {
    name: `R${index}`,
    request: `${method} ${path}${earlier ? `/{${earlier}}` : ''}`,
    ...(path.includes('{+deep}') ? { path: { deep: 'a/b' } } : {}),
    ...(query ? { query } : {}),
    ...(headers ? { headers } : {}),
    auth,
    ...(set ? { set: { [`set${index}`]: set } } : {}),
    ...(always ? { always } : {}),
    ...(set && method !== 'GET' ? { json: { v: `{{set${index}}}`, n: index } } : parts.body),
    expect: set ? { ...parts.expectation, headers: { 'X-Set': `{{set${index}}}` } } : parts.expectation,
    ...(Object.keys(made).length > 0 ? { save: made } : {}),
  };
  // The value of a GET is not sent, so the server cannot know it.
  const known = set && method === 'GET' ? { ...request, expect: parts.expectation } : request;
  if (!always) saved.push(...Object.keys(made));
  return known;
}

/** Another value of the same kind, which the answer does not have. */
function another(value: unknown): unknown {
  if (typeof value === 'number') return value + 1000;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return `${value}-changed`;
  if (value === null) return 'changed';
  if (Array.isArray(value)) return [...value, 'changed'];
  const [[key, first] = ['a', 1], ...rest] = Object.entries(value as Tree);
  return Object.fromEntries([[key, another(first)], ...rest]);
}

/** The changes of one request that its server must not meet. */
function changesOf(request: Tree): { what: string; request: Tree }[] {
  const wanted = request.expect as Tree;
  const withExpect = (more: Tree) => ({ ...request, expect: { ...wanted, ...more } });
  const isNobody = request.auth === 'none';
  return [
    { what: 'status', request: withExpect({ status: wanted.status === 200 ? 410 : 200 }) },
    ...(wanted.headers ? [{ what: 'header', request: withExpect({ headers: another(wanted.headers) }) }] : []),
    ...('body' in wanted ? [{ what: 'body', request: withExpect({ body: another(wanted.body) }) }] : []),
    ...('text' in wanted ? [{ what: 'text', request: withExpect({ text: another(wanted.text) }) }] : []),
    // A path of its own has no public entry.
    ...(isNobody || String(request.request).includes('/shared') || wanted.status === 403
      ? []
      : [{ what: 'token', request: { ...request, auth: 'none' } }]),
  ];
}

/** Lists with all kinds of requests, identities and expectations, and one change of each. */
export const arbitraryServed: fc.Arbitrary<ServedList> = fc
  .tuple(fc.array(entry, { minLength: 1, maxLength: 7 }), fc.nat(), fc.nat())
  .map(([entries, at, which]) => {
    const saved: string[] = [];
    const endpoints = entries.map((parts, index) => toRequest(parts, index, saved));
    const index = at % endpoints.length;
    const changes = changesOf(endpoints[index] as Tree);
    const { what, request } = changes[which % changes.length] as { what: string; request: Tree };
    const list = { ...head, endpoints };
    const changed = { ...head, endpoints: endpoints.map((other, place) => (place === index ? request : other)) };
    return { list, change: `${what} of R${index}`, changed };
  });

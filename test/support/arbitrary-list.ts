import fc from 'fast-check';
import { stringify } from 'yaml';
import {
  declared,
  headerName,
  headers,
  json,
  latin1,
  map,
  maybe,
  parameters,
  some,
  text,
  word,
} from './arbitrary-text.ts';

type Map = Record<string, unknown>;

const script = fc.constantFrom(
  'pm.test("own", function () {});',
  'pm.variables.set("x", "</script>");\n// é ☃\n',
  'if (!pm.response) return;',
);
const duration = fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.constantFrom('ms', 's')).map((parts) => parts.join(''));
const status = fc.oneof(fc.integer({ min: 100, max: 599 }), fc.constantFrom('2xx', '4XX'));
const expectation = fc.oneof(
  status,
  fc.array(status, { minLength: 1, maxLength: 2 }),
  maybe({
    status,
    headers: map(headerName, fc.oneof(text, fc.boolean())),
    body: json,
    text: fc.oneof(text, some(text)),
    schema: fc.constantFrom(true, { type: 'object' }, { required: ['a'], properties: { a: { pattern: '^<' } } }),
    time: duration,
  }),
);
const save = fc.oneof(
  fc.constantFrom('$', '$.a', '$.a[0]', "$['a b'][-1]", '$.é'),
  fc.record({ path: fc.constant('$.a'), secret: fc.boolean() }),
  fc.record({ header: headerName, match: fc.constantFrom('[^/]+$', '(<)"') }, { requiredKeys: ['header'] }),
);
const example = fc
  .tuple(
    fc.record({ name: word.map((name) => `E ${name}`) }),
    maybe({ status: fc.integer({ min: 100, max: 599 }), headers: map(headerName, latin1), body: json }),
  )
  .map(([name, rest]) => ({ ...name, ...rest }));

/** A text without empty segments and without those that lead to another path. */
const withoutGaps = (value: string) =>
  value
    .split(/[\\/]/)
    .filter((part) => !['', '.', '..'].includes(part))
    .join('/') || 'x';

/** One path segment and the values of its parameters. `n` makes their names unique. */
const segment = fc.oneof(
  fc
    .string({ unit: fc.constantFrom(...'abz09-._~!$&()*+,;=:@%é'), maxLength: 6 })
    .filter((literal) => literal !== '.' && literal !== '..')
    .map((literal) => () => ({ segment: literal, path: {} })),
  fc
    .constantFrom(...declared.filter((name) => name !== 'key'))
    .map((name) => () => ({ segment: `{{${name}}}`, path: {} })),
  fc.constantFrom('own', 'per.son').map((name) => (n: number) => ({ segment: `{${name}${n}}`, path: {} })),
  fc.tuple(text.map(withoutGaps), fc.constantFrom('', ':stop', '.txt')).map(([value, end]) => (n: number) => ({
    segment: `{${value.includes('/') ? '+' : ''}p${n}}${end}`,
    path: { [`p${n}`]: value },
  })),
);
const url = fc
  .tuple(
    fc.constantFrom('', '', '', '{{base_url}}', 'https://h.test:8443', 'http://[::1]'),
    fc.array(segment, { maxLength: 4 }),
    fc.constantFrom('', '', '?a=1&b', '?a=%20=&b='),
  )
  .map(([base, segments, query]) => {
    const built = segments.map((make, index) => make(index));
    return {
      url: `${base}/${built.map((part) => part.segment).join('/')}${query}`,
      path: Object.assign({}, ...built.map((part) => part.path)),
    };
  });

const body = fc.oneof(
  fc.record({ json }),
  fc.record({ form: parameters }),
  fc.record({ text }),
  fc.record({ xml: text }),
  fc.constant({}),
);
const inherited = (inSignIn: boolean) => ({
  auth: inSignIn ? fc.constantFrom('none', 'inherit') : fc.constant('none'),
  headers,
  tags: some(word),
  safe: fc.boolean(),
  before: script,
  after: script,
});
const method = fc.constantFrom(
  'GET',
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'QUERY',
  'PROPFIND',
  'PURGE',
  'MOVE',
);

const endpoint = (inSignIn: boolean): fc.Arbitrary<Map> =>
  fc
    .tuple(
      fc.record({ name: word, method, url, body }),
      maybe({
        description: word,
        query: parameters,
        expect: expectation,
        save,
        examples: some(example),
        ...inherited(inSignIn),
      }),
    )
    .map(([{ name, method, url, body }, rest]) => ({
      name,
      request: `${method} ${url.url}`,
      ...(Object.keys(url.path).length > 0 ? { path: url.path } : {}),
      ...body,
      ...rest,
    }));

const items = (inSignIn: boolean) =>
  fc.letrec<{ items: Map[] }>((tie) => ({
    items: fc.array(
      fc.oneof(
        { depthSize: 'small', maxDepth: 3 },
        endpoint(inSignIn),
        fc
          .tuple(
            fc.record({ folder: word, endpoints: tie('items') }),
            maybe({ description: word, sequential: fc.boolean(), ...inherited(inSignIn) }),
          )
          .map(([folder, rest]) => ({ ...rest, ...folder })),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  })).items;

/** Makes names unique, gives each `save` a separate variable, and lets later requests use that variable. */
function finish(drafts: Map[], state = { names: 0, saved: [] as string[] }): Map[] {
  return drafts.map((item) => {
    const n = ++state.names;
    if ('folder' in item)
      return { ...item, folder: `${item.folder} ${n}`, endpoints: finish(item.endpoints as Map[], state) };
    const { save: from, query, ...rest } = item;
    const uses = state.saved.length > 0 && n % 2 === 0 ? { used: `{{${state.saved.at(-1)}}}` } : {};
    const variable = `saved.${n}`;
    if (from !== undefined) state.saved.push(variable);
    return {
      ...rest,
      name: `${item.name} ${n}`,
      ...(query || 'used' in uses ? { query: { ...(query as Map), ...uses } } : {}),
      ...(from === undefined ? {} : { save: { [variable]: from } }),
    };
  });
}

const signIns = [
  'pydio-cells-v1',
  { template: 'pydio-cells-v1', guard: false, token: { variable: 'jwt' } },
  {
    template: 'pydio-cells-v1',
    client_authentication: 'body',
    token_url: 'https://idp.test:8443/t',
    parameters: { a: '</script>' },
  },
];
const list = fc.option(fc.constantFrom(...signIns), { nil: undefined }).chain((auth) =>
  fc
    .record({
      name: word,
      more: maybe({ description: word, headers, unsafe: fc.constantFrom('ask', 'plain') }),
      endpoints: items(auth !== undefined),
      value: text,
    })
    .map(({ name, more, endpoints, value }) => ({
      name: `N ${name}`,
      slug: 'sample',
      ...(auth ? { auth } : {}),
      ...more,
      variables: {
        text: value.replace(/\{\{.*?\}\}/g, ''),
        count: 3,
        flag: true,
        key: { secret: true },
        note: { optional: true },
      },
      environments: {
        dev: { base_url: 'https://dev.test', count: 4 },
        prod: { variables: { base_url: 'http://localhost:8080/api/', note: 'é' }, protected: true },
      },
      endpoints: finish(endpoints),
    })),
);

/** Lists without mistakes, written as block-style YAML or as JSON. */
export const arbitraryList: fc.Arbitrary<string> = fc
  .tuple(list, fc.boolean())
  .map(([value, asJson]) => (asJson ? `${JSON.stringify(value, null, 1)}\n` : stringify(value, { lineWidth: 0 })));

import type { ValueRow } from './row.ts';

const optional = { v: { optional: true } };
const filled = { v: { value: 'a', optional: true } };

/** A field of a query, a form or the headers, in each way to write it. */
const fields = (
  place: string,
  entry: (own: unknown, end: boolean) => object,
  sent: (text: string, end: boolean) => string,
): ValueRow[] => [
  {
    name: `an empty optional in ${place}, in the middle`,
    because: 'servers read an empty filter as a filter',
    variables: optional,
    entry: entry('{{v}}', false) as never,
    sent: sent('', false),
  },
  {
    name: `an empty optional in ${place}, at the end`,
    because: 'a separator would be left',
    variables: optional,
    entry: entry('{{v}}', true) as never,
    sent: sent('', true),
  },
  {
    name: `a filled optional in ${place}`,
    because: 'it is sent',
    variables: filled,
    entry: entry('{{v}}', false) as never,
    sent: sent('a', false),
  },
  {
    name: `an empty optional in ${place} with keep_empty`,
    because: 'some servers clear a field that is sent empty',
    variables: optional,
    entry: entry({ value: '{{v}}', keep_empty: true }, false) as never,
    sent: sent('keep', false),
  },
  {
    name: `an empty optional in ${place}, with text around it`,
    because: 'the text is a value',
    variables: optional,
    entry: entry('x{{v}}', false) as never,
    sent: sent('x', false),
  },
];

const pair = (text: string, end: boolean) =>
  [text === 'keep' ? 'b=' : text && `b=${text}`, ...(end ? [] : ['c=1'])]
    .filter(Boolean)
    .map((field) => `&${field}`)
    .join('');

const json = (name: string, because: string, value: object, body: unknown, sent: string): ValueRow => ({
  name,
  because,
  variables: value as never,
  entry: { request: 'POST /json', json: body },
  sent: `POST /json ${sent}`,
});

export const optionalRows: readonly ValueRow[] = [
  ...fields(
    'a query',
    (own, end) => ({ request: 'GET /q', query: { a: 1, b: own, ...(end ? {} : { c: 1 }) } }),
    (text, end) => `GET /q?a=1${pair(text, end)}`,
  ),
  {
    name: 'an empty optional alone in a query',
    because: 'a "?" would be left',
    variables: optional,
    entry: { request: 'GET /q', query: { b: '{{v}}' } },
    sent: 'GET /q',
  },
  {
    name: "an empty optional in a short form's query",
    because: 'it has no keys to look at',
    variables: optional,
    entry: { request: 'GET /q?a=1&b={{v}}&c=1' },
    sent: 'GET /q?a=1&c=1',
  },
  {
    name: 'one of two empty optionals of one key',
    because: 'the other value is sent',
    variables: { ...optional, w: 'x' },
    entry: { request: 'GET /q', query: { b: ['{{v}}', '{{w}}'] } },
    sent: 'GET /q?b=x',
  },
  ...fields(
    'a form',
    (own, end) => ({ request: 'POST /form', form: { a: 1, b: own, ...(end ? {} : { c: 1 }) } }),
    (text, end) => `POST /form a=1${pair(text, end)}`,
  ),
  ...fields(
    'the headers',
    (own, end) => ({ request: 'GET /h', headers: { ...(end ? {} : { 'X-A': '1' }), 'X-V': own } }),
    (text) => (text === '' ? 'GET /h' : text === 'keep' ? 'GET /h X-V: ' : `GET /h X-V: ${text}`),
  ),
  json(
    'an empty optional member, in the middle',
    'servers store an empty text',
    optional,
    { a: 1, b: '{{v}}', c: 1 },
    '{"a": 1,"c": 1}',
  ),
  json('an empty optional member, at the end', 'a comma would be left', optional, { a: 1, b: '{{v}}' }, '{"a": 1}'),
  json('an empty optional member alone', 'the object is empty', optional, { b: '{{v}}' }, '{}'),
  json(
    'an empty optional member, deep',
    'the comma of the inner object',
    optional,
    { a: [{ b: '{{v}}', c: { d: 1, e: '{{v}}' } }] },
    '{"a": [{"c": {"d": 1}}]}',
  ),
  json('a filled optional member', 'it is sent', filled, { a: 1, b: '{{v}}' }, '{"a": 1,"b": "a"}'),
  json(
    'an empty optional in a text of JSON',
    'the text around it is a value',
    optional,
    { a: 1, b: 'x{{v}}' },
    '{"a": 1,"b": "x"}',
  ),
  json(
    'an empty optional item, in the middle',
    'a list of two has two items',
    optional,
    ['a', '{{v}}', 'c'],
    '["a","c"]',
  ),
  json('an empty optional item, at the end', 'a comma would be left', optional, ['a', '{{v}}'], '["a"]'),
  json('an empty optional item alone', 'the list is empty', optional, { a: ['{{v}}'] }, '{"a": []}'),
  json('a filled optional item', 'it is sent', filled, ['a', '{{v}}'], '["a","a"]'),
  json(
    'a text that looks like an empty optional member',
    'it is inside a text, and no member',
    optional,
    { a: '"b": "{{v}}",' },
    '{"a": "\\"b\\": \\"\\","}',
  ),
];

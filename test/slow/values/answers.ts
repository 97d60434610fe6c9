import type { ValueRow } from './row.ts';

const cookies = [
  ['Set-Cookie', 'lang=en; Path=/x'],
  ['Set-Cookie', 'session=s-1; Path=/x; HttpOnly'],
  ['Set-Cookie', 'session=s-2; Path=/y'],
] as const;
const links = [
  ['Link', '</a?page=2>; rel="next"'],
  ['link', '</a?page=9>; rel="last"'],
] as const;

const expects = (name: string, because: string, headers: ValueRow['reply'], expect: object, red = false): ValueRow => ({
  name,
  because,
  entry: { request: 'GET /e', expect: { headers: expect } },
  reply: headers ?? {},
  sent: 'GET /e',
  ...(red && { red }),
});
const saves = (
  name: string,
  because: string,
  headers: readonly (readonly [string, string])[],
  save: object,
  sent: string,
): ValueRow => ({
  name,
  because,
  answer: { headers },
  first: { save: { v: save } },
  entry: { request: 'GET /q?v={{v}}' },
  sent: `GET /q?v=${sent}`,
});

/** Headers that an answer has several times: one of them is enough (RFC 9110, section 5.3). */
export const repeatedHeaders: readonly ValueRow[] = [
  expects(
    'the first of three cookies is expected',
    'a map of headers keeps the last',
    { headers: cookies },
    { 'Set-Cookie': 'lang=en' },
  ),
  expects(
    'the second of three cookies is expected',
    'it is neither the first nor the last',
    { headers: cookies },
    { 'Set-Cookie': 'HttpOnly' },
  ),
  expects(
    'the last of three cookies is expected',
    'a search may end at the first',
    { headers: cookies },
    { 'Set-Cookie': 's-2' },
  ),
  expects(
    'one of two links in two spellings',
    'names of headers have no case',
    { headers: links },
    { Link: 'rel="last"' },
  ),
  expects('a header that is there twice', 'there is at least one', { headers: links }, { LINK: true }),
  saves(
    'the first of three cookies is saved',
    'it has no pattern',
    cookies,
    { header: 'Set-Cookie' },
    'lang=en; Path=/x'.replaceAll(' ', '%20'),
  ),
  saves(
    'the second of three cookies is saved',
    'the first does not match',
    cookies,
    { header: 'Set-Cookie', match: 'session=([^;]+)' },
    's-1',
  ),
  saves(
    'the last of three cookies is saved',
    'only the last matches',
    cookies,
    { header: 'Set-Cookie', match: '(s-\\d+); Path=/y' },
    's-2',
  ),
  saves(
    'the second of two links is saved',
    'names of headers have no case',
    links,
    { header: 'Link', match: 'page=(\\d+)>; rel="last"' },
    '9',
  ),
  saves(
    'the first of two links that match is saved',
    'both match',
    links,
    { header: 'link', match: 'page=(\\d+)' },
    '2',
  ),
];

/** Repeated headers of which none is as expected. */
export const wrongHeaders: readonly ValueRow[] = [
  expects(
    'none of three cookies is as expected',
    'each has a part of it',
    { headers: cookies },
    { 'Set-Cookie': 'lang=en; HttpOnly' },
    true,
  ),
  expects('a header that is there twice must be absent', 'there are two', { headers: links }, { Link: false }, true),
  expects(
    'text across two headers',
    'joined with a comma it would be there',
    { headers: links },
    { Link: '"next", </a' },
    true,
  ),
  expects(
    'a value of each header in part',
    'page=2 is in one, and last in the other',
    { headers: links },
    { Link: 'page=2>; rel="last"' },
    true,
  ),
  expects('no header of that name', 'there are others', { headers: cookies }, { 'Set-Cookie2': true }, true),
];

const located = (
  name: string,
  because: string,
  location: string,
  sent: string,
  row: Partial<ValueRow> = {},
  save: object = {},
): ValueRow => ({
  name,
  because,
  answer: { headers: [['Location', location]] },
  first: { save: { v: { header: 'Location', match: '[^/]+$', ...save } } },
  entry: { request: 'GET /l/{v}' },
  sent,
  ...row,
});

/** The last part of a Location, saved and used again: it names the same thing. */
export const locations: readonly ValueRow[] = [
  located('a space in a Location', 'it is encoded again where it is used', '/files/a%20b', 'GET /l/a%20b'),
  located('a letter in a Location', 'two bytes are one letter', '/files/%C3%A9.txt', 'GET /l/%C3%A9.txt'),
  located('"/" inside a part of a Location', 'it is a part of the name', '/files/a%2Fb', 'GET /l/a%2Fb'),
  located('"%" in a Location', 'it would be decoded twice', '/files/100%25', 'GET /l/100%25'),
  located('"+" in a Location', 'it is no space in a path', '/files/a+b', 'GET /l/a+b'),
  located('a Location that is used in a query', 'the place has other rules', '/files/a%26b%2Bc', 'GET /q?v=a%26b%2Bc', {
    entry: { request: 'GET /q?v={{v}}' },
  }),
  located(
    'a Location that is used in JSON',
    'nothing is encoded there',
    '/files/a%20%22b%22',
    'POST /json ["a \\"b\\""]',
    { entry: { request: 'POST /json', json: ['{{v}}'] } },
  ),
  located('a Location that is encoded in Latin-1', 'it cannot be decoded, so it is kept', '/files/%E9', 'GET /l/%25E9'),
  located(
    'a Location with decode: false',
    'the list decodes it',
    '/files/a%20b',
    'GET /l/a%2520b',
    {},
    { decode: false },
  ),
  located('a part of another header', 'only a Location is encoded', '/x', 'GET /l/a%2520b', {
    answer: { headers: [['X-Name', 'of/a%20b']] },
    first: { save: { v: { header: 'X-Name', match: '[^/]+$' } } },
  }),
];

const keys = (
  name: string,
  because: string,
  query: object,
  sent: string,
  variables: object = { v: 'a&b', w: 'c+d' },
): ValueRow => ({
  name,
  because,
  variables: variables as never,
  entry: { request: 'GET /r', query },
  sent: `GET /r?${sent}`,
});

/** A key of a query that occurs several times. */
export const repeatedKeys: readonly ValueRow[] = [
  keys('two values of one key', 'a map of parameters keeps one', { id: ['{{v}}', '{{w}}'] }, 'id=a%26b&id=c%2Bd'),
  keys('the same value twice', 'a set keeps one', { id: ['{{v}}', '{{v}}'], x: 1 }, 'id=a%26b&id=a%26b&x=1'),
  keys(
    'a literal and a variable of one key',
    'only one of them is encoded by the script',
    { id: ['a&b', '{{v}}'] },
    'id=a%26b&id=a%26b',
  ),
  keys('a value and nothing', 'a bare key has no "="', { id: ['{{v}}', null], x: 1 }, 'id=a%26b&id&x=1'),
  keys(
    'a disabled value of a repeated key',
    'it is shown, but not sent',
    { id: ['{{v}}', { value: '{{w}}', disabled: true }] },
    'id=a%26b',
  ),
  keys(
    'a raw value of a repeated key',
    'the list has encoded it',
    { raw: { value: '{{v}}', encode: false }, id: ['{{w}}', '{{w}}'] },
    'raw=a%26b&id=c%2Bd&id=c%2Bd',
    { v: 'a%26b', w: 'c+d' },
  ),
  keys('keys with brackets', 'PHP and Rails read them as lists', { 'id[]': ['{{v}}', 2] }, 'id[]=a%26b&id[]=2'),
  {
    name: "repeated keys of a short form's query",
    because: 'it is taken apart',
    variables: { v: 'a&b' },
    entry: { request: 'GET /r?id=1&id={{v}}&id=3' },
    sent: 'GET /r?id=1&id=a%26b&id=3',
  },
  {
    name: 'repeated keys of a form',
    because: 'a form has the same rules',
    variables: { v: 'a&b' },
    entry: { request: 'POST /form', form: { id: ['{{v}}', 2, '{{v}}'] } },
    sent: 'POST /form id=a%26b&id=2&id=a%26b',
  },
];

import type { ValueRow } from './row.ts';

/** A value in which each sign would change something. */
const value = 'A & B #1+2 100%/?"é';
const json = JSON.stringify({ v: value });
const script =
  'pm.sendRequest(pm.variables.get("base_url") + "/answer/NTH", (_, answer) => pm.variables.set("v_NTH", answer.json().v));';

/** Where a value comes from. */
const sources: Readonly<Record<string, Pick<ValueRow, 'because'> & Partial<ValueRow>>> = {
  'an environment': { because: 'it is typed by people', variables: { v: value } },
  'a data row': { because: 'it takes the place of the value in the list', variables: { v: 'x' }, data: { v: value } },
  'an earlier answer': {
    because: 'the server chooses it',
    answer: { body: json },
    first: { save: { v: '$.v' } },
  },
  'a header of an earlier answer': {
    because: 'the server chooses it, and it has bytes only',
    answer: { headers: [['X-Name', encodeURIComponent(value)]] },
    first: {
      save: { v: { header: 'X-Name' } },
      after: 'pm.environment.set("v_NTH", decodeURIComponent(pm.environment.get("v_NTH")));',
    },
  },
  'a script that asks for it': {
    because: 'the answer arrives after the script has ended',
    variables: { v: { optional: true } },
    answer: { body: json },
    entry: { before: script },
  },
};

const places: readonly { name: string; entry: object; sent: string }[] = [
  {
    name: 'a query',
    entry: { request: 'GET /q', query: { v: '{{v}}', last: 1 } },
    sent: 'GET /q?v=A%20%26%20B%20%231%2B2%20100%25/?%22%C3%A9&last=1',
  },
  { name: 'a segment', entry: { request: 'GET /p/{v}' }, sent: 'GET /p/A%20&%20B%20%231+2%20100%25%2F%3F%22%C3%A9' },
  { name: 'JSON', entry: { request: 'POST /json', json: ['{{v}}'] }, sent: 'POST /json ["A & B #1+2 100%/?\\"é"]' },
  {
    name: 'XML',
    entry: { request: 'POST /xml', xml: '<a>{{v}}</a>' },
    sent: 'POST /xml <a>A &amp; B #1+2 100%/?&quot;é</a>',
  },
  {
    name: 'a form',
    entry: { request: 'POST /form', form: { v: '{{v}}', last: 1 } },
    sent: 'POST /form v=A%20%26%20B%20%231%2B2%20100%25%2F%3F%22%C3%A9&last=1',
  },
];

/** Many values of one dynamic variable, because only some of them need encoding. */
const many = (nth: number) => `a${nth}`;
const times = [...Array(12).keys()];

const dynamic: readonly ValueRow[] = [
  {
    name: 'types of media in a query',
    because: 'only some have a "+", and a dynamic variable has another value each time it is read',
    entry: { request: 'GET /d', query: Object.fromEntries(times.map((nth) => [many(nth), '{{$randomMimeType}}'])) },
    // Two of the types have a "-": x-conference and x-shader.
    sent: /^GET \/d\?(?:a\d+=[a-z-]+\/(?:[\w.-]|%2B)+&?){12}$/,
  },
  {
    name: 'a path of a file in a segment',
    because: 'each "/" starts a segment',
    entry: { request: 'GET /d/{$randomFilePath}'.replace('{$randomFilePath}', 'pre-{{$randomFilePath}}') },
    sent: /^GET \/d\/pre-(?:%2F[^/?#%]+)+$/,
  },
  {
    name: 'an address in a query',
    because: 'a URL inside a query is a value',
    entry: { request: 'GET /d', query: { to: '{{$randomUrl}}', last: 1 } },
    sent: /^GET \/d\?to=https?:\/\/[\w.-]+&last=1$/,
  },
  {
    name: 'departments in XML',
    because: 'only some have an "&"',
    entry: { request: 'POST /d', xml: times.map(() => '<a>{{$randomDepartment}}</a>').join('') },
    sent: /^POST \/d (?:<a>(?:[\w ,-]|&amp;)+<\/a>){12}$/,
  },
  {
    name: 'paragraphs in JSON',
    because: 'they have line breaks',
    entry: { request: 'POST /d', json: ['{{$randomLoremParagraphs}}'] },
    sent: /^POST \/d \["(?:[\w .,]|\\[nr])+"\]$/,
  },
];

/** Each source of a value, in each place; and dynamic variables. */
export const fromSources: readonly ValueRow[] = [
  ...Object.entries(sources).flatMap(([source, row]) =>
    places.map(
      ({ name, entry, sent }): ValueRow => ({
        ...row,
        name: `a value from ${source} in ${name}`,
        entry: { ...entry, ...row.entry },
        sent,
      }),
    ),
  ),
  ...dynamic,
];

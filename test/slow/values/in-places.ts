import type { ValueRow } from './row.ts';

/** Values with signs that mean something in a URL, a form, JSON, XML or a header. */
const values = {
  '"&"': ['a&b', 'it starts the next parameter of a query or form, and an entity of XML'],
  '"#"': ['a#b', 'it ends the URL'],
  '"+"': ['a+b', 'servers read it as a space in a query or form'],
  '"%"': ['100%', 'it starts an escape that is not complete'],
  'an escape': ['a%20b', 'it looks encoded, but is meant as it is'],
  '"/"': ['a/b', 'it starts the next segment of a path'],
  '"?"': ['a?b', 'it ends the path'],
  'a backslash': ['a\\b', 'it is an escape in JSON, and servers read it as "/" in a path'],
  'a space': ['a b', 'it ends the target of a request'],
  'a letter outside ASCII': ['é', 'a URL has ASCII only; the letter has one byte in Latin-1 and two in UTF-8'],
  'a sign outside Latin-1': ['☃', 'one that no single byte can be'],
  quotes: [`"a" 'b'`, 'they end texts of JSON and attributes of XML'],
  braces: ['{a}', 'two of them are a variable'],
  brackets: ['[a]', 'they are a host of IPv6 in a URL, and part of the end of a CDATA section'],
  '"="': ['a=b', 'it separates a key from its value'],
  separators: ['a;b,c', 'some servers split a query or a header there'],
  'angle brackets': ['<a>', 'it is an element of XML'],
  'a line break': ['a\nb', 'it is not allowed in texts of JSON, and is a space in an attribute of XML'],
} as const;

type Arriving = Partial<Record<keyof typeof values, string>>;

/** As in a literal: all but what would split or change it. Line breaks, spaces and other letters are in UTF-8. */
const inQuery: Arriving = {
  '"&"': 'a%26b',
  '"#"': 'a%23b',
  '"+"': 'a%2Bb',
  '"%"': '100%25',
  'an escape': 'a%2520b',
  '"/"': 'a/b',
  '"?"': 'a?b',
  'a backslash': 'a\\b',
  'a space': 'a%20b',
  'a letter outside ASCII': '%C3%A9',
  'a sign outside Latin-1': '%E2%98%83',
  quotes: '%22a%22%20%27b%27',
  braces: '{a}',
  brackets: '[a]',
  '"="': 'a=b',
  separators: 'a;b,c',
  'angle brackets': '%3Ca%3E',
  'a line break': 'a%0Ab',
};

/** "&", "+" and "=" mean nothing in a path. */
const inSegment: Arriving = {
  '"&"': 'a&b',
  '"#"': 'a%23b',
  '"+"': 'a+b',
  '"%"': '100%25',
  'an escape': 'a%2520b',
  '"/"': 'a%2Fb',
  '"?"': 'a%3Fb',
  'a backslash': 'a%5Cb',
  'a space': 'a%20b',
  'a letter outside ASCII': '%C3%A9',
  'a sign outside Latin-1': '%E2%98%83',
  quotes: `%22a%22%20'b'`,
  braces: '%7Ba%7D',
  brackets: '[a]',
  '"="': 'a=b',
  separators: 'a;b,c',
  'angle brackets': '%3Ca%3E',
};

const inForm: Arriving = {
  ...inQuery,
  '"/"': 'a%2Fb',
  '"?"': 'a%3Fb',
  'a backslash': 'a%5Cb',
  braces: '%7Ba%7D',
  brackets: '%5Ba%5D',
  '"="': 'a%3Db',
  separators: 'a%3Bb%2Cc',
};

const asTheyAre: Arriving = Object.fromEntries(Object.entries(values).map(([name, [value]]) => [name, value]));
const inJson: Arriving = {
  ...asTheyAre,
  'a backslash': 'a\\\\b',
  quotes: `\\"a\\" 'b'`,
  'a line break': 'a\\nb',
};
const inXml: Arriving = {
  ...asTheyAre,
  '"&"': 'a&amp;b',
  quotes: '&quot;a&quot; &apos;b&apos;',
  'angle brackets': '&lt;a&gt;',
  'a line break': 'a&#10;b',
};
/** Visible ASCII, spaces and tabs. */
const { 'a letter outside ASCII': _, 'a sign outside Latin-1': __, 'a line break': ___, ...inHeader } = asTheyAre;

/** A place for a value, and how each value that is allowed there arrives. */
interface Place {
  readonly name: string;
  readonly entry: Readonly<Record<string, unknown>>;
  readonly arrives: Arriving;
  /** The request on the wire. */
  readonly line: (sent: string, value: string) => string;
}

const places: readonly Place[] = [
  {
    name: 'a query',
    entry: { request: 'GET /q', query: { a: '{{v}}', last: 1 } },
    arrives: inQuery,
    line: (sent) => `GET /q?a=${sent}&last=1`,
  },
  {
    name: "a query's key",
    entry: { request: 'GET /k', query: { '{{v}}': 1, last: 1 } },
    arrives: { ...inQuery, '"="': 'a%3Db' },
    line: (sent) => `GET /k?${sent}=1&last=1`,
  },
  {
    name: "a short form's query",
    entry: { request: 'GET /s?a=-{{v}}-&last=1' },
    arrives: inQuery,
    line: (sent) => `GET /s?a=-${sent}-&last=1`,
  },
  {
    name: 'a segment',
    entry: { request: 'GET /p/{v}/end' },
    arrives: inSegment,
    line: (sent) => `GET /p/${sent}/end`,
  },
  {
    name: 'several segments',
    entry: { request: 'GET /w/{+v}' },
    arrives: { ...inSegment, '"/"': 'a/b' },
    line: (sent) => `GET /w/${sent}`,
  },
  {
    name: 'a part of a segment',
    entry: { request: 'GET /i/pre-{{v}}-post' },
    arrives: inSegment,
    line: (sent) => `GET /i/pre-${sent}-post`,
  },
  {
    name: 'JSON, as a member, in a text and as a key',
    entry: { request: 'POST /json', json: { own: '{{v}}', in: 'pre-{{v}}', '{{v}}': 1 } },
    arrives: inJson,
    line: (sent) => `POST /json {"own": "${sent}","in": "pre-${sent}","${sent}": 1}`,
  },
  {
    name: 'XML, in an attribute, as text and as CDATA',
    entry: { request: 'POST /xml', xml: '<x y="{{v}}">{{v}}<![CDATA[{{v}}]]></x>' },
    arrives: inXml,
    line: (sent, value) => `POST /xml <x y="${sent}">${sent}<![CDATA[${value}]]></x>`,
  },
  {
    name: 'a form, as a value and as a key',
    entry: { request: 'POST /form', form: { a: '{{v}}', '{{v}}': 1 } },
    arrives: inForm,
    line: (sent) => `POST /form a=${sent}&${sent}=1`,
  },
  {
    name: 'text',
    entry: { request: 'POST /text', text: '{{v}}' },
    arrives: asTheyAre,
    line: (sent) => `POST /text ${sent}`,
  },
  {
    name: 'a header',
    entry: { request: 'GET /h', headers: { 'X-V': '{{v}}' } },
    arrives: inHeader,
    line: (sent) => `GET /h X-V: ${sent}`,
  },
];

/** Each value of an environment, in each place. */
export const inPlaces: readonly ValueRow[] = places.flatMap(({ name, entry, arrives, line }) =>
  Object.entries(arrives).map(([valueName, sent]): ValueRow => {
    const [value, because] = values[valueName as keyof typeof values];
    return { name: `${valueName} in ${name}`, because, variables: { v: value }, entry, sent: line(sent, value) };
  }),
);

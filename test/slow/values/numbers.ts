import type { ValueRow } from './row.ts';

/** Numbers that JavaScript would spell differently, or round. */
const numbers = {
  '9007199254740993': 'it is 2^53 + 1, the first whole number that a float cannot be',
  '1003200000000001759': 'an id of 64 bits',
  '18446744073709551615': 'the largest id of 64 bits',
  '1.10': 'a price; a float has no last zero',
  '1e400': 'it is more than a float can be',
  '-0': 'a float prints it without its sign',
  '0.1000000000000000055': 'it has more digits than a float',
};

const everywhere = { request: 'POST /n/{v}?v={{v}}', json: { alone: '{{v}}', in: 'no. {{v}}' } };
const sent = (number: string) => `POST /n/${number}?v=${number} {"alone": ${number},"in": "no. ${number}"}`;
/** The list is YAML of JSON; this number is replaced by its digits there. */
const digits = (number: string) => `DIGITS${number}`;

export const numberRows: readonly ValueRow[] = [
  ...Object.entries(numbers).flatMap(([number, because]): ValueRow[] => [
    {
      name: `${number}, a number of the list`,
      because,
      variables: { v: digits(number) },
      entry: { ...everywhere, expect: { body: { id: '{{v}}' } } },
      reply: { body: `{"id":${number}}` },
      sent: sent(number),
    },
    {
      name: `${number}, a saved number`,
      because,
      answer: { body: `{"v": ${number}}` },
      first: { save: { v: '$.v' } },
      entry: { ...everywhere, expect: { body: { id: '{{v}}' } } },
      reply: { body: `{"id":${number}}` },
      sent: sent(number),
    },
    {
      name: `${number}, of a data row`,
      because,
      variables: { v: 1 },
      data: { v: number },
      entry: everywhere,
      sent: sent(number),
    },
  ]),
  {
    name: 'a saved text "42"',
    because: 'the server has a text, and gets one',
    answer: { body: '{"v": "42"}' },
    first: { save: { v: '$.v' } },
    entry: { ...everywhere, expect: { body: { id: '{{v}}' } } },
    reply: { body: '{"id":"42"}' },
    sent: 'POST /n/42?v=42 {"alone": "42","in": "no. 42"}',
  },
  {
    name: 'a text "007" of the list',
    because: 'as a number it would lose its zeros',
    variables: { v: '007' },
    entry: { ...everywhere, expect: { body: { id: '{{v}}' } } },
    reply: { body: '{"id":"007"}' },
    sent: 'POST /n/007?v=007 {"alone": "007","in": "no. 007"}',
  },
  {
    name: 'a saved true',
    because: 'a boolean has no quotes either',
    answer: { body: '{"v": true}' },
    first: { save: { v: '$.v' } },
    entry: { ...everywhere, expect: { body: { on: '{{v}}' } } },
    reply: { body: '{"on":true}' },
    sent: 'POST /n/true?v=true {"alone": true,"in": "no. true"}',
  },
  {
    name: 'false of the list',
    because: 'it is a value, not an empty one',
    variables: { v: false },
    entry: { ...everywhere, expect: { body: { on: '{{v}}' } } },
    reply: { body: '{"on":false}' },
    sent: 'POST /n/false?v=false {"alone": false,"in": "no. false"}',
  },
  {
    name: 'a saved text "true"',
    because: 'it is not a boolean',
    answer: { body: '{"v": "true"}' },
    first: { save: { v: '$.v' } },
    entry: { ...everywhere, expect: { body: { on: '{{v}}' } } },
    reply: { body: '{"on":"true"}' },
    sent: 'POST /n/true?v=true {"alone": "true","in": "no. true"}',
  },
];

const wrong = (name: string, because: string, value: object, reply: string, asks: string): ValueRow => ({
  name,
  because,
  ...value,
  entry: { request: 'GET /n/{v}', expect: { body: { id: '{{v}}' } } },
  reply: { body: `{"id":${reply}}` },
  sent: `GET /n/${asks}`,
  red: true,
});
const saved = (number: string) => ({ answer: { body: `{"v": ${number}}` }, first: { save: { v: '$.v' } } });

/** Answers with another number than the one that is expected. */
export const wrongNumbers: readonly ValueRow[] = [
  wrong(
    '2^53 for a saved 2^53 + 1',
    'they are one float',
    saved('9007199254740993'),
    '9007199254740992',
    '9007199254740993',
  ),
  wrong(
    'another id of 64 bits',
    'they are one float',
    { variables: { v: digits('1003200000000001759') } },
    '1003200000000001760',
    '1003200000000001759',
  ),
  wrong('a text for a saved number', 'they look the same', saved('42'), '"42"', '42'),
  wrong('a number for a saved text', 'they look the same', saved('"42"'), '42', '42'),
  wrong('a text for a saved boolean', 'they look the same', saved('true'), '"true"', 'true'),
  wrong('1e401 for 1e400', 'both are infinite as floats', { variables: { v: digits('1e400') } }, '1e401', '1e400'),
];

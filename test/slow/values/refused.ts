import type { ValueRow } from './row.ts';

/** A row that postmint refuses before the run: it sends nothing. Other runners have no such check. */
export interface RefusedRow extends ValueRow {
  readonly code: string;
  readonly sent: undefined;
}

const inPath = (name: string, because: string, value: string, request: string, peers: string): RefusedRow => ({
  name,
  because,
  code: 'path-value',
  variables: { v: value },
  entry: { request },
  sent: undefined,
  differs: { newman: peers, 'postman-cli 1.62': peers },
});

const inHeader = (name: string, because: string, given: Partial<ValueRow>, peers: string): RefusedRow => ({
  name: `${name} in a header`,
  because,
  code: 'bad-header-value',
  ...given,
  entry: { request: 'GET /h', headers: { 'X-V': '{{v}}' } },
  sent: undefined,
  differs: { newman: peers, 'postman-cli 1.62': peers },
});

/** Values of an environment that cannot be where they are used. */
export const ofEnvironment: readonly RefusedRow[] = [
  inPath('".." of the environment', 'it leads to the folder above', '..', 'GET /p/{v}/x', 'GET /p/../x'),
  inPath('"." of the environment', 'it leads to the folder itself', '.', 'GET /p/{v}/x', 'GET /p/./x'),
  inPath('"a/../b" of the environment', 'the dots are in the middle', 'a/../b', 'GET /p/{+v}', 'GET /p/a/../b'),
  inPath('"../x" in a segment', 'a server that decodes %2F reads two segments', '../x', 'GET /p/{v}', 'GET /p/..%2Fx'),
  inPath('a backslash with dots', 'some servers read it as a slash', '..\\x', 'GET /p/{v}', 'GET /p/..%5Cx'),
  inPath('"/a" in several segments', 'the first segment is empty', '/a', 'GET /p/{+v}', 'GET /p//a'),
  inPath('"." before a dot', 'dots come from two places', '.', 'GET /p/.{{v}}/x', 'GET /p/../x'),
  inHeader('a sign outside Latin-1', 'no byte is that sign', { variables: { v: '☃' } }, ''),
  inHeader('a line break', 'it would start another header', { variables: { v: 'a\nX-Admin: 1' } }, ''),
];

/** Values of data rows that contain another variable's name. */
export const bracesInData: readonly RefusedRow[] = [
  { name: 'a query', entry: { request: 'GET /q?v={{v}}' }, peers: 'GET /q?v=pw%20of%20w' },
  { name: 'a segment', entry: { request: 'GET /p/{v}' }, peers: 'GET /p/pw%20of%20w' },
  { name: 'JSON', entry: { request: 'POST /json', json: ['{{v}}'] }, peers: 'POST /json ["pw of w"]' },
  { name: 'a form', entry: { request: 'POST /form', form: { v: '{{v}}' } }, peers: 'POST /form v=pw%20of%20w' },
  { name: 'a header', entry: { request: 'GET /h', headers: { 'X-V': '{{v}}' } }, peers: 'GET /h X-V: pw of w' },
].map(({ name, entry, peers }, nth) => ({
  name: `braces of a data row in ${name}`,
  because: 'Postman would replace the name by the value of that variable, such as a password',
  code: 'value-with-braces',
  variables: { v: 'x', w: 'pw of w' },
  data: { v: `{{w_${nth}}}` },
  entry,
  sent: undefined,
  differs: { newman: peers, 'postman-cli 1.62': peers },
}));

/** Values of data rows that cannot be where they are used. */
export const signsInData: readonly RefusedRow[] = [
  inHeader(
    'a line break with a carriage return',
    'it would start another header',
    { variables: { v: 'x' }, data: { v: 'a\r\nX-Admin: 1' } },
    '',
  ),
  inHeader('a NUL', 'it ends a text in C', { variables: { v: 'x' }, data: { v: 'a\u0000b' } }, ''),
  inHeader('a delete character', 'it is ASCII, but not visible', { variables: { v: 'x' }, data: { v: 'a\u007f' } }, ''),
  {
    ...inPath('"a/../b" of a data row', 'it takes the place of a good value', 'x', 'GET /p/{+v}', 'GET /p/a/../b'),
    data: { v: 'a/../b' },
  },
  {
    ...inPath('".." of a data row', 'it takes the place of a good value', 'x', 'GET /p/{v}/x', 'GET /p/../x'),
    data: { v: '..' },
  },
];

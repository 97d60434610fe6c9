import type { ValueRow } from './row.ts';

const saved = (value: string): Pick<ValueRow, 'answer' | 'first'> => ({
  answer: { body: JSON.stringify({ v: value }) },
  first: { save: { v: '$.v' } },
});
const refused = (
  name: string,
  because: string,
  row: Omit<ValueRow, 'name' | 'because' | 'sent' | 'red'>,
): ValueRow => ({
  name,
  because,
  ...row,
  sent: undefined,
  red: true,
});

/** Saved values that a request must not have in its path. No runner sends the request. */
export const savedInPath: readonly ValueRow[] = [
  refused('a saved ".." in a segment', 'it leads to the folder above', {
    ...saved('..'),
    entry: { request: 'GET /p/{v}' },
  }),
  refused('a saved "." in a segment', 'it leads to the folder itself', {
    ...saved('.'),
    entry: { request: 'GET /p/{v}' },
  }),
  refused('an empty saved value', 'it leads to the list of all', { ...saved(''), entry: { request: 'GET /p/{v}' } }),
  refused('a saved "../../admin" in a segment', 'a server that decodes %2F reads three segments', {
    ...saved('../../admin'),
    entry: { request: 'GET /p/{v}' },
  }),
  refused('a saved "../../admin" in several segments', 'the server chooses what is requested', {
    ...saved('../../admin'),
    entry: { request: 'GET /p/{+v}' },
  }),
  refused('a saved "a/../b" in several segments', 'the dots are in the middle', {
    ...saved('a/../b'),
    entry: { request: 'GET /p/{+v}' },
  }),
  refused('a saved "a//b" in several segments', 'one segment is empty', {
    ...saved('a//b'),
    entry: { request: 'GET /p/{+v}' },
  }),
  refused('a saved path with backslashes', 'some servers read them as slashes', {
    ...saved('..\\..\\admin'),
    entry: { request: 'GET /p/{v}' },
  }),
  refused('a saved "." before another dot', 'dots come from two values', {
    ...saved('.'),
    variables: { w: '.' },
    entry: { request: 'GET /p/{{v}}{{w}}' },
  }),
  refused('a saved "a/b" in a request that deletes', 'it would delete something else', {
    ...saved('a/b'),
    entry: { request: 'DELETE /p/{v}', safe: false },
  }),
  refused('a saved "a/b" in several segments of a request that deletes', 'it would delete something else', {
    ...saved('a/b'),
    entry: { request: 'DELETE /p/{+v}', safe: false },
  }),
];

/** Saved values that are sent. */
export const allowedInPath: readonly ValueRow[] = [
  {
    name: 'a saved "a/b" in a segment',
    because: 'reading it changes nothing',
    ...saved('a/b'),
    entry: { request: 'GET /p/{v}' },
    sent: 'GET /p/a%2Fb',
  },
  {
    name: 'a saved "a/b" in several segments',
    because: 'reading it changes nothing',
    ...saved('a/b'),
    entry: { request: 'GET /p/{+v}' },
    sent: 'GET /p/a/b',
  },
  {
    name: 'a saved "..." in a segment',
    because: 'three dots are a name',
    ...saved('...'),
    entry: { request: 'GET /p/{v}' },
    sent: 'GET /p/...',
  },
  {
    name: 'a saved ".git" in a segment',
    because: 'a dot is part of many names',
    ...saved('.git'),
    entry: { request: 'GET /p/{v}' },
    sent: 'GET /p/.git',
  },
  {
    name: 'a saved "a.b" in a request that deletes',
    because: 'it has one segment',
    ...saved('a.b'),
    entry: { request: 'DELETE /p/{v}', safe: false },
    sent: 'DELETE /p/a.b',
  },
  {
    name: 'a saved ".." in a query',
    because: 'it leads nowhere there',
    ...saved('..'),
    entry: { request: 'GET /q?v={{v}}' },
    sent: 'GET /q?v=..',
  },
];

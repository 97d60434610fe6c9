import { expect, test } from 'vitest';
import { safetyOf } from '../../src/import/entries/safety.ts';

const rows: [
  method: string,
  path: string,
  id: string | undefined,
  summary: string | undefined,
  want: boolean | undefined,
][] = [
  ['GET', '/books', 'listBooks', undefined, undefined],
  ['GET', '/update/{version}', 'ApplyUpdate', undefined, false],
  ['GET', '/logout', undefined, 'Delete the session', false],
  ['GET', '/state', 'FrontState', 'Send the state', undefined],
  ['GET', '/users', 'users/list', undefined, undefined],
  ['HEAD', '/books', undefined, undefined, undefined],
  ['QUERY', '/books', undefined, undefined, true],
  ['POST', '/books', 'addBook', undefined, undefined],
  ['POST', '/books', 'SearchBooks', undefined, true],
  ['POST', '/books', undefined, 'Find books', true],
  ['POST', '/books/search', undefined, undefined, true],
  ['POST', '/books/search', 'createSearch', undefined, undefined],
  ['POST', '/', undefined, undefined, undefined],
  ['PUT', '/books/search', 'search', undefined, undefined],
  ['DELETE', '/books', 'findAndDelete', undefined, undefined],
];
test.each(rows)('%s %s (%s, %s): %s', (method, path, id, summary, want) => {
  const operation = {
    pointer: '',
    method,
    path,
    id,
    summary,
    isDeprecated: false,
    tags: [],
    parameters: [],
    answers: [],
    servers: [],
  };
  expect(safetyOf(operation)).toBe(want);
});

import { STATUS_CODES } from 'node:http';
import { expect, test } from 'vitest';
import { reasonPhrase } from '../../src/notation/reason-phrases.ts';

/** Phrases that RFC 9110 changed, and Node has not. */
const renamed: Record<number, string> = { 413: 'Content Too Large', 422: 'Unprocessable Content' };

test.each(Object.entries(STATUS_CODES).map(([code, phrase = '']) => [Number(code), phrase] as const))(
  'the phrase of %i is %s, as in Node, or there is none',
  (status, phrase) => {
    const own = reasonPhrase(status);
    if (own !== '') expect(own).toBe(renamed[status] ?? phrase);
  },
);

test('the statuses that people use have a phrase, and unknown ones have none', () => {
  const known = [200, 201, 202, 204, 206, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 406, 409, 410, 412];
  expect(
    [...known, 413, 415, 421, 422, 428, 429, 500, 501, 502, 503, 504].filter((code) => reasonPhrase(code) === ''),
  ).toEqual([]);
  expect(reasonPhrase(299)).toBe('');
});

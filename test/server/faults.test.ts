import { describe, expect, test } from 'vitest';
import { Faults, parseFault } from '../../src/server/faults.ts';

describe('a fault on the command line', () => {
  test.each([
    ['a status', 'GET /x=503', { method: 'GET', path: '/x', faults: [{ status: 503 }] }],
    [
      'several, one for each answer',
      'GET /x=503,2s',
      { method: 'GET', path: '/x', faults: [{ status: 503 }, { delay: 2000 }] },
    ],
    ['a slow status', 'GET /x=503+2s', { method: 'GET', path: '/x', faults: [{ status: 503, delay: 2000 }] }],
    ['a closed connection', 'put /x/{id}=close', { method: 'PUT', path: '/x/{id}', faults: [{ closes: true }] }],
    [
      'blanks around its parts',
      ' GET /x = 503 , 500ms ',
      { method: 'GET', path: '/x', faults: [{ status: 503 }, { delay: 500 }] },
    ],
  ])('%s', (_, text, rule) => {
    expect(parseFault(text)).toEqual(rule);
  });

  test.each([
    ['no request', '503'],
    ['no path', 'GET=503'],
    ['no fault', 'GET /x='],
    ['a status that no answer has', 'GET /x=600'],
    ['a status before the answer', 'GET /x=100'],
    ['two statuses at once', 'GET /x=503+500'],
    ['a word', 'GET /x=slow'],
    ['an empty item', 'GET /x=503,,2s'],
  ])('is refused with %s', (_, text) => {
    expect(parseFault(text)).toBeUndefined();
  });
});

test('each fault is for one answer to a matching request, and then there is none', () => {
  const rules = ['GET /x/{id}=503,2s', 'GET /y=404'].flatMap((text) => parseFault(text) ?? []);
  const faults = new Faults(rules, '/api');
  expect(faults.take('GET', '/api/y/1')).toBeUndefined();
  expect(faults.take('POST', '/api/x/1')).toBeUndefined();
  expect(faults.take('GET', '/x/1')).toBeUndefined();
  expect(faults.take('GET', '/api/x/1')).toEqual({ status: 503 });
  expect(faults.take('GET', '/api/x/2')).toEqual({ delay: 2000 });
  expect(faults.take('GET', '/api/x/1')).toBeUndefined();
  expect(faults.take('GET', '/api/y')).toEqual({ status: 404 });
});

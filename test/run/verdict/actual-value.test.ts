import { expect, test } from 'vitest';
import type { Expectation } from '../../../src/model/expectation.ts';
import type { ReceivedResponse } from '../../../src/run/runner.ts';
import { actualOf } from '../../../src/run/verdict/actual-value.ts';

const origin = { source: { path: 'endpoints.yaml', text: '' }, start: 0, end: 0 };
const body: Expectation = { kind: 'body', body: {}, origin };
const schema: Expectation = { kind: 'schema', schema: {}, origin };
const text: Expectation = { kind: 'text', text: 'x', nth: 0, origin };
const header: Expectation = { kind: 'header', name: 'X-Kind', value: 'big', origin };
const status: Expectation = { kind: 'status', ranges: [], origin };

function response(bodyText: string): ReceivedResponse {
  return { status: 200, headers: [{ key: 'x-kind', value: 'small' }], body: bodyText, size: 0, time: 0 };
}

test.each<[string, Expectation, string, string, string | undefined]>([
  ['the value at the path', body, '$.Login: expected "a", found string', '{"Login":"b"}', '"b"'],
  ['a value inside a list', body, '$.a[1]["b c"]: expected 1', '{"a":[0,{"b c":2}]}', '2'],
  ['a whole list', body, '$.a: expected a list of 1', '{"a":[1,2]}', '[1,2]'],
  ['the whole body', body, '$: expected object, found null', 'null', 'null'],
  ['a value after a byte order mark', body, '$.a: expected 1', '\ufeff{"a":2}', '2'],
  ['nothing if there is no value at the path', body, '$.a.b: expected 1, found undefined', '{"a":{}}', undefined],
  ['the body itself if it is not JSON', body, '$: expected JSON', '<p>\n  Oops\n</p>', '<p> Oops </p>'],
  ['nothing if the message has no path', body, 'failed', '{"a":1}', undefined],
  ['nothing if the path is invalid', body, '$..a: many', '{"a":1}', undefined],
  ['the value that a schema refused', schema, '$.n: should be number', '{"n":"x"}', '"x"'],
  [
    'a number with all its digits',
    body,
    '$.id: expected 1, found number',
    '{"id":9007199254740993123}',
    '9007199254740993123',
  ],
  ['a header, ignoring case', header, 'expected the header to contain "big"', '', 'small'],
  ['the text on one line', text, 'expected the body to contain', 'a\n\tb', 'a b'],
  ['nothing for a status, which is in the message', status, 'expected 200, found 500', '', undefined],
])('%s', (_, expectation, message, received, actual) => {
  expect(actualOf(expectation, message, response(received))).toBe(actual);
});

test('a header that is absent has no value', () => {
  expect(actualOf({ ...header, name: 'X-Other' }, 'found none', response(''))).toBeUndefined();
});

test('a long value is truncated', () => {
  expect(actualOf(text, '', response('x'.repeat(500)))).toBe(`${'x'.repeat(120)}…`);
});

test('without an answer or an expectation there is nothing to show', () => {
  expect(actualOf(body, '$: x', undefined)).toBeUndefined();
  expect(actualOf(undefined, '$: x', response('{}'))).toBeUndefined();
});

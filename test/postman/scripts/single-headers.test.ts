import { expect, test } from 'vitest';
import { singleHeaders } from '../../../src/postman/scripts/single-headers.ts';

test.each([
  'Age',
  'Content-Length',
  'Content-Type',
  'Date',
  'ETag',
  'Last-Modified',
  'Location',
  'Retry-After',
  'Server',
])('%s has one value (RFC 9110)', (name) => expect(singleHeaders.has(name.toLowerCase())).toBe(true));

test.each(['Set-Cookie', 'Link', 'Vary', 'WWW-Authenticate', 'X-Trace'])('%s may come several times', (name) =>
  expect(singleHeaders.has(name.toLowerCase())).toBe(false),
);

import { expect, test } from 'vitest';
import { baseUrlFault } from '../../src/notation/base-url.ts';

test.each(['https://api.test', 'HTTP://localhost:8080', 'https://api.test/v1/..a', 'https://[::1]:3000/a.b'])(
  '%s is a base URL',
  (url) => expect(baseUrlFault(url)).toBeUndefined(),
);

test.each([
  ['api.test', 'it must start with https:// or http://'],
  ['see https://api.test', 'it contains a space'],
  ['xhttps://api.test', 'it must start with https:// or http://'],
  ['https://api.test\\a', 'it contains a backslash'],
  ['https://api.test:99999', 'the host or the port is not valid'],
  ['https://jane@api.test', 'a user or password in a URL is often logged'],
  ['https://:secret@api.test', 'a user or password in a URL is often logged'],
  ['https://api.test?v=1', 'a query or fragment would come before the path'],
  ['https://api.test/#a', 'a query or fragment would come before the path'],
  ['https://api.test/a/../b', 'a segment "." or ".." leads to another path'],
  ['https://api.test/a/%2E%2e', 'a segment "." or ".." leads to another path'],
  ['https://api.test/a/./b', 'a segment "." or ".." leads to another path'],
])('%s is not: %s', (url, want) => expect(baseUrlFault(url)).toBe(want));

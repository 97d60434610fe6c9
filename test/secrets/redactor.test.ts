import { describe, expect, test } from 'vitest';
import { Redactor } from '../../src/secrets/redactor.ts';
import { findLeaks } from '../support/leaks.ts';

const secret = 'p@ss "word"/+é?~&<b>\\ (1)\'';
const mask = '••••••';

const encodings: [string, string][] = [
  ['in plain text', secret],
  ['in a URL', encodeURIComponent(secret)],
  [
    'in a URL, strictly',
    encodeURIComponent(secret).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`),
  ],
  ['in a form', new URLSearchParams({ p: secret }).toString().slice(2)],
  ['in a URL with + for spaces', encodeURIComponent(secret).replaceAll('%20', '+')],
  ['in a whole URL', encodeURI(secret)],
  ['in JSON', JSON.stringify(secret).slice(1, -1)],
  ['in HTML with numeric entities', secret.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)],
  [
    'in HTML with named entities',
    secret.replace(
      /[&<>"]/g,
      (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? '',
    ),
  ],
  ['as hex', Buffer.from(secret).toString('hex')],
  ['as base64', Buffer.from(secret).toString('base64')],
  ['as base64url', Buffer.from(secret).toString('base64url')],
];

test.each(encodings)('a secret is hidden %s', (_, form) => {
  const text = new Redactor([secret]).text(`before ${form} after`);
  expect(findLeaks(text, [secret])).toEqual([]);
  expect(text).toBe(`before ${mask} after`);
});

test('a secret is hidden in a Basic header, however long the user name before it', () => {
  for (const user of ['a', 'ab', 'abc', 'cells-front']) {
    const header = Buffer.from(`${user}:${secret}`).toString('base64');
    const shown = Buffer.from(new Redactor([secret]).text(header).replaceAll(mask, ''), 'base64').toString('latin1');
    expect(findLeaks(shown, [secret]), user).toEqual([]);
  }
});

test('a token that is added during the run is hidden from then on', () => {
  const redactor = new Redactor();
  expect(redactor.text('token-abc')).toBe('token-abc');
  redactor.add('token-abc');
  expect(redactor.text('Bearer token-abc, token-abc')).toBe(`Bearer ${mask}, ${mask}`);
  redactor.add('token-abcdef');
  expect(redactor.text('token-abcdef token-abc')).toBe(`${mask} ${mask}`);
});

test('when a secret contains another secret, the longer is hidden completely', () => {
  for (const secrets of [
    ['abcd', 'abcdefgh'],
    ['abcdefgh', 'abcd'],
  ]) {
    expect(new Redactor(secrets).text('abcdefgh abcd')).toBe(`${mask} ${mask}`);
  }
});

test('characters with a special meaning in regular expressions are taken literally', () => {
  for (const literal of ['a.c*d', '[abc]', '(abc|def)', 'a$^b', 'x{2,3}', 'a\\d+', 'a-b/c?']) {
    expect(new Redactor([literal]).text(`<${literal}>`)).toBe(`<${mask}>`);
    expect(new Redactor([literal]).text('abcd abc def')).toBe('abcd abc def');
  }
});

test('a secret of fewer than four characters is not hidden, because that would mask half of a report', () => {
  expect(new Redactor(['abc', '']).text('abc')).toBe('abc');
  expect(new Redactor(['abcd']).text('abcd')).toBe(mask);
});

describe('pieces of a secret are hidden', () => {
  test.each<[string, string, string, string]>([
    ['a long value truncated by a message', 'correct horse battery', "found 'correct horse…'", `found '${mask}…'`],
    ['the end of a secret', 'correct horse battery', '…se battery', `…${mask}`],
    ['the middle of a secret', 'abcdefghijklmnop', '<defghijk>', `<${mask}>`],
    ['a piece of an encoded secret', 'a b&c d&e f&g', 'b%26c%20d%26', mask],
    ['but not a piece of seven characters', 'abcdefghijklmnop', '<defghij>', '<defghij>'],
    ['two pieces with a character between them', 'abcdefghijklmnop', 'abcdefgh-ijklmnop', `${mask}-${mask}`],
  ])('%s', (_, own, text, want) => {
    expect(new Redactor([own]).text(text)).toBe(want);
  });

  test('words of our own messages stay although a secret contains them, but the whole secret is hidden', () => {
    const redactor = new Redactor(['password-1', 'my client_secret', 'access_denied!']);
    const message = '403 (access_denied); check username and password, client_id and client_secret';
    expect(redactor.text(message)).toBe(message);
    expect(redactor.text('it is password-1 and my client_secret')).toBe(`it is ${mask} and ${mask}`);
    expect(redactor.text('assword-1')).toBe(mask);
  });
});

describe('redacted data', () => {
  const redactor = new Redactor(['secret']);

  // Keys are our own words, and programs need them to read a report.
  test('is a copy with secrets hidden in values at every depth, but not in keys', () => {
    const data = { a: ['x secret', { 'secret key': 'a secret' }], b: null, c: true, d: 5, e: undefined };
    expect(redactor.data(data)).toEqual({
      a: [`x ${mask}`, { 'secret key': `a ${mask}` }],
      b: null,
      c: true,
      d: 5,
      e: undefined,
    });
    expect(data.a[0]).toBe('x secret');
  });

  test('keeps the values of the given fields, at every depth, and hides secrets in all others', () => {
    const data = { outcome: 'secret', name: 'secret', requests: [{ outcome: 'a secret', message: 'a secret' }] };
    expect(redactor.data(data, new Set(['outcome']))).toEqual({
      outcome: 'secret',
      name: mask,
      requests: [{ outcome: 'a secret', message: `a ${mask}` }],
    });
  });

  test('keeps texts that equal one of our own texts, and hides secrets in longer texts', () => {
    const own = new Redactor(['status'], [], new Set(['status is 200']));
    expect(own.data(['status is 200', 'status is 2001', 'status'])).toEqual(['status is 200', `${mask} is 2001`, mask]);
  });

  test('is unchanged when there are no secrets', () => {
    const data = { a: [1, 'two'] };
    expect(new Redactor().data(data)).toEqual(data);
  });
});

test.each([20_000, 190_000])('a token of %i characters is hidden, and nothing around it', (length) => {
  const huge = Array.from({ length }, (_, at) => String.fromCharCode(97 + ((at * 7 + (at >> 5)) % 26))).join('');
  const redactor = new Redactor([secret]);
  redactor.add(huge);
  const text = redactor.text(`it was ${huge} and ${secret} there`);
  expect(findLeaks(text, [secret])).toEqual([]);
  expect(text).toBe(`it was ${mask} and ${mask} there`);
});

test('two thousand cookies can be added, and are hidden', () => {
  const redactor = new Redactor([secret]);
  const cookies = Array.from({ length: 2000 }, (_, at) => `session-${at}-${(at * 7919).toString(36)}`);
  for (const cookie of cookies) redactor.add(cookie);
  expect(redactor.text(`cookie: ${cookies[1999]}; ${secret}`)).toBe(`cookie: ${mask}; ${mask}`);
});

describe('JSON inside JSON', () => {
  // Quotes, backslashes, slashes and letters outside ASCII are escaped at each level.
  const value = 'ab"cd\\ef/gh"ij\\é"kl';
  const escapeJson = (text: string) => JSON.stringify(text).slice(1, -1);
  const ascii = (text: string) => escapeJson(text).replace(/é/g, '\\u00e9');
  const slashes = (text: string) => escapeJson(text).replaceAll('/', '\\/');

  test.each<[string, string]>([
    ['one level', escapeJson(value)],
    ['two levels', escapeJson(escapeJson(value))],
    ['three levels', escapeJson(escapeJson(escapeJson(value)))],
    ['two levels, the inner one in ASCII', escapeJson(ascii(value))],
    ['three levels, the innermost one in ASCII', escapeJson(escapeJson(ascii(value)))],
    ['one level with escaped slashes', slashes(value)],
    ['two levels with escaped slashes', escapeJson(slashes(value))],
  ])('no character of a secret is left: %s', (_, form) => {
    const redactor = new Redactor([value]);
    expect(redactor.text(`found "${form}" in the answer`)).toBe(`found "${mask}" in the answer`);
  });
});

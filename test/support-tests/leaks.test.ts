import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findLeaks, leaksIn } from '../support/leaks.ts';

/** Contains characters that encodings escape, and never eight plain characters in a row. */
const secret = `Kü7"q w+9&Z<%x\\m' Lé/4?b~T`;
const names: Record<string, string> = { '"': 'quot', '&': 'amp', '<': 'lt', "'": 'apos', ü: 'uuml', é: 'eacute' };
const bytes = (text: string) => Buffer.from(text, 'utf8');
const replaceEach = (text: string, which: RegExp, spell: (code: number, character: string) => string) =>
  text.replace(which, (character) => spell(character.charCodeAt(0), character));
const special = /[^A-Za-z0-9 ]/g;
const hex = (code: number) => code.toString(16).padStart(2, '0');
const base64 = (text: string) => bytes(text).toString('base64');
const basic = (text: string) => base64(`jane:${text}`);
const percent = (text: string) => [...bytes(text)].map((byte) => `%${hex(byte)}`).join('');

/** Encodings of a secret. */
const encodings: [string, (text: string) => string][] = [
  ['in plain text', (text) => text],
  ['in a URL, as written by encodeURIComponent()', encodeURIComponent],
  ['in a URL, in lower case', (text) => encodeURIComponent(text).replace(/%../g, (byte) => byte.toLowerCase())],
  ['in a URL, every byte', percent],
  ['in a form, with a plus for spaces', (text) => new URLSearchParams({ p: text }).toString()],
  ['in a URL, as written by escape()', (text) => replaceEach(text, special, (code) => `%u00${hex(code)}`)],
  ['in a URL, in Latin-1', (text) => replaceEach(text, special, (code) => `%${hex(code)}`)],
  ['in a URL, encoded twice', (text) => encodeURIComponent(encodeURIComponent(text))],
  ['in JSON', JSON.stringify],
  ['in JSON, ASCII only', (text) => replaceEach(JSON.stringify(text), /[^ -~]/g, (code) => `\\u00${hex(code)}`)],
  ['in JSON in JSON', (text) => JSON.stringify(JSON.stringify({ text }))],
  ['in JavaScript', (text) => replaceEach(text, /[^A-Za-z0-9]/g, (code) => `\\x${hex(code)}`)],
  ['in JavaScript, with code points', (text) => replaceEach(text, /[^A-Za-z0-9]/g, (code) => `\\u{${hex(code)}}`)],
  [
    'in HTML, with named entities',
    (text) => replaceEach(text, special, (_, character) => (names[character] ? `&${names[character]};` : character)),
  ],
  ['in HTML, with decimal entities', (text) => replaceEach(text, special, (code) => `&#${code};`)],
  ['in HTML, with hexadecimal entities', (text) => replaceEach(text, special, (code) => `&#x${hex(code)};`)],
  ['in JSON in an XML attribute', (text) => replaceEach(JSON.stringify(text), /["&<']/g, (code) => `&#${code};`)],
  ['in hex', (text) => bytes(text).toString('hex')],
  ['in hex, upper case', (text) => bytes(text).toString('hex').toUpperCase()],
  ['in hex, after an odd digit', (text) => `f${bytes(text).toString('hex')}`],
  ['in hex with colons, as in certificates', (text) => [...bytes(text)].map(hex).join(':')],
  ['in hex, as console.log prints a Buffer', (text) => inspect(bytes(text))],
  ['in hex, as in C', (text) => [...bytes(text)].map((byte) => `0x${hex(byte)}`).join(', ')],
  ['in base64', base64],
  ['in base64, one byte after the start', (text) => base64(`a${text}!`)],
  ['in base64, several bytes after the start, as in a Basic header', basic],
  ['in base64 directly after a letter', (text) => `x${base64(text)}`],
  ['in base64 directly after two letters', (text) => `xy${base64(text)}`],
  ['in base64 directly after three letters', (text) => `xyz${base64(text)}`],
  ['in base64 for URLs', (text) => bytes(`jane:${text}`).toString('base64url')],
  ['in base64 of Latin-1', (text) => Buffer.from(`jane:${text}`, 'latin1').toString('base64')],
  ['in base64 in a URL', (text) => encodeURIComponent(basic(text))],
  ['in base64, broken into lines', (text) => basic(text).replace(/.{9}/g, '$&\r\n')],
  ['in base64 in base64', (text) => base64(basic(text))],
  ['as the bytes of a Buffer in JSON', (text) => JSON.stringify(bytes(text))],
  ['as the bytes of a Buffer in indented JSON', (text) => JSON.stringify(bytes(text), null, 2)],
  ['as the bytes of a Uint8Array in JSON', (text) => JSON.stringify(new Uint8Array(bytes(text)))],
  ['as bytes of JSON with a Basic header', (text) => JSON.stringify(bytes(JSON.stringify({ a: basic(text) })))],
  ['as bytes of a Basic header, attached to a report', (text) => base64(JSON.stringify(bytes(basic(text))))],
  ['in UTF-16', (text) => Buffer.from(text, 'utf16le').toString('latin1')],
  ['in UTF-8 decoded as Latin-1', (text) => bytes(text).toString('latin1')],
  ['wrapped at line breaks', (text) => text.replace(/.{3}/g, '$&\n')],
  ['wrapped in a table', (text) => text.replace(/.{3}/g, '$& │\n│ ')],
  ['wrapped in an ASCII table', (text) => text.replace(/.{3}/g, '$& |\n| ')],
  ['wrapped in a table, with line breaks inside escapes', (text) => percent(text).replace(/.{5}/g, '$&\n┃ ')],
  ['with colour codes between characters', (text) => text.replace(/./g, '\u001b[38;5;1m$&\u001b[0m')],
  ['with cursor movements between characters', (text) => text.replace(/.{4}/g, '$&\u001b[2K\u001b[1G')],
  ['around a terminal link', (text) => text.replace(/.{4}/g, '$&\u001b]8;;http://a.test\u0007')],
  ['in the terminal title', (text) => `\u001b]0;${text}\u0007`],
  ['in a terminal link', (text) => `\u001b]8;;http://${encodeURIComponent(text)}\u001b\\text\u001b]8;;\u001b\\`],
  ['with invisible characters between characters', (text) => text.split('').join('\u200b')],
];

describe('the leak checker finds a secret', () => {
  test.each(encodings)('%s', (_, spell) => {
    const around = `${'before '.repeat(20)}<p>"${spell(secret)}"</p>${' after'.repeat(20)}`;
    expect(findLeaks(around, [secret])).toHaveLength(1);
    for (let at = 0; at + 8 <= secret.length; at++) {
      const piece = secret.slice(at, at + 8);
      expect([piece, findLeaks(`<${spell(piece)}>`, [piece]).length]).toEqual([piece, 1]);
    }
  });

  test('by any eight characters of it', () => {
    const long = 'Kq7vTz2mXw9rLd4b';
    for (let at = 0; at + 8 <= long.length; at++) {
      expect(findLeaks(`found '${long.slice(at, at + 8)}…'`, [long])).toEqual([long.slice(at, at + 8)]);
    }
  });

  test('of fewer than eight characters, but only as a whole', () => {
    expect(findLeaks('user admin1.', ['admin1'])).toEqual(['admin1']);
    expect(findLeaks('user admin', ['admin1'])).toEqual([]);
  });

  test('and returns which of several secrets it found', () => {
    expect([...leaksIn('x secret-number-two y', ['secret-number-one', 'secret-number-two'])]).toEqual([
      // The first secret also contains these eight characters.
      ['secret-number-one', 'secret-n'],
      ['secret-number-two', 'secret-n'],
    ]);
    expect([...leaksIn('mber-two', ['secret-number-one', 'secret-number-two']).keys()]).toEqual(['secret-number-two']);
  });

  test('in any two nested encodings', () => {
    const codecs: Record<string, (text: string) => string> = {
      url: encodeURIComponent,
      json: JSON.stringify,
      html: (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
      hex: (text) => bytes(text).toString('hex'),
      base64: (text) => bytes(`ab${text}cd`).toString('base64'),
      bytes: (text) => JSON.stringify([...bytes(text)]),
      wrapped: (text) => text.replace(/.{7}/gsu, '$&\n│ '),
    };
    const codec = fc.constantFrom(...Object.keys(codecs));
    // Without % and \, which would start an escape: eight characters could then decode to fewer.
    const letters = fc.constantFrom(...'abcXYZ0189 "<>+=~/?#@$üé');
    const secretText = fc.string({ unit: letters, minLength: 8, maxLength: 30 }).filter((text) => /\S{8}/.test(text));
    const property = fc.property(secretText, codec, codec, (text, inner, outer) => {
      expect(findLeaks(`x=${codecs[outer]?.(codecs[inner]?.(text) ?? '')};`, [text])).toHaveLength(1);
    });
    fc.assert(property, { numRuns: 300 });
  });
});

describe('the leak checker finds no secret', () => {
  test.each<[string, string]>([
    ['in an empty text', ''],
    ['in unrelated text', 'nothing here, "quoted" & <marked up>, 100%'],
    ['in a masked text', 'Kü7"q ••••••'],
    ['in pieces of at most seven characters', 'Kü7"q w+ and &Z<%x\\m'],
    ['in its characters in reverse order', [...secret].reverse().join('')],
    ['in another text in base64', base64(secret).replace(/[a-z]/g, 'x')],
    ['in numbers', JSON.stringify(Array.from({ length: 400 }, (_, n) => n % 256))],
    ['in ids', Array.from({ length: 200 }, (_, n) => `${n}-4c0f-${n * 7919}abcdef0123456789`).join(' ')],
    ['in invalid escapes', '%zz %1 \\u12 &#; &nope; \\x &#x110000; %E4%BD'],
    ['in incomplete terminal sequences', '\u001b[31 \u001b] \u001b'],
  ])('%s', (_, text) => {
    expect(findLeaks(text, [secret])).toEqual([]);
  });

  test('and throws for a secret too short to be distinguished from other text', () => {
    for (const short of ['', 'abc', 'a b c ', '\\\\\\\\']) expect(() => findLeaks('text', [short])).toThrow();
  });
});

test('the leak checker searches a text of half a megabyte within ten seconds', () => {
  const report = JSON.stringify(
    Array.from({ length: 2500 }, (_, n) => ({
      id: base64(`${n}`),
      body: [...bytes(`{"n":${n},"text":"lorem ipsum dolor"}`)],
    })),
  );
  expect(report.length).toBeGreaterThan(300_000);
  const started = performance.now();
  expect(findLeaks(`${report}${JSON.stringify(bytes(secret))}`, [secret, 'another-secret-value'])).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(10_000);
});

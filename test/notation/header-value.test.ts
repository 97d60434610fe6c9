import { validateHeaderValue } from 'node:http';
import { describe, expect, test } from 'vitest';
import { headerValueFault } from '../../src/notation/header-value.ts';

test.each<[string, string, string | undefined]>([
  ['nothing', '', undefined],
  ['visible ASCII', "!#$%&'()*+,-./09:;<=>?@AZ[]^_`az{|}~", undefined],
  ['spaces and tabs', ' a\tb ', undefined],
  ['Latin-1', 'é\u00ff\u0080', undefined],
  ['a line break', 'a\nb', 'it contains a line break'],
  ['a carriage return', 'a\rb', 'it contains a line break'],
  ['a control character', 'a\u0007b', 'it contains a control character'],
  ['DEL', 'a\u007fb', 'it contains a control character'],
  ['characters outside Latin-1', '日本', 'it contains characters outside Latin-1'],
  ['an emoji', '☃', 'it contains characters outside Latin-1'],
])('%s', (_, text, want) => {
  expect(headerValueFault(text)).toBe(want);
});

describe('is what Node refuses', () => {
  test.each(Array.from({ length: 4 }, (_, block) => block * 128))('from U+%i on', (start) => {
    for (let code = start; code < start + 128; code++) {
      const text = `a${String.fromCharCode(code)}b`;
      let refused = false;
      try {
        validateHeaderValue('X-Name', text);
      } catch {
        refused = true;
      }
      expect([code, headerValueFault(text) !== undefined]).toEqual([code, refused]);
    }
  });
});

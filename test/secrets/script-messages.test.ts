import { describe, expect, test } from 'vitest';
import { Redactor } from '../../src/secrets/redactor.ts';
import { changeHoles, scriptMessages } from '../../src/secrets/script-messages.ts';
import { readScripts } from '../../src/source/templates.ts';
import { findLeaks } from '../support/leaks.ts';

const mask = '••••••';

/** Texts of the scripts that are not part of a message. */
const others = [
  'Allowed to change something',
  'Has the values that it needs',
  'Has a path that can be sent',
  'a list of',
];

/** The fixed parts, of three words or more, in the strings of a script. */
function phrasesIn(script: string): string[] {
  const code = script.replace(/^\s*\/\/.*$/gm, '');
  const strings = [...code.matchAll(/"([^"\n]+)"|`((?:[^`$\n]|\$\{[^`]*?\})*)`/g)].map(([, quoted, template]) =>
    quoted === undefined ? (template ?? '') : quoted,
  );
  const parts = strings
    .flatMap((text) => text.split(/\$\{.*?\}+/))
    .map((part) => part.replace(/^[\s:;]+|[\s("]+$/g, ''));
  return parts.filter((part) => /^[a-zA-Z{,][^{}]*( [a-zA-Z_,'-]+){2}/.test(part) && !others.includes(part));
}

test('the list has every message of the scripts', () => {
  const known = scriptMessages.join('\n');
  const phrases = [...readScripts().values()].flatMap(phrasesIn);
  expect(phrases.length).toBeGreaterThan(30);
  expect(phrases.filter((phrase) => !known.includes(phrase))).toEqual([]);
});

/** A message with an example in place of each part that changes. */
const filled = scriptMessages.map((message) => message.replaceAll('…', 'x9'));
const words = [...new Set(filled.join(' ').match(/[A-Za-z_]{4,}/g) ?? [])];

describe('a secret that is a word of a message', () => {
  test.each(words)('%s: no message is changed', (word) => {
    const redactor = new Redactor([word]);
    expect(filled.map((message) => redactor.text(message))).toEqual(filled);
    const inRound = filled.map((message) => `${message} (iteration 2)`);
    expect(inRound.map((message) => redactor.text(message))).toEqual(inRound);
  });

  test.each([
    ['password', 'the token endpoint answered 401 (invalid_grant); check username and password'],
    ['server', 'the server says server'],
    ['check username and password', 'my check username and password'],
  ])('%s: it is hidden in other texts', (word, text) => {
    const masked = new Redactor([word]).text(`${text} here`);
    expect(masked).toContain(mask);
    expect(findLeaks(masked, [word])).toEqual([]);
  });
});

test('a secret is hidden in the parts of a message that come from the list or from the answer', () => {
  const redactor = new Redactor(['password', 'hunter2-hunter2']);
  const messages = scriptMessages.filter((message) => message.includes('…'));
  for (const secret of ['password', 'hunter2-hunter2']) {
    const texts = messages.map((message) => redactor.text(message.replaceAll('…', `a ${secret} b`)));
    expect(texts).toEqual(messages.map((message) => message.replaceAll('…', `a ${mask} b`)));
  }
});

test('a text that only begins like a message is not one', () => {
  expect(changeHoles('the token endpoint answered 302 and points to a; b', () => '')).toBeUndefined();
});

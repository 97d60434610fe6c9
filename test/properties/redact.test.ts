import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Redactor } from '../../src/secrets/redactor.ts';

/** fast-check prints the seed and the path of a failure: beside `numRuns` they play it again. */
const runs = { numRuns: 300 };

/** Secrets as people make them: with letters of any language, and with all that has to be encoded somewhere. */
const secret = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 4, maxLength: 20 }),
    fc.string({ unit: fc.constantFrom(...'aZ9 +/=&%"\'<>\\$.*?^()[]{}|\t'), minLength: 4, maxLength: 12 }),
    fc.base64String({ minLength: 8, maxLength: 40 }),
  )
  // A short one is looked for nowhere, and one that is made of the mask cannot be told from it.
  .filter((one) => one.length >= 4 && !one.includes('•'));
const around = fc.string({ unit: 'grapheme', maxLength: 10 });

/** How requests, answers and reports write a text. */
const spellings: Record<string, (text: string) => string> = {
  plain: (text) => text,
  'a URL': encodeURIComponent,
  'a form': (text) => new URLSearchParams({ '': text }).toString().slice(1),
  JSON: (text) => JSON.stringify(text).slice(1, -1),
  hex: (text) => Buffer.from(text).toString('hex'),
  base64: (text) => Buffer.from(text).toString('base64'),
  'base64 for URLs': (text) => Buffer.from(text).toString('base64url'),
};

test.each(Object.entries(spellings))('no secret is left in %s', (_, spell) => {
  const check = (secrets: string[], before: string, after: string) => {
    const redactor = new Redactor(secrets);
    for (const one of secrets) {
      const spelled = spell(one);
      expect(redactor.text(`${before}${spelled}${after}${spelled}`)).not.toContain(spelled);
    }
  };
  fc.assert(fc.property(fc.array(secret, { minLength: 1, maxLength: 3 }), around, around, check), runs);
});

// Keys are words of ours, and are kept: without them, no program could read a report.
test('none is left in data, however deep, and its keys are kept', () => {
  const data = (one: string) =>
    fc.anything({
      values: [fc.constant(one), fc.constant(`x${one}`), around, fc.integer(), fc.constant(null)],
      key: fc.oneof(fc.constant(one), around),
      maxDepth: 3,
    });
  const check = ([one, value]: [string, unknown]) => {
    const copy = new Redactor([one]).data({ value });
    expect(texts(copy).filter((text) => text.includes(one))).toEqual([]);
    expect(keys(copy)).toEqual(keys({ value }));
  };
  fc.assert(
    fc.property(
      secret.chain((one) => fc.tuple(fc.constant(one), data(one))),
      check,
    ),
    runs,
  );
});

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(texts);
}

function keys(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [key, ...keys(one)]);
}

test('text without a secret stays as it is, and a redacted text is not redacted again', () => {
  const check = (one: string, text: string) => {
    const redactor = new Redactor([one]);
    const once = redactor.text(text);
    if (!Object.values(spellings).some((spell) => text.includes(spell(one)))) expect(once).toBe(text);
    expect(redactor.text(redactor.text(`${text}${one}`))).toBe(redactor.text(`${text}${one}`));
  };
  fc.assert(fc.property(secret, fc.string({ unit: fc.constantFrom(...'abcdef 0123'), maxLength: 30 }), check), runs);
});

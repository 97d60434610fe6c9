import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Redactor } from '../../src/secrets/redactor.ts';

/** To replay a failure, add the `seed` and `path` that fast-check prints. */
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 100) };

/** Realistic secrets: letters of any language, characters that some encoding escapes, and Base64 text. */
const secret = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 4, maxLength: 20 }),
    fc.string({ unit: fc.constantFrom(...'aZ9 +/=&%"\'<>\\$.*?^()[]{}|\t'), minLength: 4, maxLength: 12 }),
    fc.base64String({ minLength: 8, maxLength: 40 }),
  )
  // Shorter secrets are not hidden, and a secret that contains the mask character looks like the mask.
  .filter((text) => text.length >= 4 && !text.includes('•'));
const around = fc.string({ unit: 'grapheme', maxLength: 10 });

/** The encodings in which requests, answers and reports show a text. */
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
    for (const value of secrets) {
      const spelled = spell(value);
      expect(redactor.text(`${before}${spelled}${after}${spelled}`)).not.toContain(spelled);
    }
  };
  fc.assert(fc.property(fc.array(secret, { minLength: 1, maxLength: 3 }), around, around, check), runs);
});

// Keys are our own words, and programs need them to read a report.
test('no secret is left in data at any depth, and its keys are kept', () => {
  const data = (hidden: string) =>
    fc.anything({
      values: [fc.constant(hidden), fc.constant(`x${hidden}`), around, fc.integer(), fc.constant(null)],
      key: fc.oneof(fc.constant(hidden), around),
      maxDepth: 3,
    });
  const check = ([hidden, value]: [string, unknown]) => {
    const copy = new Redactor([hidden]).data({ value });
    expect(texts(copy).filter((text) => text.includes(hidden))).toEqual([]);
    expect(keys(copy)).toEqual(keys({ value }));
  };
  fc.assert(
    fc.property(
      secret.chain((hidden) => fc.tuple(fc.constant(hidden), data(hidden))),
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
  return Object.entries(value).flatMap(([key, child]) => [key, ...keys(child)]);
}

test('text without a secret is unchanged, and redacting twice is the same as redacting once', () => {
  const check = (hidden: string, text: string) => {
    const redactor = new Redactor([hidden]);
    const once = redactor.text(text);
    if (!Object.values(spellings).some((spell) => text.includes(spell(hidden)))) expect(once).toBe(text);
    expect(redactor.text(redactor.text(`${text}${hidden}`))).toBe(redactor.text(`${text}${hidden}`));
  };
  fc.assert(fc.property(secret, fc.string({ unit: fc.constantFrom(...'abcdef 0123'), maxLength: 30 }), check), runs);
});

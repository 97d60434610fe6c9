import fc from 'fast-check';

/** Characters that a list refuses, because nobody sees them or because they end a line. */
const refused = /\p{Cc}|\p{Cs}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}/u;

/** Text of any language, with the characters that something on the way might take for its own. */
export const word = fc
  .oneof(
    { weight: 3, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        '</script>',
        'a # b',
        ': x',
        '- y',
        "it's",
        '"q"',
        '`$' + '{x}`',
        '$&',
        '\\',
        '__NAME__',
        'null',
        '010',
        'é☃😀',
      ),
    },
    { weight: 1, arbitrary: fc.constantFrom('a/b', 'a?b=c&d', '%41+%', '#', '=', '{x}', '}}', ':id', '[]', '..') },
  )
  .filter((text) => !refused.test(text) && !text.includes('{{'));

/** Variables that every list declares. */
export const declared = ['text', 'count', 'flag', 'key', 'note'];
const reference = fc.constantFrom(...declared, '$guid', '$randomInt').map((name) => `{{${name}}}`);

/** A literal, or text in which variables stand. */
export const text = fc
  .oneof(
    { weight: 3, arbitrary: word },
    { weight: 1, arbitrary: fc.tuple(word, reference, word).map((parts) => parts.join('')) },
    { weight: 1, arbitrary: reference },
  )
  .filter((one) => !/\{\{\{|\}\}\}/.test(one));
const literal = fc.oneof(text, fc.integer(), fc.boolean());

export const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { maxLength: 3 });
/** Keys that are left out half of the time. */
export const maybe = (model: Record<string, fc.Arbitrary<unknown>>) => fc.record(model, { requiredKeys: [] });
const plainKey = word.filter((key) => !['__proto__', 'constructor', 'prototype', '<<', '$file'].includes(key));
export const map = <T>(key: fc.Arbitrary<string>, value: fc.Arbitrary<T>) =>
  fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: true });

const long = (value: fc.Arbitrary<unknown>) => maybe({ value, disabled: fc.boolean(), description: word });
export const parameters = map(plainKey, fc.oneof(literal, fc.constant(null), some(literal), long(literal)));

export const latin1 = fc.string({ unit: fc.constantFrom(...'abcXYZ019 -_/;=,"\'%&ÿé'), maxLength: 10 });
export const headerName = fc.constantFrom('Accept', 'X-One', 'X-Two', 'If-Match', "X_odd.name~'");
export const headers = map(
  headerName,
  fc.oneof(
    latin1,
    reference,
    long(latin1).filter((one) => 'value' in one),
  ),
);

export const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    map(plainKey, tie('value')),
  ),
})).value;

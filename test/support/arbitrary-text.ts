import fc from 'fast-check';

/** Characters that lists reject: invisible characters and line ends. */
const refused = /\p{Cc}|\p{Cs}|\p{Zl}|\p{Zp}|\p{Default_Ignorable_Code_Point}/u;

/** Text in any language, including characters that are syntax in YAML, HTML, JavaScript or URLs. */
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

/** Literal text, or text with references to variables. */
export const text = fc
  .oneof(
    { weight: 3, arbitrary: word },
    { weight: 1, arbitrary: fc.tuple(word, reference, word).map((parts) => parts.join('')) },
    { weight: 1, arbitrary: reference },
  )
  .filter((value) => !/\{\{\{|\}\}\}/.test(value));
const literal = fc.oneof(text, fc.integer(), fc.boolean());

export const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { maxLength: 3 });
/** A record whose keys are all optional. */
export const maybe = (model: Record<string, fc.Arbitrary<unknown>>) => fc.record(model, { requiredKeys: [] });
const plainKey = word.filter((key) => !['__proto__', 'constructor', 'prototype', '<<', '$file'].includes(key));
export const map = <T>(key: fc.Arbitrary<string>, value: fc.Arbitrary<T>) =>
  fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: true });

const long = (value: fc.Arbitrary<unknown>) => maybe({ value, disabled: fc.boolean(), description: word });
export const parameters = map(plainKey, fc.oneof(literal, fc.constant(null), some(literal), long(literal)));

const ascii = 'abcXYZ019 -_/;=,"\'%&';
export const latin1 = fc.string({ unit: fc.constantFrom(...ascii, 'ÿ', 'é'), maxLength: 10 });
const asciiText = fc.string({ unit: fc.constantFrom(...ascii), maxLength: 10 });
export const headerName = fc.constantFrom('Accept', 'X-One', 'X-Two', 'If-Match', "X_odd.name~'");
export const headers = map(
  headerName,
  fc.oneof(
    asciiText,
    reference,
    long(asciiText).filter((header) => 'value' in header),
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

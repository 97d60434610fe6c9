import fc from 'fast-check';
import { Commented, type Printable } from '../../src/source/print/print-value.ts';

/** Parts of texts that mean something in YAML, or that are printed in a form of their own. */
const part = fc.constantFrom(
  ...['a', 'b c', ' ', '\n', '#', ' #', ': ', ':', '- ', '{', '}', '[', ',', '"', "'", '{{x}}', '1', 'é', '\\'],
  ...['|', '>', '?', '&', '*', '!', '%', '@', '`', '\t', '\u202e', '\u0000', '<<', 'long words '.repeat(14)],
  ...['yes', '~', 'null', '0x1', '=', '\ud800', '\u{e0067}'],
);

const text = fc
  .oneof(
    fc.array(part, { maxLength: 6 }).map((parts) => parts.join('')),
    fc.string({ maxLength: 20 }),
    fc.string({ unit: 'binary', maxLength: 10 }),
  )
  // Text that begins like this is a number, see below.
  .filter((value) => !/^\0-?\d/.test(value));

const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(...['123456789012345678901', '-0', '1.10', '1E400', '-1e-3'].map((digits) => `\u0000${digits}`)),
);

const { value } = fc.letrec((tie) => {
  const printable = tie('value') as fc.Arbitrary<Printable>;
  return {
    value: fc.oneof(
      { maxDepth: 6 },
      text,
      number,
      fc.boolean(),
      fc.constant(null),
      fc.array(printable, { maxLength: 4 }),
      fc.dictionary(
        fc.oneof(text, fc.stringMatching(/^[a-z_]{1,6}$/)),
        fc.oneof({ weight: 9, arbitrary: printable }, fc.constant(undefined)),
        { maxKeys: 5 },
      ),
      fc
        .tuple(fc.array(text, { maxLength: 2 }), printable)
        .map(([lines, commented]) => new Commented(lines, commented)),
    ),
  };
}) as { value: fc.Arbitrary<Printable> };

/** Any value that can be printed as YAML. */
export const arbitraryPrintable: fc.Arbitrary<Printable> = value;

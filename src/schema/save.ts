import * as z from 'zod';

const secret = z
  .boolean()
  .optional()
  .meta({
    description: '`true` makes the saved value a secret: it is masked in output and reports of a run.',
    default: false,
    examples: [true],
  });

/** The long form of a value that is saved from a JSON body. */
export const longBodySave = z.strictObject({
  path: z.string().meta({
    description:
      "Path of the value in the JSON answer (RFC 9535): `.name`, `['name']`, `[0]`, or `[-1]` for the last item.",
    examples: ['$.Token'],
  }),
  secret,
});

/** The long form of a value that is saved from a header. */
export const longHeaderSave = z.strictObject({
  header: z.string().meta({ description: 'Name of the header of the answer.', examples: ['Location'] }),
  match: z
    .string()
    .optional()
    .meta({
      description:
        'Regular expression. Its first group is saved, or the whole match if it has no group. Default: the whole header.',
      examples: ['[^/]+$'],
    }),
  decode: z
    .boolean()
    .optional()
    .meta({
      description:
        '`false` keeps percent-encoding in a part of a `Location` header. Otherwise it is decoded once, because it is encoded again where it is used.',
      default: true,
      examples: [false],
    }),
  secret,
});

/** The long form of a value that is saved from a body of any type. */
export const longTextSave = z.strictObject({
  match: z.string().meta({
    description:
      'Regular expression that is searched in the text of the body, which may be HTML or XML. Its first group is saved, or the whole match if it has no group.',
    examples: ['name="csrf" value="([^"]+)"'],
  }),
  secret,
});

/** The long form of a saved value: from JSON, from a header, or from the text of the body. */
export type LongSave = z.infer<typeof longBodySave> | z.infer<typeof longHeaderSave> | z.infer<typeof longTextSave>;

/** A value that is saved for later requests: a path into the JSON body, or a long form. */
export const save = z.union([z.string(), longBodySave, longHeaderSave, longTextSave]);

/** A value under `save`, as written in the list. */
export type SaveEntry = z.infer<typeof save>;

import * as z from 'zod';

const secret = z
  .boolean()
  .optional()
  .meta({
    description: '`true` makes the saved value a secret, which is hidden in what a run prints and reports.',
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
        'Regular expression that picks a part: its first group, or all that it matches. Without it, the whole header is saved.',
      examples: ['[^/]+$'],
    }),
  secret,
});
export type LongSave = z.infer<typeof longBodySave> | z.infer<typeof longHeaderSave>;

/** A value that is saved for later requests: a path into the JSON body, or a long form. */
export const save = z.union([z.string(), longBodySave, longHeaderSave]);
export type SaveEntry = z.infer<typeof save>;

import * as z from 'zod';

/** Literal text: a number or true/false is taken as it is spelled. */
export const literal = z.union([z.string(), z.number(), z.boolean()]);

/** `{ $file: path }`, which may replace text or JSON. */
export const fileReference = z.strictObject({
  $file: z
    .string()
    .min(1)
    .meta({
      description: 'Path of a file with the text, relative to the list. It must be inside the folder of the list.',
      examples: ['scripts/before.js'],
    }),
});
export type FileReference = z.infer<typeof fileReference>;

/** Text in the list, or in a file beside it. */
export const textOrFile = z.union([z.string(), fileReference]);

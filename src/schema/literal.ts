import * as z from 'zod';

/** Literal text. A number or boolean is text with the spelling of the file. */
export const literal = z.union([z.string(), z.number(), z.boolean()]);

/** `{ $file: path }`, which can replace text or JSON. */
export const fileReference = z.strictObject({
  $file: z
    .string()
    .min(1)
    .meta({
      description:
        'Path of a file with the text, relative to the file that writes it. It must be inside the folder of the list.',
      examples: ['scripts/before.js'],
    }),
});

/** A reference to a file, as written in the list. */
export type FileReference = z.infer<typeof fileReference>;

/** Text in the list, or in a file. */
export const textOrFile = z.union([z.string(), fileReference]);

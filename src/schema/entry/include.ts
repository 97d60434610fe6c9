import * as z from 'zod';

/** An entry that reads further entries from other files. */
export const includeEntry = z.strictObject({
  include: z
    .string()
    .min(1)
    .meta({
      description:
        'Path of a file with further entries, or a pattern such as `more/*.yaml` (`*`, `**`, `?`, `[ab]`, `{a,b}`). It is relative to the file that writes it and stays inside the folder of the list. The files are read in the order of their paths. Each has `endpoints`, and may have `variables`, and `folder` with the keys of a folder.',
      examples: ['more/*.yaml'],
    }),
  sequential: z
    .boolean()
    .optional()
    .meta({
      description:
        '`true`: the order of the requests in these files matters. Runs always keep the order, so this has no effect yet.',
      default: false,
      examples: [true],
    }),
});

/** An entry that reads other files, as written in the list. */
export type IncludeEntry = z.infer<typeof includeEntry>;

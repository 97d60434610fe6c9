import * as z from 'zod';
import { description, entries, inherited } from '../endpoint.ts';
import { variables } from '../variable.ts';
import { always } from './sending.ts';

/** A file that a list includes. */
export const includedFile = z.strictObject({
  folder: z
    .string()
    .optional()
    .meta({
      description: 'Name of a folder for the entries. Without it, they are added where the include is.',
      examples: ['Users'],
    }),
  description,
  variables: variables.optional().meta({
    description: 'Variables for every environment. A name is declared in one file only.',
    examples: [{ limit: 10 }],
  }),
  always,
  endpoints: entries.meta({
    description: 'The entries, as in the list. Paths in them are relative to this file.',
    examples: [['GET /users']],
  }),
  ...inherited,
});

/** An included file, as written. */
export type IncludedFile = z.infer<typeof includedFile>;

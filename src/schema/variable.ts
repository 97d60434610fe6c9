import * as z from 'zod';
import { literal } from './literal.ts';

/** The long form of a variable. */
export const longVariable = z.strictObject({
  value: literal.optional().meta({
    description:
      'Value, in every environment that has none itself. Its YAML type is the type of the variable. A secret has none here.',
    examples: ['common-files'],
  }),
  secret: z
    .boolean()
    .optional()
    .meta({
      description:
        '`true` makes the variable a secret: it is empty in the generated files, and its value is hidden in what a run prints and reports.',
      default: false,
      examples: [true],
    }),
  optional: z
    .boolean()
    .optional()
    .meta({
      description: '`true` lets a run start while the variable is empty.',
      default: false,
      examples: [true],
    }),
  description: z
    .string()
    .optional()
    .meta({
      description: 'Description that Postman and the prompt for a secret show.',
      examples: ['Slug of a workspace'],
    }),
});
export type LongVariable = z.infer<typeof longVariable>;

const variable = z.union([literal, z.null(), longVariable]);
export type VariableEntry = z.infer<typeof variable>;

/** Variables by name. */
export const variables = z.record(z.string(), variable);

/** The long form of an environment; `variables` is the key that tells it from the short one. */
export const longEnvironment = z.strictObject({
  variables: variables.meta({
    description: 'Variables of this environment by name, as in the short form.',
    examples: [{ base_url: 'https://api.example.com', username: 'ci' }],
  }),
  ca_file: z
    .string()
    .min(1)
    .optional()
    .meta({
      description:
        'PEM file with the certificates that `run` trusts in this environment, relative to the list. `--ca-file` takes precedence.',
      examples: ['certs/ca.pem'],
    }),
  protected: z
    .boolean()
    .optional()
    .meta({
      description:
        '`true` makes `run --unsafe` ask for `--yes` as well, so that nobody changes this server by accident.',
      default: false,
      examples: [true],
    }),
});
export type LongEnvironment = z.infer<typeof longEnvironment>;

/** Because `variables` marks the long form, no variable can have that name here. */
const shortEnvironment = z.record(z.string().regex(/^(?!variables$)/), variable);

/** An environment: its variables, or the long form. */
export const environment = z.union([shortEnvironment, longEnvironment]);
export type EnvironmentEntry = z.infer<typeof environment>;

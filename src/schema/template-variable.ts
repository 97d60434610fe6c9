import * as z from 'zod';
import { literal } from './literal.ts';

/** A variable that an auth template brings along. */
export const templateVariable = z.strictObject({
  value: literal.optional().meta({ description: 'Value, where the list gives none.', examples: ['us-east-1'] }),
  secret: z
    .boolean()
    .optional()
    .meta({
      description: '`true` makes it a secret: empty in the generated files, hidden in what a run prints and reports.',
      default: false,
      examples: [true],
    }),
  optional: z
    .boolean()
    .optional()
    .meta({
      description:
        '`true` lets a run start while it is empty. A field of the token request that is only this variable is then not sent.',
      default: false,
      examples: [true],
    }),
  description: z
    .string()
    .optional()
    .meta({
      description: 'Description that Postman and the prompt for a secret show.',
      examples: ['Id of the client'],
    }),
  // Otherwise each identity would ask for the same client secret again.
  shared: z
    .boolean()
    .optional()
    .meta({
      description:
        '`true` gives all identities of this template one variable, such as the id of the client. `false` gives each its own, with its name as prefix.',
      default: false,
      examples: [true],
    }),
  // Otherwise a list could not write `secret_key: gatewaysecret`, which everybody knows.
  public: z
    .boolean()
    .optional()
    .meta({
      description:
        '`true` lets a list write the value of this secret, such as the fixed key of a gateway. The value is then not a secret.',
      default: false,
      examples: [true],
    }),
  made: z
    .string()
    .optional()
    .meta({
      description: 'Text from which each sign-in makes a new value, which its renewals use again: a nonce.',
      examples: ['{{$guid}}'],
    }),
});
export type TemplateVariableEntry = z.infer<typeof templateVariable>;

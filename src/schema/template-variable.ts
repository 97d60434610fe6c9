import * as z from 'zod';
import { literal } from './literal.ts';
import { valueSource } from './variable.ts';

/** A variable that an auth template declares. */
export const templateVariable = z.strictObject({
  value: literal.optional().meta({ description: 'Value if the list does not set one.', examples: ['us-east-1'] }),
  secret: z
    .boolean()
    .optional()
    .meta({
      description: '`true` makes it a secret: empty in the generated files, and masked in output and reports of a run.',
      default: false,
      examples: [true],
    }),
  optional: z
    .boolean()
    .optional()
    .meta({
      description:
        '`true` allows it to be empty. A field of the token request that consists of this variable only is then not sent.',
      default: false,
      examples: [true],
    }),
  description: z
    .string()
    .optional()
    .meta({
      description: 'Description, shown in Postman and in the prompt for a secret.',
      examples: ['Id of the client'],
    }),
  from: valueSource,
  // Otherwise each identity would ask for the same client secret again.
  shared: z
    .boolean()
    .optional()
    .meta({
      description:
        '`true`: all identities of this template share the variable, such as a client id. `false`: each identity has its own, with its name as prefix.',
      default: false,
      examples: [true],
    }),
  // Otherwise a list could not contain `secret_key: gatewaysecret`, which is public.
  public: z
    .boolean()
    .optional()
    .meta({
      description:
        '`true` allows a list to contain the value, such as the fixed key of a gateway. The value is then not a secret.',
      default: false,
      examples: [true],
    }),
  made: z
    .string()
    .optional()
    .meta({
      description:
        'Text from which each sign-in makes a new value, such as a nonce. Renewals of the token use the same value.',
      examples: ['{{$guid}}'],
    }),
});

/** A variable of an auth template, as written in the template. */
export type TemplateVariableEntry = z.infer<typeof templateVariable>;

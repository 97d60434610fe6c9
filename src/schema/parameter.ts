import * as z from 'zod';
import { literal } from './literal.ts';

const parameterValue = z.union([literal, z.null()]);

/** The long form of a query parameter, a form field or a header. */
export const longParameter = z.strictObject({
  value: parameterValue.optional().meta({
    description:
      'Value. Without it, or with null, a header is empty, and a parameter or field is sent as its name, without "=".',
    examples: ['{{limit}}'],
  }),
  disabled: z
    .boolean()
    .optional()
    .meta({
      description: '`true` shows the parameter or header in Postman, but does not send it.',
      default: false,
      examples: [true],
    }),
  description: z
    .string()
    .optional()
    .meta({ description: 'Description, shown in Postman.', examples: ['For support only'] }),
  encode: z
    .boolean()
    .optional()
    .meta({
      description:
        '`false` sends the value of a query parameter as it is written, for a value that is encoded already. Otherwise `&`, `#`, `%` and `+` are encoded, in values of variables too.',
      default: true,
      examples: [false],
    }),
  keep_empty: z
    .boolean()
    .optional()
    .meta({
      description:
        '`true` sends it even if it is empty. Otherwise a parameter, field or header that is just one optional variable without a value is not sent.',
      default: false,
      examples: [true],
    }),
});

/** A query parameter, form field or header in its long form, as written in the list. */
export type LongParameter = z.infer<typeof longParameter>;

const parameter = z.union([literal, z.null(), longParameter]);

/** Query parameters or form fields by name. A list of values repeats the name. */
export const parameters = z.record(z.string(), z.union([literal, z.null(), z.array(parameter), longParameter]));

/** Query parameters or form fields, as written in the list. */
export type Parameters = z.infer<typeof parameters>;

/** Headers by name. A list of values repeats the name. */
export const headers = z.record(
  z.string(),
  z.union([literal, z.array(z.union([literal, longParameter])).min(1), longParameter]),
);

/** Headers, as written in the list. */
export type HeaderEntries = z.infer<typeof headers>;

/** The long form of a path parameter. */
export const longPathValue = z.strictObject({
  value: literal.meta({
    description: 'Value of the path parameter. It must not be empty.',
    examples: ['{{username}}'],
  }),
  description: z
    .string()
    .optional()
    .meta({ description: 'Description, shown in Postman.', examples: ['Login of the user'] }),
});

/** A path parameter in its long form, as written in the list. */
export type LongPathValue = z.infer<typeof longPathValue>;

/** The value of a path parameter, in short or long form. */
export const pathValue = z.union([literal, longPathValue]);

import * as z from 'zod';
import { literal } from './literal.ts';

const parameterValue = z.union([literal, z.null()]);

/** The long form of a query parameter, a form field or a header. */
export const longParameter = z.strictObject({
  value: parameterValue.optional().meta({
    description: 'Value that is sent. Without it, or with null, the name is sent alone, without "=".',
    examples: ['{{limit}}'],
  }),
  disabled: z
    .boolean()
    .optional()
    .meta({
      description: '`true` keeps the line in Postman, switched off: it is not sent.',
      default: false,
      examples: [true],
    }),
  description: z
    .string()
    .optional()
    .meta({ description: 'Description that Postman shows beside the value.', examples: ['For support only'] }),
});
export type LongParameter = z.infer<typeof longParameter>;

const parameter = z.union([literal, z.null(), longParameter]);

/** The parameters of a query, or the fields of a form. A list repeats the name. */
export const parameters = z.record(z.string(), z.union([literal, z.null(), z.array(parameter), longParameter]));
export type Parameters = z.infer<typeof parameters>;

/** Headers by name. */
export const headers = z.record(z.string(), z.union([literal, longParameter]));
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
    .meta({ description: 'Description that Postman shows beside the value.', examples: ['Login of the user'] }),
});
export type LongPathValue = z.infer<typeof longPathValue>;

/** The value of a path parameter. */
export const pathValue = z.union([literal, longPathValue]);

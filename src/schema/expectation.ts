import * as z from 'zod';
import { fileReference, literal } from './literal.ts';

const statusPattern = z.union([z.number(), z.string()]);
const statusPatterns = z.array(statusPattern).min(1);

/** The long form of `expect`. */
export const expectation = z.strictObject({
  status: z
    .union([statusPattern, statusPatterns])
    .optional()
    .meta({
      description: 'Status of the answer: a number, a class such as `2xx`, or a list of them.',
      default: '2xx',
      examples: [[200, 304]],
    }),
  headers: z
    .record(z.string(), literal)
    .optional()
    .meta({
      description:
        'Headers of the answer. Text: the header contains it. `true`: the header is present. `false`: it is absent.',
      examples: [{ 'Content-Type': 'application/json', ETag: true }],
    }),
  body: z
    .unknown()
    .optional()
    .meta({
      description:
        'Part of the JSON answer. Other keys of the answer are ignored. Lists must have the same length and are compared item by item.',
      examples: [{ Login: '{{username}}', Roles: [{ Label: 'admin' }] }],
    }),
  text: z
    .union([z.string(), z.array(z.string()), fileReference])
    .optional()
    .meta({
      description: 'Text that the body must contain, or a list of texts.',
      examples: ['Welcome'],
    }),
  schema: z
    .union([z.boolean(), z.record(z.string(), z.unknown())])
    .optional()
    .meta({
      description: 'JSON Schema (draft 7) that the JSON answer must match, or `{ $file: user.schema.json }`.',
      examples: [{ type: 'object', required: ['Uuid'] }],
    }),
  time: z
    .string()
    .optional()
    .meta({
      description: 'Longest time for the answer, with its unit: `500ms` or `2s`.',
      examples: ['500ms'],
    }),
});

/** `expect` in its long form, as written in the list. */
export type ExpectationEntry = z.infer<typeof expectation>;

/** The value of `expect`: a status, a list of them, or the long form. */
export const requestExpectation = z.union([statusPattern, statusPatterns, expectation]);

/** `expect`, as written in the list. */
export type RequestExpectation = z.infer<typeof requestExpectation>;

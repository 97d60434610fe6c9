import * as z from 'zod';
import { literal } from './literal.ts';

const fieldHeader = {
  description: 'Name of the header of the answer that is the token.',
  examples: ['X-Subject-Token'],
};

const token = {
  variable: z.string().meta({
    description: 'Variable that holds the token.',
    examples: ['access_token'],
  }),
  field: z.union([z.string().min(1), z.strictObject({ header: z.string().meta(fieldHeader) })]).meta({
    description:
      "Where the server's answer has the token: the name of a field, a path such as `$.data.token`, `{ header: X-Subject-Token }`, or `body` for the whole answer.",
    examples: ['id_token', '$.data.token', { header: 'X-Subject-Token' }, 'body'],
  }),
  format: z.enum(['jwt', 'opaque']).meta({
    description: '`jwt`: the form is checked, and the expiry is read from the token. `opaque`: any text.',
    examples: ['jwt'],
  }),
  expires_in: z
    .string()
    .optional()
    .meta({
      description: "Field of the answer with the token's lifetime in seconds, or a path such as `$.data.expires_in`.",
      examples: ['expires_in'],
    }),
  expires_at: z
    .string()
    .optional()
    .meta({
      description: "Field of the answer with the token's expiry, or a path: seconds since 1970, or a date in ISO 8601.",
      examples: ['ExpireTime'],
    }),
  default_life: z
    .number()
    .int()
    .positive()
    .optional()
    .meta({
      description: "The token's lifetime in seconds, if the answer does not contain it.",
      default: 300,
      examples: [3600],
    }),
};

/** The token of a template. */
export const templateToken = z.strictObject(token);

/** Changes to the token in a list: the same keys, all optional. */
export const tokenChange = templateToken.partial();

/** How to renew a token with a refresh token (RFC 6749, section 6). */
export const templateRefresh = z.strictObject({
  field: z
    .string()
    .optional()
    .meta({
      description: 'Field of the answer that contains the refresh token, or a path such as `$.data.refresh`.',
      default: 'refresh_token',
      examples: ['renewal'],
    }),
  parameters: z
    .record(z.string(), literal)
    .optional()
    .meta({
      description: 'Additional fields of the request that renews the token.',
      examples: [{ nonce: '{{nonce}}' }],
    }),
  scope: z
    .string()
    .optional()
    .meta({
      description: 'Scope that the server requires for a refresh token.',
      examples: ['offline_access'],
    }),
});

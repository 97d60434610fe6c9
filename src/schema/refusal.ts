import * as z from 'zod';

/** How a server answers when it refuses: JSON with `error`, or `body`, or `text`. `serve` then answers the same way. */
export const refusal = z.strictObject({
  status: z
    .number()
    .int()
    .min(400)
    .max(599)
    .meta({ description: 'Status of the answer.', examples: [403] }),
  error: z
    .string()
    .optional()
    .meta({
      description: 'Code of the error, in the field `error` of RFC 6749 (section 5.2).',
      examples: ['access_denied'],
    }),
  description: z
    .string()
    .optional()
    .meta({
      description: 'Text in the field `error_description`.',
      examples: ['Invalid user or password'],
    }),
  body: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({ description: 'JSON of the answer, in place of `error`.', examples: [{ message: 'Bad credentials' }] }),
  text: z
    .string()
    .optional()
    .meta({ description: 'Text of the answer, in place of JSON.', examples: ['Unauthorized'] }),
});
export type Refusal = z.infer<typeof refusal>;

const to = (description: string, examples: readonly z.infer<typeof refusal>[]) =>
  refusal.meta({ description, examples });

/** The refusals of a template. Where one is absent, the answer is that of RFC 6749 (section 5.2). */
export const refusals = z
  .strictObject({
    user: to('To a wrong user or password.', [{ status: 403, error: 'access_denied' }]),
    client: to('To a wrong client id or client secret.', [{ status: 401, error: 'invalid_client' }]),
    request: to('To a token request with a missing or wrong field.', [{ status: 400, error: 'invalid_request' }]),
    grant: to('To a grant that this client may not use.', [{ status: 400, error: 'unsupported_grant_type' }]),
    refresh: to('To a refresh token that is not valid any more.', [{ status: 400, error: 'invalid_grant' }]),
    token: to('To a request without a valid token.', [{ status: 401, text: 'Unauthorized' }]),
  })
  .partial();

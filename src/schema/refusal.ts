import * as z from 'zod';

/** The answer with which a server refuses a request: JSON with `error`, or `body`, or `text`. `serve` sends the same. */
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
      description: 'Error code, in the field `error` (RFC 6749, section 5.2).',
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
    .meta({ description: 'JSON body of the answer, instead of `error`.', examples: [{ message: 'Bad credentials' }] }),
  text: z
    .string()
    .optional()
    .meta({ description: 'Text body of the answer, instead of JSON.', examples: ['Unauthorized'] }),
});

/** A refusal, as written in a template. */
export type Refusal = z.infer<typeof refusal>;

const answer = (description: string, examples: readonly z.infer<typeof refusal>[]) =>
  refusal.meta({ description, examples });

/** The refusals of a template. Absent ones are as in RFC 6749 (section 5.2). */
export const refusals = z
  .strictObject({
    user: answer('Answer to a wrong user or password.', [{ status: 403, error: 'access_denied' }]),
    client: answer('Answer to a wrong client id or client secret.', [{ status: 401, error: 'invalid_client' }]),
    request: answer('Answer to a token request with a missing or wrong field.', [
      { status: 400, error: 'invalid_request' },
    ]),
    grant: answer('Answer to a grant that this client may not use.', [
      { status: 400, error: 'unsupported_grant_type' },
    ]),
    refresh: answer('Answer to a refresh token that is no longer valid.', [{ status: 400, error: 'invalid_grant' }]),
    token: answer('Answer to a request without a valid token.', [{ status: 401, text: 'Unauthorized' }]),
  })
  .partial();

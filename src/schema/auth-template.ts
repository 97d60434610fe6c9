import * as z from 'zod';
import { literal } from './endpoint-list.ts';

/** How a server answers when it refuses: `serve` then answers the same way. */
const refusal = z.strictObject({
  status: z.number().int().min(400).max(599),
  error: z.string(),
  description: z.string().optional(),
});

const templateVariable = z.strictObject({
  value: literal.optional(),
  secret: z.boolean().optional(),
  optional: z.boolean().optional(),
  description: z.string().optional(),
});

/**
 * A sign-in recipe: templates/auth/<name>.yaml, or a file of the user's own. Words are those of RFC 6749;
 * `{{name}}` stands for a variable of the environment.
 */
export const authTemplate = z.strictObject({
  description: z.string().optional(),
  /** Name of the visible token request. */
  name: z.string(),
  /** RFC 6749, section 1.3: how the token is got. */
  grant: z.enum(['password', 'client_credentials']),
  token_url: z.string(),
  /** RFC 6749, section 2.3: how the client proves itself. */
  client_authentication: z.enum(['basic', 'body', 'none']),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  scope: z.string().optional(),
  /** Further fields of the token request, sent in this order after the standard ones. */
  parameters: z.record(z.string(), literal).optional(),
  headers: z.record(z.string(), literal).optional(),
  token: z.strictObject({
    /** The variable that the requests name. */
    variable: z.string(),
    /** Which field of the answer is the bearer token. */
    field: z.string(),
    format: z.enum(['jwt', 'opaque']),
    /** Which field tells the token's life in seconds. */
    expires_in: z.string().optional(),
    /** Its life in seconds when the answer does not tell. */
    default_life: z.number().int().positive(),
  }),
  variables: z.record(z.string(), templateVariable).optional(),
  refusals: z.strictObject({ user: refusal, client: refusal, request: refusal, grant: refusal }),
  /** Paths of OpenID Connect discovery and keys, for the embedded server. */
  discovery: z.string().optional(),
  keys: z.string().optional(),
  guard: z.boolean().optional(),
});

export type AuthTemplateFile = z.infer<typeof authTemplate>;

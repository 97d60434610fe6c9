import * as z from 'zod';
import { literal } from './literal.ts';

/** How a server answers when it refuses: `serve` then answers the same way. JSON with `error`, or `body`, or `text`. */
const refusal = z.strictObject({
  status: z.number().int().min(400).max(599),
  error: z.string().optional(),
  description: z.string().optional(),
  body: z.record(z.string(), z.unknown()).optional(),
  text: z.string().optional(),
});

const templateVariable = z.strictObject({
  value: literal.optional(),
  secret: z.boolean().optional(),
  optional: z.boolean().optional(),
  description: z.string().optional(),
  /** One value for all identities of this template, such as the client's id. */
  shared: z.boolean().optional(),
  /** A secret that a list may write all the same, such as the fixed one of a gateway; then it is none. */
  public: z.boolean().optional(),
  /** Made anew for each sign-in from this text, and kept for its renewals: a nonce. */
  made: z.string().optional(),
});

/** RFC 6749, section 1.3: how a token is got. */
export const grant = z.enum(['password', 'client_credentials', 'refresh_token']);

/** RFC 6749, section 2.3: how the client proves itself. `basic-encoded` URL-encodes both parts, as 2.3.1 has it. */
export const clientAuthentication = z.enum(['basic', 'basic-encoded', 'body', 'none']);

/** What a list may change of a template, by the same words. */
export const changeable = {
  /** Name of the visible token request. */
  name: z.string().optional(),
  /** Where tokens come from; a path stands below `{{base_url}}`. */
  token_url: z.string().optional(),
  /** Where the token URL is discovered: OpenID Connect Discovery 1.0, section 4. */
  issuer: z.string().optional(),
  client_authentication: clientAuthentication.optional(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  scope: z.string().optional(),
  /** Further fields of the token request, sent in this order; one that is just an empty optional variable is left out. */
  parameters: z.record(z.string(), literal).optional(),
  headers: z.record(z.string(), literal).optional(),
  /** False leaves only the visible token request. */
  guard: z.boolean().optional(),
} as const;

const token = {
  /** The variable that the requests name. */
  variable: z.string(),
  /** Which field of the answer is the bearer token. */
  field: z.string(),
  format: z.enum(['jwt', 'opaque']),
  /** Which field tells the token's life in seconds. */
  expires_in: z.string().optional(),
  /** Which field tells its end: seconds since 1970, or ISO 8601. */
  expires_at: z.string().optional(),
  /** Its life in seconds when the answer does not tell. */
  default_life: z.number().int().positive(),
};

/** The same words for a list, where each may be left out. */
export const tokenChange = z.strictObject(token).partial();

/** What each request carries, in Postman's words: a type and its attributes. */
const requestAuth = z.object({ type: z.enum(['bearer', 'basic', 'apikey', 'awsv4', 'noauth']) }).catchall(literal);

/**
 * A sign-in recipe: templates/auth/<name>.yaml, or a file of the user's own. Words are those of RFC 6749;
 * `{{name}}` stands for a variable of the environment.
 */
export const authTemplate = z.strictObject({
  description: z.string().optional(),
  ...changeable,
  grant: grant.optional(),
  /** The body of the token request as JSON, where a server has a sign-in of its own in place of OAuth. */
  json: z.record(z.string(), z.unknown()).optional(),
  token: z.strictObject(token).optional(),
  /** How tokens are renewed with the refresh token (RFC 6749, section 6); without it, by signing in again. */
  refresh: z
    .strictObject({
      /** Which field of the answer is the refresh token. */
      field: z.string().optional(),
      parameters: z.record(z.string(), literal).optional(),
      /** The scope without which the server gives none. */
      scope: z.string().optional(),
    })
    .optional(),
  /** What a request carries; the bearer token when there is one to get. */
  auth: requestAuth.optional(),
  variables: z.record(z.string(), templateVariable).optional(),
  /** How the server says no: to the user, the client, the form, the grant, a refresh token, and to a request. */
  refusals: z
    .strictObject({
      user: refusal,
      client: refusal,
      request: refusal,
      grant: refusal,
      refresh: refusal,
      token: refusal,
    })
    .partial()
    .optional(),
  /** Why this grant is discouraged (RFC 9700), and what to use in its place. */
  instead: z.string().optional(),
  /** Paths of OpenID Connect discovery and keys, for the embedded server. */
  discovery: z.string().optional(),
  keys: z.string().optional(),
});

export type AuthTemplateFile = z.infer<typeof authTemplate>;
export type Grant = z.infer<typeof grant>;
export type ClientAuthentication = z.infer<typeof clientAuthentication>;
export type Refusal = z.infer<typeof refusal>;

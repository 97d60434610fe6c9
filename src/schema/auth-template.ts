import * as z from 'zod';
import { literal } from './literal.ts';
import { refusals } from './refusal.ts';
import { templateVariable } from './template-variable.ts';

/** RFC 6749, section 1.3: how a token is obtained. */
export const grant = z.enum(['password', 'client_credentials', 'refresh_token']).meta({
  description: 'OAuth 2.0 grant (RFC 6749, section 1.3): how the token is obtained.',
  examples: ['client_credentials'],
});

/** RFC 6749, section 2.3: how the client authenticates. `basic-encoded` URL-encodes both parts, as 2.3.1 requires. */
export const clientAuthentication = z.enum(['basic', 'basic-encoded', 'body', 'none']);

const fields = z.record(z.string(), literal);

/** What a list may change of a template, by the same words. */
export const changeable = {
  name: z
    .string()
    .optional()
    .meta({
      description: 'Name of the visible token request.',
      default: 'Get token',
      examples: ['Sign in'],
    }),
  token_url: z
    .string()
    .optional()
    .meta({
      description: 'Address of the token endpoint. A path such as `/oauth/token` is below `{{base_url}}`.',
      examples: ['{{base_url}}/oauth/token'],
    }),
  issuer: z
    .string()
    .optional()
    .meta({
      description:
        'Issuer whose OpenID Connect discovery names the token endpoint. It is asked only where there is no `token_url`.',
      examples: ['https://id.example.com/realms/shop'],
    }),
  client_authentication: clientAuthentication.optional().meta({
    description:
      'How the client authenticates: `basic-encoded` is Basic as in RFC 6749, `basic` the same without URL encoding, `body` sends form fields, `none` sends no secret. Default: `basic-encoded` where the template has a client secret, else `none`.',
    examples: ['body'],
  }),
  client_id: z
    .string()
    .optional()
    .meta({ description: 'Id of the client.', examples: ['{{client_id}}'] }),
  client_secret: z
    .string()
    .optional()
    .meta({
      description: 'Secret of the client. Only a variable can be written here, never the secret itself.',
      examples: ['{{client_secret}}'],
    }),
  username: z
    .string()
    .optional()
    .meta({
      description: 'Login of the user, for the password grant.',
      examples: ['{{username}}'],
    }),
  password: z
    .string()
    .optional()
    .meta({
      description: 'Password of the user. Only a variable can be written here, never the password itself.',
      examples: ['{{password}}'],
    }),
  scope: z
    .string()
    .optional()
    .meta({ description: 'Scopes, separated by spaces.', examples: ['openid email'] }),
  parameters: fields.optional().meta({
    description:
      'Further fields of the token request, sent in this order. One that is only an empty optional variable is not sent.',
    examples: [{ audience: 'https://api.example.com' }],
  }),
  headers: fields.optional().meta({
    description: 'Further headers of the token request.',
    examples: [{ 'Cache-Control': 'no-cache' }],
  }),
  guard: z
    .boolean()
    .optional()
    .meta({
      description:
        '`true` lets the collection sign in by itself before a request. `false` leaves only the visible token request.',
      default: true,
      examples: [false],
    }),
} as const;

const token = {
  variable: z.string().meta({
    description: 'Variable that holds the token, and that requests name.',
    examples: ['access_token'],
  }),
  field: z.string().meta({
    description: "Field of the server's answer that is the token.",
    examples: ['id_token'],
  }),
  format: z.enum(['jwt', 'opaque']).meta({
    description: '`jwt` is checked for its form, and its end is read from it. `opaque` is any text.',
    examples: ['jwt'],
  }),
  expires_in: z
    .string()
    .optional()
    .meta({
      description: "Field of the answer with the token's life in seconds.",
      examples: ['expires_in'],
    }),
  expires_at: z
    .string()
    .optional()
    .meta({
      description: "Field of the answer with the token's end: seconds since 1970, or a date in ISO 8601.",
      examples: ['ExpireTime'],
    }),
  default_life: z
    .number()
    .int()
    .positive()
    .meta({
      description: "The token's life in seconds, where the answer does not say.",
      examples: [3600],
    }),
};

/** The token in a template. */
export const templateToken = z.strictObject(token);

/** The same words for a list, where each may be absent. */
export const tokenChange = templateToken.partial();

/** How a token is renewed with the refresh token (RFC 6749, section 6). */
export const templateRefresh = z.strictObject({
  field: z
    .string()
    .optional()
    .meta({
      description: 'Field of the answer that is the refresh token.',
      default: 'refresh_token',
      examples: ['renewal'],
    }),
  parameters: fields.optional().meta({
    description: 'Further fields of the request that renews the token.',
    examples: [{ nonce: '{{nonce}}' }],
  }),
  scope: z
    .string()
    .optional()
    .meta({
      description: 'Scope without which the server gives no refresh token.',
      examples: ['offline_access'],
    }),
});

/** What each request carries, in Postman's words: a type and its attributes. */
const requestAuth = z
  .object({
    type: z.enum(['bearer', 'basic', 'apikey', 'awsv4', 'noauth']).meta({
      description: "Type of the auth, in Postman's words. Its attributes are beside it.",
      examples: ['bearer'],
    }),
  })
  .catchall(literal);

/** A sign-in recipe: templates/auth/<name>.yaml, or a file beside the list. */
export const authTemplate = z.strictObject({
  description: z
    .string()
    .optional()
    .meta({
      description: 'Markdown, shown in Postman with the token request.',
      examples: ['Signs in with a client of the shop.'],
    }),
  ...changeable,
  grant: grant.optional(),
  json: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({
      description: 'Body of the token request as JSON, for a server that has its own sign-in in place of OAuth.',
      examples: [{ login: '{{username}}', password: '{{password}}' }],
    }),
  token: templateToken.optional().meta({
    description:
      'The token and where the answer has it. Without it, nothing is fetched, and `auth` says what requests carry.',
    examples: [{ variable: 'access_token', field: 'access_token', format: 'opaque', default_life: 3600 }],
  }),
  refresh: templateRefresh.optional().meta({
    description: 'Renews the token with the refresh token; `{}` is enough. Without it, the collection signs in again.',
    examples: [{ scope: 'offline_access' }],
  }),
  auth: requestAuth.optional().meta({
    description:
      "What each request carries, in Postman's words. `{{token}}` is the token. Default: the token as bearer.",
    examples: [{ type: 'apikey', key: 'X-Auth', value: '{{token}}', in: 'header' }],
  }),
  variables: z
    .record(z.string(), templateVariable)
    .optional()
    .meta({
      description: 'Variables that the template brings along. `{{name}}` in its texts refers to them.',
      examples: [{ audience: { optional: true, description: 'API that the token is for' } }],
    }),
  refusals: refusals.optional().meta({
    description: 'How the server refuses, where it differs from RFC 6749. `serve` answers like that.',
    examples: [{ user: { status: 403, error: 'access_denied' } }],
  }),
  instead: z
    .string()
    .optional()
    .meta({
      description:
        'What to use in place of a discouraged grant. `generate` prints it with its note on the password grant.',
      examples: ['use client_credentials'],
    }),
  discovery: z
    .string()
    .optional()
    .meta({
      description: 'Path of the OpenID Connect discovery document, for `serve`.',
      examples: ['/dex/.well-known/openid-configuration'],
    }),
  keys: z
    .string()
    .optional()
    .meta({
      description: "Path of the server's public keys (JWKS), for `serve`.",
      examples: ['/dex/keys'],
    }),
});

export type AuthTemplateFile = z.infer<typeof authTemplate>;
export type Grant = z.infer<typeof grant>;
export type ClientAuthentication = z.infer<typeof clientAuthentication>;
export type { TemplateVariableEntry } from './template-variable.ts';

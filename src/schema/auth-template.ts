import * as z from 'zod';
import { literal } from './literal.ts';
import { refusals } from './refusal.ts';
import { templateRefresh, templateToken } from './template-token.ts';
import { templateVariable } from './template-variable.ts';

/** OAuth 2.0 grants (RFC 6749, section 1.3). */
export const grant = z.enum(['password', 'client_credentials', 'refresh_token']).meta({
  description: 'OAuth 2.0 grant (RFC 6749, section 1.3): how the token is obtained.',
  examples: ['client_credentials'],
});

/**
 * Methods of client authentication (RFC 6749, section 2.3). `basic-encoded` URL-encodes id and secret, as section 2.3.1
 * requires; `basic` does not.
 */
export const clientAuthentication = z.enum(['basic', 'basic-encoded', 'body', 'none']);

const fields = z.record(z.string(), literal);

/** Keys of a template that a list may change. They have the same names in both. */
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
      description: 'URL of the token endpoint. A path such as `/oauth/token` is below `{{base_url}}`.',
      examples: ['{{base_url}}/oauth/token'],
    }),
  issuer: z
    .string()
    .optional()
    .meta({
      description:
        'OpenID Connect issuer, whose discovery document contains the token URL. Not used beside a `token_url` in the same place.',
      examples: ['https://id.example.com/realms/shop'],
    }),
  client_authentication: z
    .union([clientAuthentication, z.array(clientAuthentication).min(1)])
    .optional()
    .meta({
      description:
        'How the client authenticates: `basic-encoded` is HTTP Basic as in RFC 6749, `basic` is the same without URL encoding, `body` sends form fields, `none` sends no secret. A list says what the server takes: the visible token request uses the first, and the guard uses `body` if it is listed, because a collection that Postman has migrated to v3 cannot send Basic from a script. Default: `basic-encoded` if the template has a client secret, otherwise `none`.',
      examples: ['body', ['basic-encoded', 'body']],
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
      'Additional fields of the token request, in this order. A field that is only an empty optional variable is not sent.',
    examples: [{ audience: 'https://api.example.com' }],
  }),
  headers: fields.optional().meta({
    description: 'Additional headers of the token request.',
    examples: [{ 'Cache-Control': 'no-cache' }],
  }),
  guard: z
    .boolean()
    .optional()
    .meta({
      description:
        '`true`: the collection signs in automatically before a request. `false`: it has only the visible token request.',
      default: true,
      examples: [false],
    }),
} as const;

/** Types whose attributes are sent as they are, except for AWS, and those that compute a signature or a digest. */
const plainTypes = ['bearer', 'basic', 'apikey', 'awsv4', 'noauth'] as const;
const signedTypes = ['digest', 'ntlm', 'hawk', 'oauth1', 'edgegrid', 'asap', 'jwt'] as const;

/** The auth of each request, as in Postman: a type and its attributes. */
const requestAuth = z
  .object({
    type: z.enum([...plainTypes, ...signedTypes]).meta({
      description: 'Type of the auth, as in Postman. Its attributes are the other keys.',
      examples: ['bearer', 'digest'],
    }),
    addTokenTo: z
      .enum(['header'])
      .optional()
      .meta({
        description: 'Where `jwt` puts its token. A token in a URL would be logged, so `queryParam` is not possible.',
        default: 'header',
        examples: ['header'],
      }),
  })
  // `undefined` never comes from YAML, but the type must fit that of `addTokenTo`.
  .catchall(literal.optional());

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
      description: 'Body of the token request as JSON, for a server that does not use OAuth.',
      examples: [{ login: '{{username}}', password: '{{password}}' }],
    }),
  token: templateToken.optional().meta({
    description:
      'The token, and its field in the answer. Without this key, there is no token request, and requests only use `auth`.',
    examples: [{ variable: 'access_token', field: 'access_token', format: 'opaque', default_life: 3600 }],
  }),
  refresh: templateRefresh.optional().meta({
    description:
      'Renews the token with a refresh token; `{}` is enough. Without this key, the collection signs in again.',
    examples: [{ scope: 'offline_access' }],
  }),
  auth: requestAuth.optional().meta({
    description: 'Auth of each request, as in Postman. `{{token}}` is the token. Default: the token as bearer token.',
    examples: [{ type: 'apikey', key: 'X-Auth', value: '{{token}}', in: 'header' }],
  }),
  variables: z
    .record(z.string(), templateVariable)
    .optional()
    .meta({
      description: 'Variables of the template. `{{name}}` in its texts refers to them.',
      examples: [{ audience: { optional: true, description: 'API that the token is for' } }],
    }),
  refusals: refusals.optional().meta({
    description: 'Answers with which the server refuses, if they differ from RFC 6749. `serve` sends the same answers.',
    examples: [{ user: { status: 403, error: 'access_denied' } }],
  }),
  instead: z
    .string()
    .optional()
    .meta({
      description:
        'What to use instead of a discouraged grant. `generate` prints it in its note on the password grant.',
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

/** An auth template, as written in its file. */
export type AuthTemplateFile = z.infer<typeof authTemplate>;
/** An OAuth 2.0 grant. */
export type Grant = z.infer<typeof grant>;
/** A method of client authentication. */
export type ClientAuthentication = z.infer<typeof clientAuthentication>;
export type { TemplateVariableEntry } from './template-variable.ts';

import * as z from 'zod';
import { signIn } from './auth-change.ts';
import { entries } from './endpoint.ts';
import { headers } from './parameter.ts';
import { environment, variables } from './variable.ts';

/** The schema of endpoints.yaml. TypeScript types, the JSON Schema for editors and docs/reference.md are made from it. */
export const endpointList = z.strictObject({
  name: z
    .string()
    .min(1)
    .meta({ description: 'Name of the API, and of its collection.', examples: ['Book shop'] }),
  slug: z
    .string()
    .optional()
    .meta({
      description:
        'Name in file names and in the names of environment variables. Default: the name in lower-case ASCII, such as `book-shop`.',
      examples: ['book-shop'],
    }),
  description: z
    .string()
    .optional()
    .meta({
      description: 'Markdown, shown in Postman with the collection.',
      examples: ['The API of the *book shop*.'],
    }),
  docs: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      description: 'Address of a page for new users, such as the one that `postmint docs` makes. Postman shows it.',
      examples: ['https://docs.example.com/book-shop.docs.html'],
    }),
  auth: signIn.optional().meta({
    description:
      'How requests sign in: the name of an auth template, the path of a template beside the list, or a template with changes.',
    default: 'none',
    examples: [{ template: 'pydio-cells-v1', scope: 'email profile pydio offline_access' }],
  }),
  identities: z
    .record(z.string(), signIn)
    .optional()
    .meta({
      description:
        'Additional sign-ins by name, for requests with `auth: <name>`. Their variables have the name as prefix, such as `jane_password`.',
      examples: [{ jane: { template: 'pydio-cells-v1', username: 'jane' }, nobody: 'none' }],
    }),
  variables: variables.optional().meta({
    description:
      'Variables by name, for every environment: a value, null, or the long form. The YAML type of the value is the type of the variable.',
    examples: [{ limit: 10, api_key: { secret: true } }],
  }),
  environments: z.record(z.string(), environment).meta({
    description:
      'Environments by name: the variables of each, or the long form with `variables`. `base_url` is the URL of the API.',
    examples: [{ demo: { base_url: 'https://demo.example.com', username: 'admin' } }],
  }),
  headers: headers.optional().meta({
    description: 'Headers of every request.',
    examples: [{ 'Cache-Control': 'no-cache' }],
  }),
  public: z
    .array(z.string())
    .optional()
    .meta({
      description:
        'Names of keys, headers and variables whose values everyone may see, although they look like secrets, such as the key of a public demo.',
      examples: [['X-Api-Key']],
    }),
  methods: z
    .array(z.string())
    .optional()
    .meta({
      description: 'Additional methods that requests may use. Other unknown methods are reported as typing errors.',
      examples: [['REPORT']],
    }),
  unsafe: z
    .enum(['ask', 'plain'])
    .optional()
    .meta({
      description:
        '`ask`: in every runner, requests that may change data fail unless `allow_unsafe` is `true` in the environment. `plain`: they are sent.',
      default: 'plain',
      examples: ['ask'],
    }),
  endpoints: entries.meta({
    description:
      'The requests, in order. Each entry is `METHOD path`, the long form with `request`, or a folder. `{ sign_in: jane }` puts the visible token request of that identity there, and `{ sign_in: true }` that of `auth`, for example below the request that signs up. Otherwise token requests are first. `{ include: more/*.yaml }` reads further entries from other files.',
    examples: [['GET /users', { folder: 'Public', auth: 'none', endpoints: ['GET /health'] }]],
  }),
});

/** An endpoint list, as written in endpoints.yaml. */
export type EndpointList = z.infer<typeof endpointList>;
// Other folders import the types of a list from here.
export type { AuthChange } from './auth-change.ts';
export type { Entry, ExampleEntry, FolderEntry, Inherited, RequestEntry, SignInEntry } from './endpoint.ts';
export type { LongField, LongGraphql, Multipart } from './entry/body.ts';
export type { IncludeEntry } from './entry/include.ts';
export type { RetryEntry, SettingsEntry } from './entry/sending.ts';
export type { ExpectationEntry, RequestExpectation } from './expectation.ts';
export type { FileReference } from './literal.ts';
export type { HeaderEntries, LongParameter, LongPathValue, Parameters } from './parameter.ts';
export type { LongSave, SaveEntry } from './save.ts';
export type { EnvironmentEntry, LongEnvironment, LongVariable, VariableEntry } from './variable.ts';

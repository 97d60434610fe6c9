import * as z from 'zod';
import { bodies } from './entry/body.ts';
import { type IncludeEntry, includeEntry } from './entry/include.ts';
import { always, sending } from './entry/sending.ts';
import { requestExpectation } from './expectation.ts';
import { literal, textOrFile } from './literal.ts';
import { headers, parameters, pathValue } from './parameter.ts';
import { save } from './save.ts';

/** A saved example of an answer. */
export const example = z.strictObject({
  name: z.string().meta({ description: 'Name of the example in Postman.', examples: ['Found'] }),
  status: z
    .number()
    .int()
    .min(100)
    .max(599)
    .optional()
    .meta({ description: 'Status of the answer.', default: 200, examples: [404] }),
  headers: z
    .record(z.string(), literal)
    .optional()
    .meta({ description: 'Headers of the answer.', examples: [{ ETag: '"1"' }] }),
  body: z
    .unknown()
    .optional()
    .meta({
      description: 'Body of the answer: text stays text, anything else is JSON.',
      examples: [{ Login: 'admin' }],
    }),
});

/** An example, as written in the list. */
export type ExampleEntry = z.infer<typeof example>;

/** Keys of both requests and folders. On a folder they apply to everything inside. */
export const inherited = {
  auth: z
    .string()
    .optional()
    .meta({
      description:
        'Sign-in of the request: `inherit` (the `auth` of the list), `none` (no credentials), or the name of an identity. Requests to an absolute URL get no token unless this key is written here or at a folder around it.',
      default: 'inherit',
      examples: ['none'],
    }),
  headers: headers.optional().meta({
    description: 'Headers of the request. A header replaces one of the same name from the list or a folder around it.',
    examples: [{ Accept: 'application/json' }],
  }),
  tags: z
    .array(z.string())
    .optional()
    .meta({ description: 'Tags of the request, for `run --tag` and `run --not-tag`.', examples: [['smoke']] }),
  safe: z
    .boolean()
    .optional()
    .meta({
      description:
        'Whether the request changes nothing on the server. Only safe requests are sent without `--unsafe`. Default: `true` for GET, HEAD and OPTIONS.',
      examples: [true],
    }),
  before: textOrFile.optional().meta({
    description: "JavaScript for Postman's sandbox, run before the request, or `{ $file: scripts/before.js }`.",
    examples: ['pm.variables.set("x", 1);'],
  }),
  after: textOrFile.optional().meta({
    description: "JavaScript for Postman's sandbox, run after the answer, or `{ $file: scripts/after.js }`.",
    examples: [{ $file: 'scripts/after.js' }],
  }),
};

/** The keys of both requests and folders, as written in the list. */
export type Inherited = z.infer<z.ZodObject<typeof inherited>>;

/** The key `description` of requests and folders. */
export const description = z
  .string()
  .optional()
  .meta({
    description: 'Markdown, shown in Postman.',
    examples: ['What a shop *customer* sees.'],
  });

/** The long form of a request. */
export const requestEntry = z.strictObject({
  name: z
    .string()
    .optional()
    .meta({
      description: 'Name of the request in Postman and in reports. Default: its method and path.',
      examples: ['Get a user'],
    }),
  description,
  request: z.string().meta({
    description: 'Method and path, below `{{base_url}}`; or method and absolute URL. `{login}` is a path parameter.',
    examples: ['GET /users/{login}'],
  }),
  path: z
    .record(z.string(), pathValue)
    .optional()
    .meta({
      description:
        'Values of the path parameters. A parameter without a value here uses the variable of the same name.',
      examples: [{ login: '{{username}}' }],
    }),
  query: parameters.optional().meta({
    description: 'Query parameters. A list repeats the name; null sends the name alone.',
    examples: [{ fields: ['Login', 'Uuid'], verbose: true }],
  }),
  ...bodies,
  literal_braces: z
    .array(z.string())
    .optional()
    .meta({
      description:
        'Names whose braces are text in this entry: with `[amount]`, `{{amount}}` is sent as it is, for example in a template for mails. Each name must occur in the entry, and no variable can have it. In JSON, XML, paths and queries no runner reads the braces; in text, forms and headers they stay because there is no variable of this name.',
      default: [],
      // An example with a name is valid only beside its braces.
      examples: [[]],
    }),
  expect: requestExpectation.optional().meta({
    description: 'What the answer must be like: a status, a list of them, or the long form. Default: any status 2xx.',
    examples: [422],
  }),
  save: z
    .record(z.string(), save)
    .optional()
    .meta({
      description:
        'Values of the answer to save for later requests, by variable. Each is a path such as `$.id`, or a long form.',
      examples: [{ user_uuid: '$.Uuid' }],
    }),
  examples: z
    .array(example)
    .optional()
    .meta({
      description:
        'Examples of answers, saved in the collection. `serve` answers with the first example that has an expected status.',
      examples: [[{ name: 'Found', status: 200, body: { Login: 'admin' } }]],
    }),
  ...sending,
  always,
  ...inherited,
});

/** The long form of a request, as written in the list. */
export type RequestEntry = z.infer<typeof requestEntry>;

/** A folder, as written in the list. TypeScript cannot infer a recursive type, so it is written out. */
export type FolderEntry = {
  folder: string;
  description?: string | undefined;
  sequential?: boolean | undefined;
  always?: boolean | undefined;
  endpoints: Entry[];
} & Inherited;

/** The place of an identity's visible token request. */
export const signInEntry = z.strictObject({
  sign_in: z.union([z.literal(true), z.string()]).meta({
    description:
      'Puts the visible token request of this identity here; `true` is that of `auth`. Otherwise it is before all other requests. Useful if another request must come first, such as one that makes the user.',
    examples: ['jane', true],
  }),
});

/** The place of a token request, as written in the list. */
export type SignInEntry = z.infer<typeof signInEntry>;

/** An entry of `endpoints`: a request in short or long form, a folder, the place of a token request, or other files. */
export type Entry = string | RequestEntry | FolderEntry | SignInEntry | IncludeEntry;

/** A folder of requests. */
export const folderEntry: z.ZodType<FolderEntry> = z.strictObject({
  folder: z.string().meta({ description: 'Name of the folder.', examples: ['Users'] }),
  description,
  sequential: z
    .boolean()
    .optional()
    .meta({
      description:
        '`true`: the order of the requests in this folder matters. Runs always keep the order, so this has no effect yet.',
      default: false,
      examples: [true],
    }),
  always,
  get endpoints() {
    return entries.meta({
      description: 'The entries of the folder, in order: requests, and folders up to 16 levels deep.',
      examples: [['GET /users']],
    });
  },
  ...inherited,
}) as unknown as z.ZodType<FolderEntry>;

const entry: z.ZodType<Entry> = z
  .union([z.string(), requestEntry, folderEntry, signInEntry, includeEntry])
  .meta({ id: 'entry' });

/** The entries of a list or of a folder. */
export const entries = z.array(entry);

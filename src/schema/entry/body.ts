import * as z from 'zod';
import { fileReference, literal, textOrFile } from '../literal.ts';
import { parameters } from '../parameter.ts';

const shown = {
  disabled: z
    .boolean()
    .optional()
    .meta({
      description: '`true` shows the field in Postman, but does not send it.',
      default: false,
      examples: [true],
    }),
  description: z
    .string()
    .optional()
    .meta({ description: 'Description, shown in Postman.', examples: ['At most 10 MB'] }),
};

/** The long form of a field of a multipart body. */
export const longField = z.strictObject({
  value: z
    .union([literal, z.null()])
    .optional()
    .meta({
      description: 'Value of the field. A field has either `value` or `file`.',
      examples: ['{{title}}'],
    }),
  file: z
    .string()
    .min(1)
    .optional()
    .meta({
      description:
        'Path of a file to upload, relative to the file that writes it and inside the folder of the list. It is read when the request is sent. In the Postman app, the file must be in its working directory; for newman, write `--working-dir` and the folder of the collection.',
      examples: ['fixtures/logo.png'],
    }),
  type: z
    .string()
    .optional()
    .meta({ description: 'Content-Type of the field.', examples: ['application/json'] }),
  ...shown,
  keep_empty: z
    .boolean()
    .optional()
    .meta({
      description:
        '`true` sends the field even if it is empty. Otherwise a field that is just one optional variable without a value is not sent.',
      default: false,
      examples: [true],
    }),
});

/** A field of a multipart body in its long form, as written in the list. */
export type LongField = z.infer<typeof longField>;

const field = z.union([literal, z.null(), longField]);

/** The fields of a multipart body by name. A list repeats the name. */
export const multipart = z.record(z.string(), z.union([literal, z.null(), z.array(field), longField]));

/** The fields of a multipart body, as written in the list. */
export type Multipart = z.infer<typeof multipart>;

/** The long form of a GraphQL body. */
export const longGraphql = z.strictObject({
  query: textOrFile.meta({
    description: 'GraphQL document, or `{ $file: query.graphql }`.',
    examples: ['query User($login: ID!) { user(login: $login) { email } }'],
  }),
  variables: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({
      description:
        'Variables of the document as JSON, or `{ $file: variables.json }`. `{{name}}` in it is a variable of the list, as in `json`.',
      examples: [{ login: '{{username}}' }],
    }),
  operation: z
    .string()
    .optional()
    .meta({
      description: 'Name of the operation to execute, if the document has several.',
      examples: ['User'],
    }),
});

/** A GraphQL body in its long form, as written in the list. */
export type LongGraphql = z.infer<typeof longGraphql>;

/** The bodies that a request can have: one of them. */
export const bodies = {
  json: z
    .unknown()
    .optional()
    .meta({
      description:
        'Body as JSON. A value that is exactly one variable of type number or true/false is sent without quotes. A request can have only one of `json`, `form`, `multipart`, `text`, `xml`, `graphql` and `file`.',
      examples: [{ Login: '{{new_login}}', Limit: '{{limit}}' }],
    }),
  form: parameters.optional().meta({
    description: 'Body as form fields (application/x-www-form-urlencoded). A list repeats the name.',
    examples: [{ color: ['red', 'blue'] }],
  }),
  multipart: multipart.optional().meta({
    description: 'Body as form fields and files (multipart/form-data). A list repeats the name.',
    examples: [{ title: 'Logo', image: { file: 'fixtures/logo.png', type: 'image/png' } }],
  }),
  text: textOrFile.optional().meta({
    description: 'Body as plain text, or `{ $file: body.txt }`.',
    examples: ['Hello {{username}}'],
  }),
  xml: textOrFile.optional().meta({
    description: 'Body as XML, or `{ $file: body.xml }`.',
    examples: ['<user login="{{username}}"/>'],
  }),
  graphql: z
    .union([z.string(), fileReference, longGraphql])
    .optional()
    .meta({
      description:
        'GraphQL body: a document, `{ $file: query.graphql }`, or the long form with `query`, `variables` and `operation`. It is sent as JSON.',
      examples: ['{ me { email } }'],
    }),
  file: z
    .string()
    .min(1)
    .optional()
    .meta({
      description:
        'Path of a file that is the body, relative to the file that writes it and inside the folder of the list. It is read when the request is sent, and may be binary. Without a Content-Type header, the type follows from the ending of its name, or is application/octet-stream. See `file` of a multipart field for Postman and newman.',
      examples: ['fixtures/archive.zip'],
    }),
};

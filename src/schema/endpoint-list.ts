import * as z from 'zod';
import { changeable, grant, tokenChange } from './auth-template.ts';
import { literal } from './literal.ts';

/** `{ $file: path }`, which stands wherever text or JSON may. */
export const fileReference = z.strictObject({ $file: z.string().min(1) });

const textOrFile = z.union([z.string(), fileReference]);
const parameterValue = z.union([literal, z.null()]);
const longParameter = z.strictObject({
  value: parameterValue.optional(),
  disabled: z.boolean().optional(),
  description: z.string().optional(),
});
const parameter = z.union([literal, z.null(), longParameter]);
const parameters = z.record(z.string(), z.union([literal, z.null(), z.array(parameter), longParameter]));
const header = z.union([literal, longParameter]);
const headers = z.record(z.string(), header);
const pathValue = z.union([literal, z.strictObject({ value: literal, description: z.string().optional() })]);

const longVariable = z.strictObject({
  value: literal.optional(),
  secret: z.boolean().optional(),
  optional: z.boolean().optional(),
  description: z.string().optional(),
});
const variable = z.union([literal, z.null(), longVariable]);
const variables = z.record(z.string(), variable);

const longEnvironment = z.strictObject({
  variables,
  ca_file: z.string().min(1).optional(),
  protected: z.boolean().optional(),
});
/** `variables` is the mark of the long form, and so no name of a variable here. */
const shortEnvironment = z.record(z.string().regex(/^(?!variables$)/), variable);
const environment = z.union([shortEnvironment, longEnvironment]);

const statusPattern = z.union([z.number(), z.string()]);
const status = z.union([statusPattern, z.array(statusPattern).min(1)]);
const expectation = z.strictObject({
  status: status.optional(),
  headers: z.record(z.string(), literal).optional(),
  body: z.unknown().optional(),
  text: z.union([z.string(), z.array(z.string()), fileReference]).optional(),
  schema: z.union([z.boolean(), z.record(z.string(), z.unknown())]).optional(),
  time: z.string().optional(),
});
const save = z.union([
  z.string(),
  z.strictObject({ path: z.string(), secret: z.boolean().optional() }),
  z.strictObject({ header: z.string(), match: z.string().optional(), secret: z.boolean().optional() }),
]);
const example = z.strictObject({
  name: z.string(),
  status: z.number().int().min(100).max(599).optional(),
  headers: z.record(z.string(), literal).optional(),
  body: z.unknown().optional(),
});

/** A template with changes: its own words, and values for the variables that it brings along. */
const authChange = z
  .object({ template: z.string(), ...changeable, grant: grant.optional(), token: tokenChange.optional() })
  .catchall(literal);

/** Keys that an entry and a folder share: on a folder they hold for everything inside. */
const inherited = {
  auth: z.string().optional(),
  headers: headers.optional(),
  tags: z.array(z.string()).optional(),
  safe: z.boolean().optional(),
  before: textOrFile.optional(),
  after: textOrFile.optional(),
};

const requestEntry = z.strictObject({
  name: z.string().optional(),
  description: z.string().optional(),
  request: z.string(),
  path: z.record(z.string(), pathValue).optional(),
  query: parameters.optional(),
  json: z.unknown().optional(),
  form: parameters.optional(),
  text: textOrFile.optional(),
  xml: textOrFile.optional(),
  expect: z.union([statusPattern, z.array(statusPattern).min(1), expectation]).optional(),
  save: z.record(z.string(), save).optional(),
  examples: z.array(example).optional(),
  ...inherited,
});

/** Recursive, so its type is written out for the compiler. */
export type FolderEntry = {
  folder: string;
  description?: string | undefined;
  sequential?: boolean | undefined;
  endpoints: Entry[];
} & Inherited;
export type Inherited = z.infer<z.ZodObject<typeof inherited>>;
export type RequestEntry = z.infer<typeof requestEntry>;
export type Entry = string | RequestEntry | FolderEntry;

const folderEntry: z.ZodType<FolderEntry> = z.strictObject({
  folder: z.string(),
  description: z.string().optional(),
  sequential: z.boolean().optional(),
  get endpoints() {
    return z.array(entry);
  },
  ...inherited,
}) as unknown as z.ZodType<FolderEntry>;
const entry: z.ZodType<Entry> = z.union([z.string(), requestEntry, folderEntry]);

/** endpoints.yaml, as `design/format` decides it. Types and the JSON Schema for editors come from here. */
export const endpointList = z.strictObject({
  name: z.string().min(1),
  slug: z.string().optional(),
  description: z.string().optional(),
  auth: z.union([z.string(), authChange]).optional(),
  identities: z.record(z.string(), z.union([z.string(), authChange])).optional(),
  variables: variables.optional(),
  environments: z.record(z.string(), environment),
  headers: headers.optional(),
  methods: z.array(z.string()).optional(),
  unsafe: z.enum(['ask', 'plain']).optional(),
  endpoints: z.array(entry),
});

export type EndpointList = z.infer<typeof endpointList>;
export type AuthChange = z.infer<typeof authChange>;
export type VariableEntry = z.infer<typeof variable>;
export type EnvironmentEntry = z.infer<typeof environment>;
export type Parameters = z.infer<typeof parameters>;
export type HeaderEntries = z.infer<typeof headers>;
export type ExpectationEntry = z.infer<typeof expectation>;
export type RequestExpectation = NonNullable<RequestEntry['expect']>;
export type SaveEntry = z.infer<typeof save>;
export type ExampleEntry = z.infer<typeof example>;
export type FileReference = z.infer<typeof fileReference>;

/** Keys that format.md has and that this version cannot do yet. */
export const plannedKeys = new Set(['include', 'multipart', 'graphql', 'file', 'retry', 'set', 'settings']);

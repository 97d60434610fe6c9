import { isMap, type Schema, valuesOf, walkSchema, withKey } from './schema-walk.ts';

/** What a value under a name of people's own is, by the key above it. */
const namedValues: Readonly<Record<string, string>> = {
  identities: 'A sign-in: the name of a template, or a template with changes.',
  variables: 'A variable: its value, null, or the long form.',
  environments: 'An environment: its variables, or the long form with `variables`.',
  headers: 'A header: its value, a list of values, or the long form.',
  query: 'A query parameter: its value, a list of values, null, or the long form.',
  form: 'A field: its value, a list of values, null, or the long form.',
  multipart: 'A field: its value, a list of values, null, or the long form.',
  path: 'A path parameter: its value, or the long form.',
  save: 'A saved value: its path, or the long form.',
  set: 'Value of the variable.',
  parameters: 'A field of the token request.',
};

const kinds: Readonly<Record<string, string>> = {
  request: 'A request',
  folder: 'A folder',
  sign_in: 'The place of a sign-in',
  include: 'An include',
};

const snippets = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].map((method) => ({
  label: method,
  bodyText: `${method} /$1`,
  description: `A ${method} request`,
}));

/** Adds what editors show: titles, descriptions of people's own names, and methods as completions. */
export function addTexts(schema: Schema, entry: Schema): void {
  for (const [key, title] of Object.entries(kinds)) {
    const kind = withKey(entry, key);
    if (kind) kind.title = title;
  }
  walkSchema(schema, (part) => {
    describeNames(part);
    addTitles(part);
    moveExamples(part);
    // Editors escape a description, so that the marks of Markdown would be seen.
    if (part.description !== undefined && /[`*_{}[\]#+!]/.test(part.description)) {
      part.markdownDescription ??= part.description;
    }
  });
  const short = entry.anyOf?.find((branch) => branch.type === 'string');
  const request = withKey(entry, 'request')?.properties?.request;
  for (const part of [short, request]) if (part) part.defaultSnippets = snippets;
}

function describeNames(part: Schema): void {
  for (const [key, text] of Object.entries(namedValues)) {
    const values = valuesOf(part.properties?.[key]);
    if (values && !values.description) values.description = text;
  }
}

/** Without a title, an editor shows that of the whole schema. */
function addTitles(part: Schema): void {
  for (const [key, value] of Object.entries(part.properties ?? {})) {
    if (typeof value === 'object' && value.description) value.title ??= key;
  }
  for (const branch of part.anyOf ?? []) {
    if (branch.title || branch.$ref || 'const' in branch || !('type' in branch || 'enum' in branch)) continue;
    branch.title = titleOf(branch);
  }
}

function titleOf(branch: Schema): string {
  if (branch.properties?.template) return 'A sign-in with changes';
  if (branch.properties?.$file && Object.keys(branch.properties).length === 1) return 'A file';
  if (isMap(branch)) return 'The long form';
  const titles: Readonly<Record<string, string>> = { array: 'A list', null: 'Nothing', object: 'A map' };
  return branch.enum ? 'A name' : (titles[String(branch.type)] ?? 'A value');
}

/** An example that is a map or a list cannot be completed where the value can be a scalar, so it is in the description. */
function moveExamples(part: Schema): void {
  const { examples = [], type, description } = part;
  const large = examples.filter((example) => typeof example === 'object');
  if (large.length === 0 || type === 'object' || type === 'array' || description === undefined) return;
  const others = examples.filter((example) => typeof example !== 'object');
  if (others.length > 0) part.examples = others;
  else delete part.examples;
  const lines = large.map((example) => JSON.stringify(example)).join('\n');
  part.markdownDescription = `${description}\n\n\`\`\`yaml\n${lines}\n\`\`\``;
}

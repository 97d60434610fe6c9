import type { SourceFile } from '../../diagnostics/origin.ts';
import { knownMethods } from '../../notation/methods.ts';
import { isSlug, slugOf } from '../../notation/slug.ts';
import type { SyntaxNode } from '../../source/node.ts';
import { Commented, type Printable, printValue } from '../../source/print/print-value.ts';
import { printedTree } from '../../source/print/printed-tree.ts';
import type { Description } from '../openapi/description.ts';
import type { ReadDescription } from '../openapi/read-description.ts';
import type { Samples } from '../openapi/samples.ts';
import type { Draft, EntryContext } from './context.ts';
import { cleanName, UniqueNames } from './names.ts';
import type { DraftSignIn } from './of-scheme.ts';
import { OperationServers } from './operation-servers.ts';
import { prose } from './secret-values.ts';
import { type DraftSignIns, toSignIns } from './to-auth.ts';
import { type DraftEntry, isEntry, printableEntry, toEntry } from './to-entry.ts';
import { toEnvironments } from './to-environments.ts';
import { Variables } from './variables.ts';

/** What the user can choose. */
export interface ListOptions {
  readonly name?: string | undefined;
  readonly slug?: string | undefined;
  readonly groupBy: 'tag' | 'path' | 'none';
  /** Name of an auth template, instead of the sign-in that the description says. */
  readonly auth?: string | undefined;
  /** Before every path, such as `/a`. */
  readonly prefix?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly schemas: boolean;
  /** Path of the JSON Schema for editors, relative to the list. */
  readonly schema?: string | undefined;
  /** Returns the variables of a built-in auth template. */
  readonly templateVariables: (template: string) => readonly string[];
}

/** A folder of the list. */
export interface DraftFolder {
  /** Empty for requests outside of folders. */
  readonly name: string;
  readonly keys: Draft;
  readonly entries: readonly DraftEntry[];
}

/** A list made from a description. */
export interface DraftList {
  /** Everything above `endpoints`. */
  readonly head: Draft;
  readonly folders: readonly DraftFolder[];
  readonly comments: readonly string[];
  /** Further files beside the list: auth templates. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

/** Makes a list from a description. */
export function toList({ description, omissions }: ReadDescription, samples: Samples, options: ListOptions): DraftList {
  const signIns = toSignIns(description, options.auth);
  const all = [...(signIns.main ? [signIns.main] : []), ...signIns.identities.values()];
  const reserved = new Set(['base_url', 'allow_unsafe', ...all.flatMap((signIn) => variablesOf(signIn, options))]);
  const environments = toEnvironments(description.servers, options.baseUrl, omissions);
  for (const environment of Object.values(environments.environments)) {
    const inner = environment instanceof Commented ? environment.value : environment;
    for (const name of Object.keys(inner as object)) reserved.add(name);
  }
  const variables = new Variables(description.operations, reserved);
  const context: EntryContext = {
    variables,
    samples,
    omissions,
    withSchemas: options.schemas,
    signsIn: signIns.hasDefault,
    prefix: (options.prefix ?? '').replace(/\/+$/, ''),
  };
  const servers = new OperationServers(description.servers, (name) => variables.take(name), omissions);
  const entries = description.operations.map((operation) =>
    toEntry(operation, { auth: signIns.of(operation), headers: signIns.headersOf(operation) }, context, (own) =>
      servers.of(own),
    ),
  );
  const folders = toFolders(entries, description.tags, options.groupBy);
  const head = toHead(description, signIns, environments.environments, options, {
    ...declared(variables),
    ...servers.variables(),
    ...environments.variables,
    ...secretsOf(all),
  });
  return {
    head,
    folders,
    comments: options.schema === undefined ? [] : [`yaml-language-server: $schema=${options.schema}`],
    files: all.flatMap(({ file }) => file ?? []),
  };
}

/** Everything above `endpoints`. */
function toHead(
  { title, description, operations }: Description,
  { main, identities }: DraftSignIns,
  environments: Draft,
  options: ListOptions,
  variables: Draft,
): Draft {
  const methods = new Set(operations.map(({ method }) => method).filter((method) => !knownMethods.includes(method)));
  const name = cleanName(options.name ?? title) || 'API';
  const others = [...identities].map(([key, signIn]) => [key, commented(signIn, signIn.auth ?? 'none')]);
  return {
    name,
    slug: options.slug ?? (isSlug(slugOf(name)) ? undefined : shortSlug(name)),
    ...(description ? { description: prose(description) } : {}),
    ...(main ? { auth: commented(main, main.auth ?? 'none') } : {}),
    ...nonEmpty('identities', Object.fromEntries(others)),
    ...nonEmpty('variables', variables),
    environments,
    ...(methods.size > 0 ? { methods: [...methods] } : {}),
  };
}

/** A slug for a name that is too long, or that has no Latin letters. */
const shortSlug = (name: string) =>
  slugOf(name)
    .slice(0, 60)
    .replace(/^-+|-+$/g, '') || 'api';

const commented = ({ comments }: DraftSignIn, value: Printable): Printable =>
  comments.length > 0 ? new Commented(comments, value) : value;
const nonEmpty = (key: string, map: Draft): Draft => (Object.keys(map).length > 0 ? { [key]: map } : {});

function variablesOf({ auth, file, secrets }: DraftSignIn, { templateVariables }: ListOptions): string[] {
  const template = typeof auth === 'string' ? auth : String(auth?.template ?? '');
  const ofFile = [...(file?.text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
  return [...templateVariables(template), ...ofFile, ...secrets.keys()];
}

function secretsOf(signIns: readonly DraftSignIn[]): Draft {
  const all = signIns.flatMap(({ secrets }) => [...secrets]);
  return Object.fromEntries(
    all.map(([name, description]) => [name, { secret: true, description: prose(description) }]),
  );
}

/** Variables that need to be declared: path parameters without a value and description declare themselves. */
function declared(variables: Variables): Draft {
  return Object.fromEntries(
    variables.list().map(({ name, value, description, isSecret }): [string, Printable] => {
      const isPlain = !isSecret && description === undefined;
      if (isPlain) return [name, value ?? null];
      return [
        name,
        {
          ...(value === undefined ? {} : { value }),
          ...(isSecret ? { secret: true } : {}),
          ...(description ? { description } : {}),
        },
      ];
    }),
  );
}

/** Puts entries into folders, and numbers equal names in each. Folders are in the order of their first request. */
function toFolders(
  entries: readonly DraftEntry[],
  tags: ReadonlyMap<string, string>,
  groupBy: ListOptions['groupBy'],
): DraftFolder[] {
  const groups = new Map<string, DraftEntry[]>();
  for (const entry of entries) {
    const key = folderOf(entry, groupBy);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups].map(([name, own]) => {
    const names = new UniqueNames();
    // Folders and requests beside them have different names.
    if (name === '') for (const folder of groups.keys()) names.take(folder);
    const short = new Set<string>();
    const unique = own.map((entry): DraftEntry => {
      const given = entry.keys.name as string | undefined;
      if (given !== undefined) return { ...entry, keys: { ...entry.keys, name: names.take(given) } };
      const isAgain = short.has(entry.request);
      short.add(entry.request);
      return isAgain ? { ...entry, keys: { name: names.take(entry.request), ...entry.keys } } : entry;
    });
    const about = tags.get(own[0]?.operation.tags[0] ?? '');
    const auths = new Set(unique.map(({ keys }) => keys.auth));
    const [auth] = auths;
    const isCommon = name !== '' && auths.size === 1 && auth !== undefined && auth !== 'inherit' && unique.length > 1;
    return {
      name,
      keys: {
        ...(groupBy === 'tag' && about !== undefined && name !== '' ? { description: prose(about) } : {}),
        ...(isCommon ? { auth } : {}),
      },
      entries: isCommon ? unique.map(({ keys: { auth: _, ...keys }, ...entry }) => ({ ...entry, keys })) : unique,
    };
  });
}

function folderOf({ operation }: DraftEntry, groupBy: ListOptions['groupBy']): string {
  if (groupBy === 'none') return '';
  if (groupBy === 'tag') return cleanName(operation.tags[0] ?? '');
  return cleanName(operation.path.split('/').find((segment) => segment !== '' && !segment.startsWith('{')) ?? '');
}

/** Returns the text of endpoints.yaml. */
export function printList(list: DraftList): string {
  const { value, blocks } = toPrintable(list);
  const text = printValue(value, { isBlock: (part) => blocks.has(part) || isEntry(part) });
  return `${list.comments.map((line) => `# ${line}\n`).join('')}${text}`;
}

/** Returns the tree of a printed list. Undefined for a text that has to be parsed, see `printedTree`. */
export const treeOfList = (list: DraftList, source: SourceFile): SyntaxNode | undefined =>
  printedTree(toPrintable(list).value, source);

/** A list as a value, and the parts of it that are written in lines. */
function toPrintable({ head, folders }: DraftList): { value: Printable; blocks: ReadonlySet<object> } {
  const endpoints = folders.flatMap(({ name, keys, entries }): Printable[] => {
    const own = entries.map(printableEntry);
    return name === '' ? own : [{ folder: name, ...keys, endpoints: own }];
  });
  return { value: { ...head, endpoints }, blocks: new Set<object>([head.environments as object, endpoints]) };
}

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { codes } from '../../diagnostics/catalogue.ts';
import { describeTemplates, purposeOf } from '../../library/auth-templates.ts';
import { loadWorkspace } from '../../library/workspace.ts';
import { type Api, endpointsOf, type Item } from '../../model/api.ts';
import { findLists } from '../lists/find-lists.ts';

/** A word that a shell offers, and what it is. */
export interface Candidate {
  readonly value: string;
  readonly about?: string;
}

/** A command as completion knows it. */
export interface KnownCommand {
  readonly name: string;
  readonly about: string;
  /** Its options, without dashes, with their descriptions. */
  readonly options: ReadonlyMap<string, string>;
  /** Options that take a value, with one-letter names. */
  readonly takesValue: ReadonlySet<string>;
}

/** Gives the candidates for the last word of a command line. */
export async function candidatesFor(
  words: readonly string[],
  commands: readonly KnownCommand[],
  cwd: string,
): Promise<Candidate[]> {
  const { current, before, prefix } = lastWord(words);
  const command = commands.find(({ name }) => before.includes(name));
  const all = await candidatesAt(before, current, command, { commands, cwd });
  const fits = all.filter(({ value }) => value.startsWith(current) && value !== '');
  const once = new Map(fits.map(({ value, about = '' }) => [value, { value: `${prefix}${value}`, about }]));
  return [...once.values()];
}

/** The end of a command line. */
interface LastWord {
  readonly current: string;
  readonly before: readonly string[];
  /** What a shell replaces as well: `--env=` of `--env=dev`. */
  readonly prefix: string;
}

/** The word that is typed, without a quote at its start, and those before it. bash splits `--env=dev` at the "=". */
function lastWord(words: readonly string[]): LastWord {
  const isSplit = (word: string, index: number) => word === '=' && words[index - 1]?.startsWith('--') === true;
  // After `--env=` alone, bash gives the "=" as the word that is typed.
  const whole = words.at(-1) === '=' ? [...words, ''] : words;
  const joined = whole.filter((word, index) => !isSplit(word, index));
  const current = joined.at(-1) ?? '';
  const before = joined.slice(0, -1);
  const [, option, value] = /^(--[\w-]+)=(.*)$/s.exec(current) ?? [];
  if (option === undefined) return { current: unquoted(current), before, prefix: '' };
  return { current: unquoted(value ?? ''), before: [...before, option], prefix: `${option}=` };
}

const unquoted = (word: string) => word.replace(/^["']/, '').replace(/\\(.)/g, '$1');

interface Known {
  readonly commands: readonly KnownCommand[];
  readonly cwd: string;
}

async function candidatesAt(
  before: readonly string[],
  current: string,
  command: KnownCommand | undefined,
  { commands, cwd }: Known,
): Promise<Candidate[]> {
  if (!command) return commands.map(({ name, about }) => ({ value: name, about }));
  const option = before.at(-1)?.replace(/^--?/, '') ?? '';
  if (before.at(-1)?.startsWith('-') && command.takesValue.has(option)) {
    return valuesOf(option, () => apisIn(before, cwd));
  }
  if (current.startsWith('-')) {
    return [...command.options].map(([name, about]) => ({ value: `--${name}`, about }));
  }
  if (command.name === 'templates') return templates();
  if (command.name === 'explain') return codes.map((value) => ({ value }));
  if (command.name === 'completion') return ['bash', 'zsh', 'fish'].map((value) => ({ value }));
  if (['demo', 'init'].includes(command.name)) return [];
  const lists = (findLists(cwd, []).value ?? []).map((value) => ({ value, about: 'list' }));
  if (command.name !== 'curl') return lists;
  return [...requests(await apisIn(before, cwd)), ...(lists.length > 1 ? lists : [])];
}

/** The values of an option. */
async function valuesOf(option: string, load: () => Promise<Api[]>): Promise<Candidate[]> {
  const fixed: Readonly<Record<string, readonly string[]>> = {
    format: ['text', 'json'],
    as: ['curl', 'javascript', 'python'],
    ci: ['github', 'gitlab'],
    report: ['junit=', 'json=', 'markdown='],
  };
  const known = fixed[option];
  if (known) return known.map((value) => ({ value }));
  if (option === 'auth') return templates();
  const read: Readonly<Record<string, (apis: readonly Api[]) => Candidate[]>> = {
    e: environments,
    env: environments,
    folder: (apis) => apis.flatMap(({ items }) => folders(items)),
    tag: tags,
    'not-tag': tags,
    request: requests,
    identity: (apis) =>
      apis.flatMap(({ identities }) => identities.flatMap(({ name }) => (name ? [{ value: name }] : []))),
    // A secret is never given on the command line.
    var: (apis) =>
      apis.flatMap(({ variables }) =>
        variables.filter(({ secret, produced }) => !secret && !produced).map(({ name }) => ({ value: `${name}=` })),
      ),
  };
  const reader = read[option];
  return reader ? reader(await load()) : [];
}

const environments = (apis: readonly Api[]): Candidate[] =>
  apis.flatMap((api) =>
    api.environments.map(({ name, values }) => ({ value: name, about: values.get('base_url') ?? '' })),
  );

const tags = (apis: readonly Api[]): Candidate[] =>
  apis.flatMap(({ items }) => endpointsOf(items).flatMap((endpoint) => endpoint.tags.map((value) => ({ value }))));

const requests = (apis: readonly Api[]): Candidate[] =>
  apis.flatMap(({ items }) =>
    endpointsOf(items).map(({ name, method, folders: path }) => ({ value: name, about: [method, ...path].join(' ') })),
  );

const folders = (items: readonly Item[]): Candidate[] =>
  items.flatMap((item) => (item.kind === 'folder' ? [{ value: item.name }, ...folders(item.items)] : []));

const templates = (): Candidate[] =>
  describeTemplates().map(({ name, description }) => ({ value: name, about: purposeOf(description) }));

/** The APIs of the lists on the command line, else of those that commands find. A list with errors has none. */
async function apisIn(words: readonly string[], cwd: string): Promise<Api[]> {
  const given = words.filter((word) => /\.ya?ml$/.test(word) && existsSync(resolve(cwd, word)));
  const paths = findLists(cwd, given).value ?? [];
  const loaded = await Promise.all(paths.map((path) => loadWorkspace(path, cwd)));
  return loaded.flatMap(({ value }) => (value ? [value.api] : []));
}

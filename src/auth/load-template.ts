import { diagnose, hasErrors, type Result, resultOf } from '../diagnostics/diagnostic.ts';
import type { Origin, SourceFile } from '../diagnostics/origin.ts';
import { type AuthTemplateFile, authTemplate } from '../schema/auth-template.ts';
import { decode } from '../schema/decode.ts';
import type { AuthChange, EndpointList } from '../schema/endpoint-list.ts';
import type { Located } from '../source/located.ts';
import { parse } from '../source/parse.ts';
import { changedNumbers } from './changed-numbers.ts';
import { resolveIdentity } from './resolve.ts';
import type { Identity } from './sign-in.ts';
import { hasClient, takeOver } from './take-over.ts';

/** The built-in auth templates, and a reader for template files beside the list. */
export interface TemplateSource {
  /** Built-in templates, by name. */
  readonly builtIn: ReadonlyMap<string, SourceFile>;
  /** Reads a template file. The path is relative to the list; `origin` is where the list names it. */
  readonly read: (path: string, origin: Origin) => Result<SourceFile>;
}

/** A sign-in of the list, before its template is read. `name` is undefined for `auth`. */
interface Request {
  readonly name: string | undefined;
  readonly template: Located<string>;
  readonly change: Located<AuthChange> | undefined;
  readonly origin: Located<unknown>;
}

/**
 * Loads the identities of a list: first that of `auth`, which has no name, then those under `identities`. The result is
 * empty if the list has neither. Mistakes in the list and in template files are reported.
 *
 * @example loadIdentities(list, templates).value?.[0]?.signIn?.token.variable // 'dex_token'
 */
export function loadIdentities(list: Located<EndpointList>, templates: TemplateSource): Result<Identity[]> {
  const requests = requestsOf(list);
  const context = {
    variables: variablesNeeded(list, requests),
    names: requests.flatMap(({ name }) => name ?? []),
    secrets: secretsOf(list),
    templates,
  };
  const own = requests.find(({ name }) => name === undefined);
  const first = own && loadOne(own, own, context);
  // Report mistakes in `auth` once, not again for each identity that shares its template.
  const main = own && !first?.value ? { ...own, change: undefined } : own;
  const others = requests.filter((request) => request !== own).map((request) => loadOne(request, main, context));
  const loaded = first ? [first, ...others] : others;
  return resultOf(
    loaded.flatMap(({ value }) => value ?? []),
    loaded.flatMap(({ diagnostics }) => diagnostics),
  );
}

function requestsOf(list: Located<EndpointList>): Request[] {
  const written: [string | undefined, Located<string | AuthChange> | undefined][] = [
    [undefined, list.get('auth') as Located<string | AuthChange> | undefined],
    ...(list.get('identities')?.entries() ?? []).map(
      ({ key, value }) => [key, value as Located<string | AuthChange>] as [string, Located<string | AuthChange>],
    ),
  ];
  return written.flatMap(([name, located]) => {
    if (!located) return [];
    const change = located.is('mapping') ? located.as<AuthChange>() : undefined;
    const template = change ? change.get('template') : located.as<string>();
    // `auth: none` makes no identity. A named identity with `none` is a user who is not signed in.
    if (!template || (name === undefined && template.text() === 'none')) return [];
    return [{ name, template, change, origin: located }];
  });
}

/** Names of the variables that the list declares as secrets. */
function secretsOf(list: Located<EndpointList>): string[] {
  const declared = list.get('variables')?.entries() ?? [];
  return declared.flatMap(({ key, value }) => (value.as<{ secret?: boolean }>().get('secret')?.value() ? [key] : []));
}

/**
 * Returns a function that tells whether a variable of the template of `auth` is needed, although `auth` gives it a value:
 * the list sets it elsewhere or refers to it, or another identity shares it.
 */
function variablesNeeded(list: Located<EndpointList>, requests: readonly Request[]): (name: string) => boolean {
  const own = requests.find(({ name }) => name === undefined)?.template.text();
  const isShared = requests.filter(({ template }) => template.text() === own).length > 1;
  const environments = (list.get('environments')?.entries() ?? []).map(({ value }) => value as Located<unknown>);
  const maps = environments.map((one) => one.as<{ variables?: unknown }>().get('variables') ?? one);
  const all = [list.get('variables') as Located<unknown> | undefined, ...maps];
  const set = new Set(all.flatMap((map) => (map?.is('mapping') ? map.entries().map(({ key }) => key) : [])));
  return (name) => isShared || set.has(name) || list.source.text.includes(`{{${name}}}`);
}

/** Facts about the whole list that each identity needs. */
interface Context {
  /** Whether a variable of the template of `auth` is needed, although `auth` gives it a value. */
  readonly variables: (name: string) => boolean;
  /** Names of all identities. */
  readonly names: readonly string[];
  /** Names of the variables that the list declares as secrets. */
  readonly secrets: readonly string[];
  readonly templates: TemplateSource;
}

function loadOne(request: Request, main: Request | undefined, context: Context): Result<Identity> {
  const { name, template, change, origin } = request;
  const source = findTemplate(template.text(), template, context);
  if (!source.value) return { diagnostics: source.diagnostics };
  const tree = parse(source.value);
  if (!tree.value || hasErrors(tree.diagnostics)) return { diagnostics: tree.diagnostics };
  const file = decode<AuthTemplateFile>(authTemplate, tree.value);
  if (!file.value) return { diagnostics: file.diagnostics };
  const json = file.value.get('json');
  const changed = json ? changedNumbers(json) : [];
  if (hasErrors(changed)) return { diagnostics: changed };
  const shares = template.text() === main?.template.text();
  const sharing = { shares, sharesSecrets: shares && !hasClient(change, main?.change, file.value) };
  const beside = shares && request !== main;
  const full = beside ? takeOver(change, main?.change, file.value, origin, context.secrets) : change;
  const needs = name === undefined ? context.variables : () => true;
  return resolveIdentity({ name, template: template.text(), file: file.value, change: full, origin, sharing, needs });
}

function findTemplate(name: string, origin: Origin, { names, templates }: Context): Result<SourceFile> {
  if (/[/\\]|\.ya?ml$/.test(name)) return templates.read(name, origin);
  const value = templates.builtIn.get(name);
  if (value) return { value, diagnostics: [] };
  const known = [...templates.builtIn.keys()];
  return {
    diagnostics: [diagnose('unknown-template', { name, known, isIdentity: names.includes(name) }, origin)],
  };
}

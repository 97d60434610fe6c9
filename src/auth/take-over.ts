import { referenceNames, soleReference } from '../notation/references.ts';
import type { AuthTemplateFile } from '../schema/auth-template.ts';
import type { AuthChange } from '../schema/endpoint-list.ts';
import { Located } from '../source/located.ts';
import type { PairNode, SyntaxNode } from '../source/node.ts';

/** Changes of a template in the list; undefined if there are none. */
type Change = Located<AuthChange> | undefined;

/** Keys that identify the user: never inherited. */
const ofUser = ['template', 'name', 'username', 'password'];

/**
 * Merges an identity's changes with those under `auth`, when both use the same template: they are users of one server.
 * Never inherited: user and password, the token's variable, variable values, and fields that mention a secret or one of
 * the other user's variables. An identity with its own server inherits nothing.
 *
 * The caller checks that the templates are the same. Returns the merged changes; undefined if there are none.
 *
 * @param change the identity's own changes, which take precedence
 * @param main the changes under `auth`
 * @param file the template
 * @param request where the list asks for the identity
 * @param secrets names of the secrets under the list's `variables`
 */
export function takeOver(
  change: Change,
  main: Change,
  file: Located<AuthTemplateFile>,
  request: Located<unknown>,
  secrets: readonly string[],
): Change {
  if (hasServer(change, main, file)) return change;
  const own = hasClient(change, main, file) ? [...ofUser, 'client_secret'] : ofUser;
  const taken = pairsOf(main).filter(({ key, value }) => {
    if (own.includes(key)) return false;
    const variable = variableOf(key, file);
    return variable === undefined || (variable.shared === true && textOf(value).includes('{{'));
  });
  if (taken.length === 0) return change;
  const { source, start, end } = change ?? request;
  const pairs = merge(pairsOf(change), taken, file, secrets);
  return new Located<AuthChange>({ kind: 'mapping', source, start, end, pairs });
}

/** True if an identity's server differs from that of `auth`. */
function hasServer(change: Change, main: Change, file: Located<AuthTemplateFile>): boolean {
  const { token_url = '', issuer = '' } = file.value();
  return differ(change, main, ['token_url', 'issuer', ...referenceNames(`${token_url} ${issuer}`)]);
}

/** True if an identity's server or client differs from that of `auth`. It then needs its own client secret. */
export function hasClient(change: Change, main: Change, file: Located<AuthTemplateFile>): boolean {
  const keys = ['client_id', ...referenceNames(file.value().client_id ?? '')];
  return hasServer(change, main, file) || differ(change, main, keys);
}

/** True if one of these keys is in the identity's changes and differs from `auth`. */
function differ(change: Change, main: Change, keys: readonly string[]): boolean {
  const ofMain = new Map(pairsOf(main).map(({ key, value }) => [key, textOf(value)]));
  return pairsOf(change).some(({ key, value }) => keys.includes(key) && textOf(value) !== ofMain.get(key));
}

/** Merges two maps. The first takes precedence; maps inside are merged as well. */
function merge(
  first: readonly PairNode[],
  second: readonly PairNode[],
  file: Located<AuthTemplateFile>,
  secrets: readonly string[],
): PairNode[] {
  const merged = new Map(first.map((pair) => [pair.key, pair]));
  for (const pair of second) {
    const value = withoutOwn(pair, file, secrets);
    const found = merged.get(pair.key)?.value;
    if (found === undefined) merged.set(pair.key, { ...pair, value });
    else if (found.kind === 'mapping' && value.kind === 'mapping') {
      const both = new Map([...value.pairs, ...found.pairs].map((inner) => [inner.key, inner]));
      merged.set(pair.key, { ...pair, value: { ...found, pairs: [...both.values()] } });
    }
  }
  return [...merged.values()];
}

/** Removes the parts of a map that are not inherited: the token's variable, and fields with a secret or of one user. */
function withoutOwn({ key, value }: PairNode, file: Located<AuthTemplateFile>, secrets: readonly string[]): SyntaxNode {
  if (value.kind !== 'mapping') return value;
  const variables = Object.entries(file.value().variables ?? {}).flatMap(([name, variable]) =>
    variable.shared ? [] : [name],
  );
  const isOwn = (text: string) =>
    referenceNames(text).some((name) => variables.includes(name) || secrets.includes(name));
  const pairs = value.pairs.filter((inner) =>
    key === 'token' ? inner.key !== 'variable' : !isOwn(textOf(inner.value)),
  );
  return { ...value, pairs };
}

const pairsOf = (map: Located<unknown> | undefined) => (map?.node.kind === 'mapping' ? map.node.pairs : []);
const textOf = (node: SyntaxNode) => (node.kind === 'scalar' ? node.spelling : '');

/** The variable that a key sets: that of the same name, or `{{x}}` if the template's text for the key is just `{{x}}`. */
function variableOf(
  key: string,
  file: Located<AuthTemplateFile>,
): { readonly shared?: boolean | undefined } | undefined {
  const variables = file.value().variables ?? {};
  const text = file.as<Record<string, string>>().get(key)?.text() ?? '';
  return variables[key] ?? variables[soleReference(text) ?? ''];
}

import type { AuthTemplateFile } from '../schema/auth-template.ts';
import type { AuthChange } from '../schema/endpoint-list.ts';
import { Located } from '../source/located.ts';
import type { PairNode, SyntaxNode } from '../source/node.ts';

/** What says who signs in: each identity has its own. */
const own = new Set(['template', 'name', 'username', 'password']);

/** Two ways to say the same: an identity that says one of them is at another server. */
const where = ['token_url', 'issuer'];

/**
 * What an identity changes of its template, and with it what the list's own `auth` changes of the same one: they are
 * users of one server. Who signs in, the name of the token, and values of variables stay those of each; variables that
 * all share have the value of `auth` anyway.
 *
 * @param change the identity's own changes, which go first
 * @param main those of `auth`
 * @param request where the list asks for the identity
 */
export function takeOver(
  change: Located<AuthChange> | undefined,
  main: Located<AuthChange> | undefined,
  file: Located<AuthTemplateFile>,
  request: Located<unknown>,
): Located<AuthChange> | undefined {
  const goesElsewhere = where.some((key) => change?.has(key));
  const taken = pairsOf(main).filter(({ key, value }) => {
    if (own.has(key) || (goesElsewhere && where.includes(key))) return false;
    const variable = variableOf(key, file);
    return variable === undefined || (variable.shared === true && textOf(value).includes('{{'));
  });
  if (taken.length === 0) return change;
  const { source, start, end } = change ?? request;
  return new Located<AuthChange>({ kind: 'mapping', source, start, end, pairs: merge(pairsOf(change), taken) });
}

/** The pairs of both; where both have a map, that of both. The variable of a token is never taken over. */
function merge(first: readonly PairNode[], second: readonly PairNode[]): PairNode[] {
  const merged = new Map(first.map((pair) => [pair.key, pair]));
  for (const pair of second) {
    const value = withoutVariable(pair);
    const found = merged.get(pair.key)?.value;
    if (found === undefined) merged.set(pair.key, { ...pair, value });
    else if (found.kind === 'mapping' && value.kind === 'mapping')
      merged.set(pair.key, { ...pair, value: { ...found, pairs: merge(found.pairs, value.pairs) } });
  }
  return [...merged.values()];
}

function withoutVariable({ key, value }: PairNode): SyntaxNode {
  if (key !== 'token' || value.kind !== 'mapping') return value;
  return { ...value, pairs: value.pairs.filter((one) => one.key !== 'variable') };
}

const pairsOf = (map: Located<unknown> | undefined) => (map?.node.kind === 'mapping' ? map.node.pairs : []);
const textOf = (node: SyntaxNode) => (node.kind === 'scalar' ? node.spelling : '');

/** The variable of the template that a key stands for: its own name, or the only thing in the template's text. */
function variableOf(
  key: string,
  file: Located<AuthTemplateFile>,
): { readonly shared?: boolean | undefined } | undefined {
  const variables = file.value().variables ?? {};
  const text = file.as<Record<string, string>>().get(key)?.text() ?? '';
  return variables[key] ?? variables[/^\{\{([^{}]+)\}\}$/.exec(text)?.[1] ?? ''];
}

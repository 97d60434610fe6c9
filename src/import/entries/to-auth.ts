/** Sign-ins of a list, from the security schemes of a description. */

import { isToken } from '../../notation/http-token.ts';
import type { Description, Operation, Requirement, SecurityScheme } from '../openapi/description.ts';
import { cleanText } from '../openapi/plain-text.ts';
import { pairsOf, type Tree, textOf, wordOf } from '../openapi/tree.ts';
import type { Draft } from './context.ts';
import { uniqueVariables, variableName } from './names.ts';
import { clientCertificate, type DraftSignIn, nothing, ofScheme } from './of-scheme.ts';

/** The sign-ins of a list, and which of them a request uses. */
export interface DraftSignIns {
  readonly main: DraftSignIn | undefined;
  readonly identities: ReadonlyMap<string, DraftSignIn>;
  /** Whether requests sign in unless they say otherwise. */
  readonly hasDefault: boolean;
  /** Returns `auth` of a request: undefined (that of the list), `none`, or an identity. */
  of(operation: Operation): string | undefined;
  /** Returns the headers that a request sends beside its sign-in. Others do not get them. */
  headersOf(operation: Operation): Draft;
}

/**
 * Chooses the sign-in of the list, the most frequent one, and identities for the others.
 *
 * @param auth the template that the user asked for
 */
export function toSignIns({ operations, security, schemes }: Description, auth: string | undefined): DraftSignIns {
  const needOf = (operation: Operation) => operation.security ?? security;
  const keyOf = (requirements: readonly Requirement[] | undefined) => {
    const usable = chooseRequirement(requirements, schemes);
    return usable && [...usable.keys()].sort().join(' + ');
  };
  if (auth !== undefined) {
    const isPublic = (operation: Operation) =>
      needOf(operation) !== undefined && keyOf(needOf(operation)) === undefined;
    return {
      main: { ...nothing, auth },
      identities: new Map(),
      hasDefault: auth !== 'none',
      of: (operation) => (isPublic(operation) ? 'none' : undefined),
      headersOf: () => ({}),
    };
  }
  const groups = new Map<
    string,
    { requirement: Requirement; alternatives: Set<string>; scopes: Set<string>; count: number }
  >();
  for (const operation of operations) {
    const requirements = needOf(operation);
    const requirement = chooseRequirement(requirements, schemes);
    if (!requirement) continue;
    const key = [...requirement.keys()].sort().join(' + ');
    const group = groups.get(key) ?? { requirement, alternatives: new Set(), scopes: new Set(), count: 0 };
    groups.set(key, group);
    group.count++;
    for (const scopes of requirement.values()) for (const scope of scopes) group.scopes.add(scope);
    for (const other of requirements ?? [])
      if (other !== requirement && other.size > 0) group.alternatives.add([...other.keys()].join(' + '));
  }
  const sorted = [...groups].sort(([, a], [, b]) => b.count - a.count);
  const signIns = new Map(sorted.map(([key, group]) => [key, toSignIn(group, schemes)]));
  const [first, ...others] = [...signIns];
  const unique = uniqueVariables();
  for (const word of ['inherit', 'none']) unique.take(word);
  const names = new Map(others.map(([key]) => [key, unique.take(identityName(signIns.get(key)?.name ?? key))]));
  return {
    main: first?.[1],
    hasDefault: first?.[1].auth !== undefined,
    identities: new Map(others.map(([key, signIn]) => [names.get(key) ?? key, signIn])),
    of: (operation) => {
      const key = keyOf(needOf(operation));
      if (key === undefined) return first ? 'none' : undefined;
      return key === first?.[0] ? undefined : names.get(key);
    },
    headersOf: (operation) => signIns.get(keyOf(needOf(operation)) ?? '')?.headers ?? {},
  };
}

/** The name of an identity begins with a letter. */
const identityName = (text: string) =>
  variableName(text)
    .replace(/^_+(?=[A-Za-z])/, '')
    .replace(/^(?![A-Za-z])/, 'id')
    .slice(0, 28);

/** The first requirement that can be fulfilled; undefined if none is needed. A known scheme is preferred. */
function chooseRequirement(
  requirements: readonly Requirement[] | undefined,
  schemes: ReadonlyMap<string, SecurityScheme>,
): Requirement | undefined {
  if (!requirements || requirements.length === 0) return undefined;
  // `{}` among others makes the sign-in optional. It is used, unless there is nothing else.
  const some = requirements.filter((requirement) => requirement.size > 0);
  const isUsable = (requirement: Requirement) => [...requirement.keys()].every((name) => isKnown(schemes.get(name)));
  return some.find(isUsable) ?? some[0];
}

const isKnown = (scheme: SecurityScheme | undefined) =>
  scheme !== undefined && /^(?:oauth2|openIdConnect|apiKey|http)$/.test(scheme.type) && !isImplicitOnly(scheme.tree);
const isImplicitOnly = ({ type, flows }: Tree) =>
  type === 'oauth2' && pairsOf(flows).every(([flow]) => flow === 'implicit');

interface Group {
  readonly requirement: Requirement;
  readonly alternatives: ReadonlySet<string>;
  readonly scopes: ReadonlySet<string>;
}

/** Schemes that can be the sign-in, the most useful first. API keys can also be headers beside it. */
const order = ['oauth2', 'openIdConnect', 'http', 'apiKey', 'mutualTLS'];

function toSignIn(
  { requirement, alternatives, scopes }: Group,
  schemes: ReadonlyMap<string, SecurityScheme>,
): DraftSignIn {
  const parts = [...requirement.keys()].map((name) => schemes.get(name) ?? { pointer: '', name, type: '', tree: {} });
  const sorted = [...parts].sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type));
  const usable = sorted.filter(({ type }) => order.includes(type) && type !== 'mutualTLS');
  const main = usable[0] ?? sorted[0];
  const others = sorted.filter((part) => part !== main);
  const signIn = main ? ofScheme(main, [...scopes]) : nothing;
  const comments = [...signIn.comments];
  if (alternatives.size > 0) comments.push(`Other ways to sign in: ${[...alternatives].map(cleanText).join('; ')}.`);
  const headers: Draft = { ...signIn.headers };
  const secrets = new Map(signIn.secrets);
  const cookies: string[] = [];
  for (const { type, tree, name } of others) {
    const variable = variableName(name);
    const key = wordOf(tree.name);
    if (type === 'apiKey' && (tree.in === 'header' || tree.in === 'cookie') && isToken(key)) {
      if (tree.in === 'header') headers[key] = `{{${variable}}}`;
      else cookies.push(`${key}={{${variable}}}`);
      secrets.set(variable, textOf(tree.description) ?? `Value of the ${tree.in} ${key}`);
    } else if (type === 'mutualTLS') comments.push(clientCertificate);
    else
      comments.push(
        `Requests also need ${JSON.stringify(cleanText(name))} (${type || 'unknown'}), which is not set up.`,
      );
  }
  if (cookies.length > 0) headers.Cookie = cookies.join('; ');
  return { ...signIn, name: main?.name, headers, secrets, comments };
}

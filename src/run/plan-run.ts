import type { Identity } from '../auth/sign-in.ts';
import { type Diagnostic, diagnose, type Result } from '../diagnostics/diagnostic.ts';
import type { Origin } from '../diagnostics/origin.ts';
import { type Api, type Endpoint, endpointsOf, type Item, lastAtEnd, madeBy } from '../model/api.ts';
import { namesOf, suggestedNames } from '../model/endpoint-names.ts';
import { assertionName, type Expectation, saveAssertionName } from '../model/expectation.ts';
import {
  identityOf,
  type TokenIdentity,
  tokenIdentitiesOf,
  tokenIdentityOf,
  tokenRequestId,
} from '../model/identities.ts';
import { signInNeeds } from '../model/sign-in-form.ts';
import { textsOf } from './data/texts-of.ts';
import type { DataRow } from './job.ts';

/** Which requests the user wants to send. Empty lists do not restrict the selection. */
export interface Selection {
  readonly folders: readonly string[];
  /** Names of requests, or their paths with "/" between the names of folders; default: no restriction. */
  readonly requests?: readonly string[];
  readonly tags: readonly string[];
  readonly notTags: readonly string[];
  /** Also send requests that may change data. */
  readonly unsafe: boolean;
}

/** An assertion that a script must report, and the line of the list that asks for it. */
export interface PlannedAssertion {
  readonly name: string;
  readonly origin: Origin;
  /** Absent for a value that is saved. */
  readonly expectation?: Expectation;
  /** Whether the line is in another file than the list. */
  readonly included?: true;
}

/** A request that will be sent. */
export interface PlannedRequest {
  readonly endpoint: Endpoint;
  /** The identity whose sign-in obtains the request's token; absent if the request has no token. */
  readonly token?: TokenIdentity;
  readonly assertions: readonly PlannedAssertion[];
}

/** A token request of the collection that will be sent. */
export interface PlannedTokenRequest {
  readonly id: string;
  readonly identity: TokenIdentity;
}

/** A request that matches the selection but is not sent. */
export interface LeftOut {
  readonly endpoint: Endpoint;
  /** Why not, in words. */
  readonly reason: string;
  /** `unsafe`: it may change data. `needs`: it needs a value that another request would have saved. */
  readonly kind: 'unsafe' | 'needs';
}

/** The requests to send, in order, and the assertions that each must report. */
export interface RunPlan {
  readonly requests: readonly PlannedRequest[];
  readonly leftOut: readonly LeftOut[];
  /** The identities of the requests, without duplicates. */
  readonly identities: readonly Identity[];
  /** The token requests of these identities, in the order of the collection. */
  readonly tokenRequests: readonly PlannedTokenRequest[];
  /** Whether scripts decide which requests are sent and how often. Absent: each is sent once in an iteration. */
  readonly flow?: 'scripts';
  /** Whether an answer of 400 or above passes although no test looks at it. Only where scripts decide. */
  readonly allowsUntested?: true;
}

/**
 * Plans a run. Requests that may change data are omitted unless `unsafe` is set. So are requests that need a value which
 * only an omitted request would have saved.
 *
 * @param values the environment's values. A variable that has a value already need not be saved first
 * @returns the plan; an error if a folder, request or tag does not exist, or if there is nothing to send
 */
export function planRun(api: Api, selection: Selection, values: ReadonlyMap<string, string>): Result<RunPlan> {
  const diagnostics = checkNames(api, selection);
  if (diagnostics.length > 0) return { diagnostics };
  const requests: PlannedRequest[] = [];
  const leftOut: LeftOut[] = [];
  const saved = new Set<string>();
  const savers = new Map<string, string>();
  for (const endpoint of lastAtEnd(endpointsOf(api.items))) {
    for (const variable of madeBy(endpoint)) if (!savers.has(variable)) savers.set(variable, endpoint.name);
    const chosen = isSelected(endpoint, selection);
    if (!chosen && !cleansUp(endpoint, saved, selection)) continue;
    const missing = [...endpoint.uses].find((name) => savers.has(name) && !saved.has(name) && !values.get(name));
    const identity = identityOf(api, endpoint);
    const token = identity && tokenIdentityOf(api, identity);
    if (missing !== undefined && endpoint.always && !isNamed(endpoint, selection)) {
      // Nothing made what it would clean up.
    } else if (!endpoint.safe && !selection.unsafe) {
      leftOut.push({ endpoint, kind: 'unsafe', reason: 'requests that may change data need --unsafe' });
    } else if (missing !== undefined && token && signInNeeds(token.signIn).has(missing)) {
      return { diagnostics: [signInNeedsValue(token, missing, savers.get(missing) ?? '', leftOut)] };
    } else if (missing !== undefined) {
      leftOut.push({
        endpoint,
        kind: 'needs',
        reason: `needs {{${missing}}} from "${savers.get(missing)}", which is not sent`,
      });
    } else {
      requests.push({ endpoint, ...(token ? { token } : {}), assertions: plannedAssertions(endpoint, api) });
      for (const variable of madeBy(endpoint)) saved.add(variable);
    }
  }
  if (requests.length === 0) {
    const reason = leftOut[0]
      ? `"${leftOut[0].endpoint.name}" is skipped: ${leftOut[0].reason}`
      : 'no request matches the selection';
    return { diagnostics: [diagnose('nothing-selected', { reason })] };
  }
  const identities = [...new Set(requests.flatMap(({ endpoint }) => identityOf(api, endpoint) ?? []))];
  const tokens = new Set(requests.map(({ token }) => token));
  const tokenRequests = tokenIdentitiesOf(api)
    .filter((identity) => tokens.has(identity))
    .map((identity) => planTokenRequest(api, identity));
  return { value: { requests, leftOut, identities, tokenRequests }, diagnostics };
}

/** True for a request with `always` that uses what selected requests make. */
function cleansUp({ always, uses, tags }: Endpoint, made: ReadonlySet<string>, { notTags }: Selection): boolean {
  return always === true && [...uses].some((name) => made.has(name)) && !notTags.some((tag) => tags.includes(tag));
}

/** True if the user asked for a request, or for its folder or tag. */
function isNamed(endpoint: Endpoint, selection: Selection): boolean {
  const { folders, requests = [], tags } = selection;
  return folders.length + requests.length + tags.length > 0 && isSelected(endpoint, selection);
}

/** Reports that a sign-in needs a value from a request that is not sent. */
function signInNeedsValue(
  { name: identity, origin }: TokenIdentity,
  variable: string,
  request: string,
  leftOut: readonly LeftOut[],
): Diagnostic {
  const reason = leftOut.find(({ endpoint }) => endpoint.name === request)?.reason ?? 'it is not selected';
  return diagnose('sign-in-needs', { identity, variable, request, reason }, origin);
}

/**
 * Returns the values that exist in every iteration, for {@link planRun}: those of the environment, replaced by those of
 * the data file. A variable that is empty in one row is empty in the result.
 */
export function valuesInEachRow(
  values: ReadonlyMap<string, string>,
  rows: readonly DataRow[] = [],
): ReadonlyMap<string, string> {
  const texts = rows.map(textsOf);
  const names = new Set(texts.flatMap((row) => Object.keys(row)));
  const replaced = [...names].map((name) => {
    const found = texts.map((row) => row[name] ?? values.get(name) ?? '');
    return [name, found.includes('') ? '' : (found[0] ?? '')] as const;
  });
  return new Map([...values, ...replaced]);
}

const planTokenRequest = (api: Api, identity: TokenIdentity) => ({ id: tokenRequestId(api, identity), identity });

/** Plans a single sign-in, which is one token request. Returns undefined for an identity that sends no token. */
export function planSignIn(api: Api, identity: Identity): RunPlan | undefined {
  const token = tokenIdentityOf(api, identity);
  return token && { requests: [], leftOut: [], identities: [identity], tokenRequests: [planTokenRequest(api, token)] };
}

function plannedAssertions(endpoint: Endpoint, { origin: { source } }: Api): PlannedAssertion[] {
  const placeOf = (origin: Origin) => ({ origin, ...(origin.source === source ? {} : { included: true as const }) });
  return [
    ...endpoint.expectations.map((expectation) => ({
      name: assertionName(expectation),
      ...placeOf(expectation.origin),
      expectation,
    })),
    ...endpoint.saves.map(({ variable, origin }) => ({ name: saveAssertionName(variable), ...placeOf(origin) })),
  ];
}

/** True if an endpoint matches. A folder is given by its name, or by its path with "/" between the names. */
function isSelected(endpoint: Endpoint, { folders, requests = [], tags, notTags }: Selection): boolean {
  const paths = endpoint.folders.map((_, depth) => endpoint.folders.slice(0, depth + 1).join('/'));
  const inFolder =
    folders.length === 0 || folders.some((wanted) => endpoint.folders.includes(wanted) || paths.includes(wanted));
  const named = requests.length === 0 || requests.some((wanted) => namesOf(endpoint).includes(wanted));
  const tagged = tags.length === 0 || tags.some((tag) => endpoint.tags.includes(tag));
  return inFolder && named && tagged && !notTags.some((tag) => endpoint.tags.includes(tag));
}

function folderNames(items: readonly Item[], path: readonly string[] = []): string[] {
  return items.flatMap((item) =>
    item.kind === 'folder'
      ? [item.name, [...path, item.name].join('/'), ...folderNames(item.items, [...path, item.name])]
      : [],
  );
}

function checkNames(api: Api, { folders, requests = [], tags, notTags }: Selection): Diagnostic[] {
  const known = [...new Set(folderNames(api.items))];
  const unknown = folders.filter((name) => !known.includes(name));
  const endpoints = endpointsOf(api.items);
  const allRequests = new Set(endpoints.flatMap(namesOf));
  const unknownRequests = requests.filter((name) => !allRequests.has(name));
  const allTags = [...new Set(endpoints.flatMap((endpoint) => endpoint.tags))];
  const unknownTags = [...tags, ...notTags].filter((tag) => !allTags.includes(tag));
  return [
    ...unknown.map((name) => diagnose('unknown-folder', { name, known })),
    ...unknownRequests.map((name) => diagnose('unknown-request', { name, known: suggestedNames(api, name) })),
    ...unknownTags.map((name) => diagnose('unknown-tag', { name, known: allTags })),
  ];
}

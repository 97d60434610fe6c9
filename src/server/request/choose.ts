import type { Endpoint } from '../../model/api.ts';
import type { Answer } from '../answer.ts';
import type { PathState } from '../resources.ts';
import { type Comparison, compare, type Difference, type Parsed } from './compare.ts';
import type { Order } from './order.ts';
import { cost } from './unify.ts';

/** An entry of the list that a request could be. */
interface Candidate extends Difference {
  readonly endpoint: Endpoint;
  /** Characters of its path that no value replaces. */
  readonly fixed: number;
  /** The refusal of the request's credentials; undefined if they are accepted. */
  readonly refusal: Answer | undefined;
}

/** The entry that a request is, or the answer that refuses it. */
export type Choice =
  | {
      readonly endpoint: Endpoint;
      readonly bindings: ReadonlyMap<string, string>;
      readonly content: number;
      /** What the answer must have if it refuses the request: a client may send credentials then. */
      readonly challenge: Answer['headers'];
    }
  | { readonly refusal: Answer };

/** Input of {@link choose}. */
export interface Choices {
  /** Entries with the method and the path of the request; at least one. */
  readonly found: readonly { readonly endpoint: Endpoint; readonly fixed: number }[];
  readonly request: Parsed;
  readonly comparison: Comparison;
  readonly refusalOf: (endpoint: Endpoint) => Promise<Answer | undefined>;
  /** True for an entry that sends no credentials. */
  readonly isOpen: (endpoint: Endpoint) => boolean;
  readonly order: Order;
  /** Whether there is something under the path of the request. */
  readonly state: PathState;
}

/**
 * Chooses the entry that a request is: by its path, credentials, query, headers and body, and then by the order of the
 * list. The credentials of any entry for the path are accepted: a server does not ask for others because the query is
 * another one. A request without credentials is refused if an entry that needs them fits better than a public one.
 */
export async function choose({
  found,
  request,
  comparison,
  refusalOf,
  isOpen,
  order,
  state,
}: Choices): Promise<Choice> {
  const all: Candidate[] = [];
  for (const { endpoint, fixed } of found) {
    all.push({ ...compare(endpoint, request, comparison), endpoint, fixed, refusal: await refusalOf(endpoint) });
  }
  const path = nearest(all);
  const signedIn = path.filter(({ endpoint }) => !isOpen(endpoint));
  const open = path.filter(({ endpoint }) => isOpen(endpoint));
  const accepted = signedIn.filter(({ refusal }) => refusal === undefined);
  const [best] = closest(path);
  const [refused] = signedIn.flatMap(({ refusal }) => refusal ?? []);
  if (accepted.length === 0 && refused && best && !isOpen(best.endpoint)) {
    const [other] = closest(open);
    if (!other || byCloseness(other, best) > 0) return { refusal: refused };
  }
  const pool = accepted.length > 0 ? ofUser(accepted, signedIn) : closest(open);
  const fitting = possible(pool, request.method, state);
  // Whoever deletes something else does not delete what the list goes on with.
  const isBeside = request.method === 'DELETE' && state !== 'unknown' && fitting.every((other) => other.path > 0);
  const endpoint = order.next(
    fitting.map((candidate) => candidate.endpoint),
    !isBeside,
  );
  const { bindings, content } = fitting.find((candidate) => candidate.endpoint === endpoint) as Candidate;
  const challenge = (refused?.headers ?? []).filter(([name]) => /^www-authenticate$/i.test(name));
  return { endpoint, bindings, content, challenge };
}

/**
 * The entries that differ least from a request of a user. That another user is refused says nothing about this one, and
 * what this one is refused may be allowed to others.
 *
 * @param own the entries whose credentials the request has
 */
function ofUser(own: readonly Candidate[], all: readonly Candidate[]): Candidate[] {
  const isRefusal = (candidate: Candidate) => isFor(candidate, 401, 401) || isFor(candidate, 403, 403);
  const near = closest(all.filter((candidate) => own.includes(candidate) || !isRefusal(candidate)));
  const mine = near.filter((candidate) => own.includes(candidate));
  if (mine.length > 0) return mine;
  const nearest = closest(own);
  return nearest.some(isRefusal) ? nearest : near;
}

/**
 * Leaves out entries that are not about the request of somebody who does not follow the list. Another path than that of
 * the list's own values is there or gone, whatever comes next in the list; and another body is no second creation.
 */
function possible(candidates: readonly Candidate[], method: string, state: PathState): readonly Candidate[] {
  const [{ path, content, endpoint }] = candidates as [Candidate];
  const missing = candidates.filter((other) => isFor(other, 404, 410));
  if (path > 0 && state !== 'unknown' && method !== 'PUT') {
    const fitting = state === 'gone' ? missing : candidates.filter((other) => !missing.includes(other));
    return fitting.length > 0 ? fitting : candidates;
  }
  const good = candidates.filter((other) => isFor(other, 200, 299));
  return content >= cost.different && !endpoint.safe && good.length > 0 ? good : candidates;
}

/** True if an entry expects a status between two. */
function isFor({ endpoint: { expectations } }: Candidate, from: number, to: number): boolean {
  return expectations.some(
    (expectation) =>
      expectation.kind === 'status' && expectation.ranges.some((range) => range.from >= from && range.to <= to),
  );
}

/**
 * The candidates whose path is closest to that of the request. With other values than the server knows, that is the path
 * with the most fixed characters.
 */
function nearest(all: readonly Candidate[]): Candidate[] {
  const least = Math.min(...all.map(({ path }) => path));
  const close = all.filter(({ path }) => path === least);
  if (least === 0) return close;
  const most = Math.max(...all.map(({ fixed }) => fixed));
  return all.filter(({ fixed }) => fixed === most);
}

const byCloseness = (a: Candidate, b: Candidate) => a.path - b.path || a.content - b.content;

/** The candidates that differ least from the request. */
function closest(candidates: readonly Candidate[]): Candidate[] {
  const [first, ...others] = [...candidates].sort(byCloseness);
  return first ? [first, ...others.filter((other) => byCloseness(first, other) === 0)] : [];
}

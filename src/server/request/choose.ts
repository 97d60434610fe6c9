import type { Endpoint } from '../../model/api.ts';
import type { Answer } from '../answer.ts';
import { type Comparison, compare, type Difference, type Parsed } from './compare.ts';
import type { Order } from './order.ts';

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
  | { readonly endpoint: Endpoint; readonly bindings: ReadonlyMap<string, string>; readonly content: number }
  | { readonly refusal: Answer };

/** Input of {@link choose}. */
export interface Choices {
  /** Entries with the method and the path of the request; at least one. */
  readonly found: readonly { readonly endpoint: Endpoint; readonly fixed: number }[];
  readonly request: Parsed;
  readonly comparison: Comparison;
  readonly refusalOf: (endpoint: Endpoint) => Promise<Answer | undefined>;
  readonly order: Order;
}

/**
 * Chooses the entry that a request is: by its path, credentials, query, headers and body, and then by the order of the
 * list. The credentials of any entry for the path are accepted: a server does not ask for others because the query is
 * another one. A request without credentials is refused if an entry that needs them fits better than a public one.
 */
export async function choose({ found, request, comparison, refusalOf, order }: Choices): Promise<Choice> {
  const all: Candidate[] = [];
  for (const { endpoint, fixed } of found) {
    all.push({ ...compare(endpoint, request, comparison), endpoint, fixed, refusal: await refusalOf(endpoint) });
  }
  const path = nearest(all);
  const signedIn = path.filter(({ endpoint }) => endpoint.auth !== 'none');
  const open = path.filter(({ endpoint }) => endpoint.auth === 'none');
  const isSignedIn = signedIn.some(({ refusal }) => refusal === undefined);
  const [best] = closest(isSignedIn ? signedIn : path);
  const [refused] = signedIn.flatMap(({ refusal }) => refusal ?? []);
  if (!isSignedIn && refused && (open.length === 0 || (best && best.endpoint.auth !== 'none'))) {
    const isWorse = closest(open)[0] === undefined || byCloseness(closest(open)[0] as Candidate, best as Candidate) > 0;
    if (isWorse) return { refusal: refused };
  }
  const pool = closest(isSignedIn ? signedIn : open);
  const accepted = pool.filter(({ refusal }) => refusal === undefined);
  const usable = accepted.length > 0 ? accepted : pool;
  const endpoint = order.next(usable.map((candidate) => candidate.endpoint));
  const chosen = usable.find((candidate) => candidate.endpoint === endpoint) as Candidate;
  return { endpoint, bindings: chosen.bindings, content: chosen.content };
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

/** Compares the requests of a list with the operations of a description. */

import type { Origin } from '../../diagnostics/origin.ts';
import type { Description, Operation } from '../openapi/description.ts';

/** A request of a list, as far as a description says something about it. */
export interface ListedRequest {
  readonly name: string;
  readonly method: string;
  /** Segments of the path; undefined for one that is a value. */
  readonly path: readonly (string | undefined)[];
  /** Names of the query parameters, and whether each is sent. */
  readonly query: ReadonlyMap<string, boolean>;
  /** Names of the headers that are sent, in lower case. */
  readonly headers: ReadonlySet<string>;
  readonly hasBody: boolean;
  /** Whether it is sent without credentials. */
  readonly isPublic: boolean;
  /** Expected statuses; undefined if any 2xx is expected. */
  readonly statuses?: readonly number[] | undefined;
  readonly origin: Origin;
}

/** A difference between a request and its operation, as a sentence. */
export interface Difference {
  readonly request: ListedRequest;
  readonly what: string;
}

/** The result of a comparison. */
export interface Comparison {
  /** Number of operations in the description. */
  readonly operations: number;
  /** Operations with at least one request. */
  readonly covered: readonly Operation[];
  readonly missing: readonly Operation[];
  /** Requests without an operation, below the path that is before those of the description. */
  readonly gone: readonly ListedRequest[];
  readonly differences: readonly Difference[];
}

const segmentsOf = (path: string) => path.split('/').slice(1);
const isParameter = (segment: string) => segment.includes('{');

/** How well a request fits an operation: undefined if it does not, else the number of equal segments. */
function equalSegments(request: ListedRequest, operation: Operation, prefix: readonly string[]): number | undefined {
  if (request.method !== operation.method) return undefined;
  const wanted = [...prefix, ...segmentsOf(operation.path)];
  if (wanted.length !== request.path.length) return undefined;
  let equal = 0;
  for (const [index, segment] of wanted.entries()) {
    const own = request.path[index];
    if (isParameter(segment)) continue;
    // A value of the list may be anything, but a description that names a segment means that one.
    if (own === undefined || own !== segment) return undefined;
    equal++;
  }
  return equal;
}

/**
 * Compares requests with a description.
 *
 * @param prefixes paths that may be before those of the description; the one that fits most requests is used
 */
export function compare(
  requests: readonly ListedRequest[],
  description: Description,
  prefixes: readonly string[],
): Comparison {
  const all = [
    ...new Set(['', ...prefixes, ...requests.map(({ path }) => (path[0] === undefined ? '' : `/${path[0]}`))]),
  ];
  const results = all.map((prefix) => {
    const segments = prefix === '' ? [] : segmentsOf(prefix);
    return { segments, found: matchAll(requests, description, segments) };
  });
  const { segments, found: best } = results.reduce((a, b) => (b.found.size > a.found.size ? b : a));
  const isBelow = ({ path }: ListedRequest) => segments.every((segment, index) => path[index] === segment);
  const covered = new Set(best.values());
  return {
    operations: description.operations.length,
    covered: [...covered],
    missing: description.operations.filter((operation) => !covered.has(operation)),
    gone: requests.filter((request) => !best.has(request) && isBelow(request)),
    differences: [...best].flatMap(([request, operation]) =>
      differencesOf(request, operation, description).map((what) => ({ request, what })),
    ),
  };
}

function matchAll(
  requests: readonly ListedRequest[],
  { operations }: Description,
  prefix: readonly string[],
): Map<ListedRequest, Operation> {
  const found = new Map<ListedRequest, Operation>();
  for (const request of requests) {
    const fits = operations.flatMap((operation) => {
      const equal = equalSegments(request, operation, prefix);
      return equal === undefined ? [] : [{ operation, equal }];
    });
    const [best] = fits.sort((a, b) => b.equal - a.equal);
    if (best) found.set(request, best.operation);
  }
  return found;
}

function differencesOf(request: ListedRequest, operation: Operation, { security }: Description): string[] {
  const { parameters, body, answers } = operation;
  const found: string[] = [];
  const isOpen = parameters.some(({ in: place }) => place === 'querystring');
  const query = parameters.filter(({ in: place }) => place === 'query');
  for (const { name, isRequired, style, schema } of query) {
    const isSent = [...request.query].some(
      ([key, sent]) => sent && (key === name || (style === 'deepObject' && key.startsWith(`${name}[`))),
    );
    if (isRequired && !isSent && schema.type !== 'object')
      found.push(`the required query parameter "${name}" is not sent`);
  }
  for (const key of request.query.keys()) {
    const isKnown = query.some(
      ({ name, schema, style }) =>
        key === name || key.startsWith(`${name}[`) || (schema.type === 'object' && style === 'form'),
    );
    if (!isKnown && !isOpen) found.push(`the query parameter "${key}" is not documented`);
  }
  for (const { name, in: place, isRequired } of parameters) {
    const isOther = place === 'header' && !/^(?:accept|content-type|authorization)$/i.test(name);
    if (isOther && isRequired && !request.headers.has(name.toLowerCase()))
      found.push(`the required header "${name}" is not sent`);
  }
  if (body?.isRequired && !request.hasBody) found.push('the required body is not sent');
  if (!body && request.hasBody) found.push('a body is not documented');
  const needs = operation.security ?? security;
  if (needs !== undefined) {
    const mustSignIn = needs.length > 0 && needs.every((requirement) => requirement.size > 0);
    if (mustSignIn && request.isPublic) found.push('it needs credentials, but is sent without any');
    if (needs.length === 0 && !request.isPublic) found.push('it is public, but is sent with credentials');
  }
  const isAny = answers.length === 0 || answers.some(({ status }) => status === 'default');
  for (const status of isAny ? [] : (request.statuses ?? [])) {
    const isDocumented = answers.some(
      ({ status: own }) => own === String(status) || own.toUpperCase() === `${String(status)[0]}XX`,
    );
    if (!isDocumented) found.push(`the status ${status} is not documented`);
  }
  return found;
}

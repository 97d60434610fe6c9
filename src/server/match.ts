import { type Api, type Endpoint, endpointsOf } from '../model/api.ts';
import { findReferences, textsAround } from '../notation/references.ts';
import { valuesBetween } from './request/values-between.ts';

interface Route {
  readonly endpoint: Endpoint;
  /** The fixed parts of the path, encoded as they arrive in a request. Between two of them is a value. */
  readonly literals: readonly string[];
  /** Number of fixed characters in the path. The route with the most is the most specific. */
  readonly fixed: number;
}

/** Returns the path that the paths of an endpoint begin with; undefined if it is on another server. */
export type PrefixOf = (endpoint: Endpoint) => string | undefined;

/** Finds the endpoints of an API that a request matches. */
export class Routes {
  private readonly routes: readonly Route[];

  /**
   * @param prefix the path of the base URL, which every path begins with
   * @param prefixOf the same for each endpoint. Default: endpoints with another base are not served
   */
  constructor(
    api: Api,
    prefix: string,
    prefixOf: PrefixOf = ({ url }) => (url.base === '{{base_url}}' ? prefix : undefined),
  ) {
    this.routes = endpointsOf(api.items)
      .flatMap((endpoint) => {
        const own = prefixOf(endpoint);
        return own === undefined ? [] : [toRoute(endpoint, own)];
      })
      .sort((a, b) => b.fixed - a.fixed);
  }

  /**
   * Returns all endpoints with a path, the most specific first, and the methods of these endpoints. `fixed` is the number
   * of characters in the path of an endpoint that no value replaces.
   */
  onPath(method: string, url: URL): { found: Route[]; allowed: string[] } {
    const onPath = this.routes.filter((route) => isOn(route, url.pathname));
    const allowed = [...new Set(onPath.map((route) => route.endpoint.method))];
    return { found: onPath.filter(({ endpoint }) => endpoint.method === method), allowed };
  }

  /**
   * Returns the most specific endpoints for a method and URL: several, if they differ only in their identity. `others`
   * have the same method and path, but another query. `allowed` has the methods of all endpoints with this path.
   */
  find(method: string, url: URL): { endpoints: Endpoint[]; others: Endpoint[]; allowed: string[] } {
    const { found: candidates, allowed } = this.onPath(method, url);
    const better = (a: Route, b: Route) => b.fixed - a.fixed || score(b, url) - score(a, url);
    const [best] = candidates.sort(better);
    const isBest = (route: Route) => best !== undefined && better(route, best) === 0;
    const isOther = (route: Route) => !isBest(route) && String(route.literals) === String(best?.literals);
    return {
      endpoints: candidates.filter(isBest).map((route) => route.endpoint),
      others: candidates.filter(isOther).map((route) => route.endpoint),
      allowed,
    };
  }
}

/** Number of the endpoint's query parameters that the URL has. */
function score({ endpoint }: Route, url: URL): number {
  return endpoint.url.query.filter(({ key, value }) => url.searchParams.getAll(key).includes(value ?? '')).length;
}

/** True if a path is that of a route. A value may contain slashes, for example the path of a file. */
function isOn({ literals }: Route, path: string): boolean {
  return literals.length === 1 ? literals[0] === path : valuesBetween(literals, path, 1) !== undefined;
}

function toRoute(endpoint: Endpoint, prefix: string): Route {
  const { path, parameters } = endpoint.url;
  const names = new Set(parameters.map((parameter) => `:${parameter.key}`));
  let fixed = 0;
  const literals = [encodePath(prefix)];
  for (const segment of path) {
    const isParameter = names.has(segment);
    if (!isParameter) fixed += segment.length + 1;
    const [first = '', ...others] = isParameter
      ? ['', '']
      : textsAround(segment, findReferences(segment)).map(encodePath);
    literals.push(`${literals.pop()}/${first}`, ...others);
  }
  return { endpoint, literals, fixed };
}

/** A part of a path, encoded as it arrives in a request. */
export function encodePath(text: string): string {
  return encodeURI(decodeQuietly(text));
}

function decodeQuietly(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

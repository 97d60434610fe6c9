import { type Api, type Endpoint, endpointsOf } from '../model/api.ts';
import { escapePattern } from '../notation/pattern.ts';
import { mapLiterals, replaceReferences } from '../notation/references.ts';

interface Route {
  readonly endpoint: Endpoint;
  readonly pattern: RegExp;
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
  onPath(method: string, url: URL): { found: { endpoint: Endpoint; fixed: number }[]; allowed: string[] } {
    const onPath = this.routes.filter((route) => route.pattern.test(url.pathname));
    const allowed = [...new Set(onPath.map((route) => route.endpoint.method))];
    return { found: onPath.filter(({ endpoint }) => endpoint.method === method), allowed };
  }

  /**
   * Returns the most specific endpoints for a method and URL: several, if they differ only in their identity. `others`
   * have the same method and path, but another query. `allowed` has the methods of all endpoints with this path.
   */
  find(method: string, url: URL): { endpoints: Endpoint[]; others: Endpoint[]; allowed: string[] } {
    const onPath = this.routes.filter((route) => route.pattern.test(url.pathname));
    const candidates = onPath.filter((route) => route.endpoint.method === method);
    const better = (a: Route, b: Route) => b.fixed - a.fixed || score(b, url) - score(a, url);
    const [best] = candidates.sort(better);
    const allowed = [...new Set(onPath.map((route) => route.endpoint.method))];
    const isBest = (route: Route) => best !== undefined && better(route, best) === 0;
    const isOther = (route: Route) => !isBest(route) && route.pattern.source === best?.pattern.source;
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

function toRoute(endpoint: Endpoint, prefix: string): Route {
  const { path, parameters } = endpoint.url;
  const names = new Set(parameters.map((parameter) => `:${parameter.key}`));
  let fixed = 0;
  const segments = path.map((segment) => {
    // A value may contain slashes, for example the path of a file.
    if (names.has(segment)) return '.+';
    fixed += segment.length + 1;
    return replaceReferences(mapLiterals(segment, escapePath), () => '.+');
  });
  // The whole URL is a variable if there is no segment.
  const rest = segments.length === 0 ? '' : `/${segments.join('/')}`;
  return { endpoint, pattern: new RegExp(`^${escapePath(prefix)}${rest}$`), fixed };
}

/** A part of a path as a regular expression, encoded as it arrives in a request. */
function escapePath(text: string): string {
  return escapePattern(encodeURI(decodeQuietly(text)));
}

function decodeQuietly(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

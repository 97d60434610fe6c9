import { type Api, type Endpoint, endpointsOf } from '../model/api.ts';
import { escapePattern } from '../notation/pattern.ts';
import { mapLiterals, replaceReferences } from '../notation/references.ts';

interface Route {
  readonly endpoint: Endpoint;
  readonly pattern: RegExp;
  /** How many characters of the path are fixed: the more, the nearer. */
  readonly fixed: number;
}

/** Finds the endpoint that a request is for. */
export class Routes {
  private readonly routes: readonly Route[];

  /** @param prefix the path of the base URL, which comes before every path */
  constructor(api: Api, prefix: string) {
    this.routes = endpointsOf(api.items)
      .filter((endpoint) => endpoint.url.base === '{{base_url}}')
      .map((endpoint) => toRoute(endpoint, prefix))
      .sort((a, b) => b.fixed - a.fixed);
  }

  /**
   * The endpoints for a method and URL, several where they differ only in who asks; none, and the methods that the path
   * knows, when there is none.
   */
  find(method: string, url: URL): { endpoints: Endpoint[]; allowed: string[] } {
    const onPath = this.routes.filter((route) => route.pattern.test(url.pathname));
    const candidates = onPath.filter((route) => route.endpoint.method === method);
    const better = (a: Route, b: Route) => b.fixed - a.fixed || score(b, url) - score(a, url);
    const [best] = candidates.sort(better);
    const allowed = [...new Set(onPath.map((route) => route.endpoint.method))];
    return {
      endpoints: candidates.filter((one) => best && better(one, best) === 0).map((one) => one.endpoint),
      allowed,
    };
  }
}

/** How many of an endpoint's query parameters the URL has. */
function score({ endpoint }: Route, url: URL): number {
  return endpoint.url.query.filter(({ key, value }) => url.searchParams.getAll(key).includes(value ?? '')).length;
}

function toRoute(endpoint: Endpoint, prefix: string): Route {
  const { path, parameters } = endpoint.url;
  const names = new Set(parameters.map((one) => `:${one.key}`));
  let fixed = 0;
  const segments = path.map((segment) => {
    // A value may hold slashes: paths of files are given so.
    if (names.has(segment)) return '.+';
    fixed += segment.length + 1;
    return replaceReferences(mapLiterals(segment, escapePath), () => '.+');
  });
  return { endpoint, pattern: new RegExp(`^${escapePath(prefix)}/${segments.join('/')}$`), fixed };
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

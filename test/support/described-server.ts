// biome-ignore-all lint/suspicious/noExplicitAny: a description is JSON of any shape
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Ajv from 'ajv';

type Tree = Record<string, any>;

/** What a description says of one operation. */
interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
  readonly path: string;
  readonly parameters: readonly Tree[];
  readonly bodies: ReadonlyMap<string, (value: unknown) => string>;
  readonly needsBody: boolean;
  readonly status: number;
  readonly type: string | undefined;
}

/** A server that knows only a description. */
export interface DescribedServer {
  readonly origin: string;
  /** Operations that received a request that fits, as `METHOD path`. */
  readonly fits: ReadonlySet<string>;
  /** Requests that do not fit, each with the reason. */
  readonly faults: readonly string[];
  readonly operations: readonly string[];
  close(): Promise<void>;
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/**
 * Starts a server from a description, without any code of ours: it answers as documented, and with 400 if the method,
 * the path, a required parameter or the body is not as the description says.
 *
 * @param prefix before every path
 */
export async function startDescribedServer(root: Tree, prefix: string): Promise<DescribedServer> {
  const routes = readRoutes(root, prefix);
  const fits = new Set<string>();
  const faults: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(routes, request, Buffer.concat(chunks), response, fits, faults));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    fits,
    faults,
    operations: routes.map(({ method, path }) => `${method} ${path}`),
    close: () => close(server),
  };
}

const close = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

function answer(
  routes: readonly Route[],
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
  fits: Set<string>,
  faults: string[],
): void {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const found = routes.filter(({ method, pattern }) => method === request.method && pattern.test(path));
  // A path without parameters wins (OpenAPI 3.1, section 4.8.8.1). Several others with the same shape may all match.
  const least = Math.min(...found.map(({ names }) => names.length));
  const candidates = found.filter(({ names }) => names.length === least);
  const reasons = candidates.map((route) => ({ route, reason: faultOf(route, path, query, request, body) }));
  const fitting = reasons.find(({ reason }) => reason === undefined)?.route;
  if (!fitting) {
    const reason = reasons[0]?.reason ?? 'is not documented';
    faults.push(`${request.method} ${request.url}: ${reason}`);
    response.writeHead(400, { 'Content-Type': 'text/plain' }).end(reason);
    return;
  }
  // Several operations can have the same shape, such as {basehead} and {base}...{head}.
  for (const route of found) {
    if (faultOf(route, path, query, request, body) === undefined) fits.add(`${route.method} ${route.path}`);
  }
  const isEmpty = fitting.status === 204 || fitting.status === 304 || fitting.type === undefined;
  response.writeHead(fitting.status, fitting.type === undefined ? {} : { 'Content-Type': fitting.type });
  response.end(isEmpty ? undefined : /json/.test(fitting.type ?? '') ? '{}' : 'text');
}

/** Why a request does not fit; undefined if it does. */
function faultOf(
  route: Route,
  path: string,
  query: string,
  request: IncomingMessage,
  body: Buffer,
): string | undefined {
  const values = route.pattern.exec(path)?.slice(1).map(decodeURIComponent) ?? [];
  const search = new URLSearchParams(query);
  const documented = new Set<string>();
  for (const parameter of route.parameters) {
    const { name, in: place } = parameter;
    const schema = parameter.schema ?? parameter;
    if (place === 'query') documented.add(name);
    const value =
      place === 'path'
        ? values[route.names.indexOf(name)]
        : place === 'query'
          ? (search.get(name) ?? search.get(`${name}[]`))
          : place === 'header'
            ? request.headers[String(name).toLowerCase()]
            : undefined;
    if (value === undefined || value === null) {
      const isElsewhere =
        place === 'cookie' ||
        place === 'body' ||
        place === 'formData' ||
        /^(?:accept|content-type|authorization)$/i.test(name);
      if (parameter.required && !isElsewhere) return `the ${place} parameter ${name} is missing`;
    } else if (!isOfType(String(value), schema)) return `the ${place} parameter ${name} is ${value}`;
  }
  const unknown = [...search.keys()].find(
    (name) => !documented.has(name) && ![...documented].some((known) => name.startsWith(`${known}[`)),
  );
  if (unknown !== undefined && route.parameters.every(({ in: place }) => place !== 'querystring'))
    return `the query parameter ${unknown} is not documented`;
  if (body.length === 0) return route.needsBody ? 'the body is missing' : undefined;
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (route.bodies.size === 0) return 'a body is not documented';
  const check = route.bodies.get(type) ?? route.bodies.get('*/*');
  if (!check) return `the body is ${type}`;
  if (!/json/.test(type)) return undefined;
  return check(JSON.parse(body.toString('utf8'))) || undefined;
}

function isOfType(text: string, schema: Tree): boolean {
  if (Array.isArray(schema.enum) && schema.type !== 'array') return schema.enum.map(String).includes(text);
  if (schema.type === 'integer') return /^-?\d+$/.test(text);
  if (schema.type === 'number') return Number.isFinite(Number(text)) && text !== '';
  if (schema.type === 'boolean') return text === 'true' || text === 'false';
  return true;
}

function readRoutes(root: Tree, prefix: string): Route[] {
  const follow = (value: Tree | undefined): Tree => {
    let tree = value ?? {};
    for (let step = 0; typeof tree.$ref === 'string' && step < 20; step++) {
      tree =
        tree.$ref
          .slice(2)
          .split('/')
          .reduce((at: Tree, key: string) => at?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], root) ?? {};
    }
    return tree;
  };
  const isSwagger = root.swagger !== undefined;
  const compile = compiler(root);
  return Object.entries(root.paths as Tree).flatMap(([path, item]) =>
    methods.flatMap((key): Route[] => {
      const operation = item[key];
      if (!operation) return [];
      const names = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name);
      const own = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(follow);
      const parameters = [
        ...new Map(own.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter])).values(),
      ].map((parameter) => (parameter.schema ? { ...parameter, schema: follow(parameter.schema) } : parameter));
      const source = path
        .split(/(\{[^{}]+\})/)
        .map((part) => (part.startsWith('{') ? '([^/]+)' : part.replace(/[.*+?^$()|[\]\\]/g, '\\$&')))
        .join('');
      const content: Tree = isSwagger ? swaggerContent(parameters) : (follow(operation.requestBody).content ?? {});
      const answers = Object.entries(operation.responses ?? {}) as [string, Tree][];
      const [status = 'default', answer = {}] =
        answers.find(([code]) => /^2\d\d$/.test(code)) ?? answers.find(([code]) => /^3/.test(code)) ?? answers[0] ?? [];
      const response = follow(answer as Tree);
      const type = isSwagger
        ? response.schema
          ? (root.produces?.[0] ?? 'application/json')
          : undefined
        : Object.keys(response.content ?? {})[0];
      return [
        {
          method: key.toUpperCase(),
          path: `${prefix}${path}`,
          pattern: new RegExp(`^${prefix}${source}$`),
          names,
          parameters,
          bodies: new Map(Object.entries(content).map(([media, { schema }]) => [media.toLowerCase(), compile(schema)])),
          needsBody: isSwagger
            ? parameters.some(({ in: place, required }) => place === 'body' && required)
            : follow(operation.requestBody).required === true,
          status: /^\d{3}$/.test(status) ? Number(status) : 200,
          type,
        },
      ];
    }),
  );
}

const swaggerContent = (parameters: readonly Tree[]): Tree => {
  const body = parameters.find(({ in: place }) => place === 'body');
  return body ? { 'application/json': { schema: body.schema } } : {};
};

/** Compiles schemas against the whole description. `nullable` of OpenAPI 3.0 is the one keyword that ajv 6 lacks. */
function compiler(root: Tree): (schema: Tree) => (value: unknown) => string {
  const ajv = new Ajv({
    unknownFormats: 'ignore',
    logger: false,
    nullable: true,
    schemaId: 'auto',
    validateSchema: false,
    meta: false,
  } as never);
  const id = 'http://of.the/description';
  ajv.addSchema(root as object, id);
  const absolute = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(absolute)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value).map(([key, item]) => [
              key,
              key === '$ref' && typeof item === 'string' ? `${id}${item}` : absolute(item),
            ]),
          )
        : value;
  return (schema) => {
    let check: Ajv.ValidateFunction | undefined;
    return (value) => {
      check ??= ajv.compile(absolute(schema ?? {}) as object);
      return check(value) ? '' : ajv.errorsText(check.errors).slice(0, 300);
    };
  };
}

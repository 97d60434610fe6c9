// Creates the inputs of the benchmarks: endpoint lists for postmint, and equivalent OpenAPI files for the peers.
import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';

/** Reads requests from a tab-separated table. The columns are those in the calls of `cell` below. */
function readTable(path) {
  const [first = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const columns = first.split('\t');
  const names = (text) => (text === '-' ? [] : text.split(',').map((name) => name.replace(/:.*/, '')));
  return lines.map((line) => {
    const cells = line.split('\t');
    const cell = (name) => cells[columns.indexOf(name)] ?? '-';
    return {
      name: cell('operationId'),
      description: cell('summary'),
      method: cell('method'),
      path: cell('path'),
      folder: cell('tag'),
      pathParameters: names(cell('path_params')),
      query: Object.fromEntries(names(cell('query_params')).map((name) => [name, { value: 'text', disabled: true }])),
      body: cell('body') === '-' ? undefined : cell('body'),
    };
  });
}

/** A plausible value for a schema. It is at most two levels deep; the peers go deeper. */
function sampleOf(schema, definitions, depth = 0) {
  const name = schema.$ref?.replace('#/definitions/', '');
  const { type, properties, items, default: value } = name ? (definitions[name] ?? {}) : schema;
  if (value !== undefined) return value;
  if (properties) {
    if (depth >= 2) return {};
    const entries = Object.entries(properties).map(([key, property]) => [
      key,
      sampleOf(property, definitions, depth + 1),
    ]);
    return Object.fromEntries(entries);
  }
  if (items) return [sampleOf(items, definitions, depth + 1)];
  return { string: 'text', integer: 10, number: 1.5, boolean: true }[type] ?? {};
}

/** One entry of a list, in the long form. */
function toEntry({ name, description, method, path, pathParameters, query, json }) {
  const values = Object.fromEntries(pathParameters.map((name) => [name, `some-${name.toLowerCase()}`]));
  return {
    name,
    ...(description ? { description } : {}),
    request: `${method} ${path}`,
    ...(pathParameters.length > 0 ? { path: values } : {}),
    ...(Object.keys(query).length > 0 ? { query } : {}),
    ...(json === undefined ? {} : { json }),
  };
}

/** The keys of every list other than name and endpoints. */
const head = {
  auth: 'pydio-cells-v1',
  environments: { demo: { base_url: 'https://demo.example.com', username: 'admin' } },
};

/** An endpoint list in YAML, with the requests in their folders. */
function toList(name, requests) {
  const folders = new Map();
  for (const request of requests) {
    const inside = folders.get(request.folder) ?? [];
    folders.set(request.folder, [...inside, toEntry(request)]);
  }
  return stringify(
    {
      name,
      ...head,
      endpoints: [...folders].map(([folder, endpoints]) => ({ folder, endpoints })),
    },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
}

/**
 * The API of Pydio Cells v4 as an endpoint list with methods, paths, parameters and bodies, and a folder for each tag.
 *
 * @param table path of the table of requests
 * @param description path of the Swagger file, which describes the bodies
 */
export function cellsList(table, description) {
  const { definitions, paths } = JSON.parse(readFileSync(description, 'utf8'));
  const bodyOf = ({ method, path }) => {
    const operation = paths[path.replace(/^\/a/, '')]?.[method.toLowerCase()];
    return operation?.parameters?.find((parameter) => parameter.in === 'body')?.schema ?? {};
  };
  const requests = readTable(table).map((request) =>
    request.body === undefined ? request : { ...request, json: sampleOf(bodyOf(request), definitions) },
  );
  return toList('Cells', requests);
}

const actions = [
  { method: 'GET', verb: 'List', path: '', query: { limit: 10, offset: 0 } },
  { method: 'POST', verb: 'Create', path: '', body: true },
  { method: 'GET', verb: 'Get', path: '/{id}' },
  { method: 'PUT', verb: 'Replace', path: '/{id}', body: true },
  { method: 'DELETE', verb: 'Delete', path: '/{id}' },
];

/** Requests of a made-up API: five for each resource, and a folder for each resource. */
function syntheticRequests(count) {
  return Array.from({ length: count }, (_, index) => {
    const resource = Math.floor(index / actions.length);
    const { method, verb, path, query = {}, body = false } = actions[index % actions.length];
    return {
      name: `${verb} resource ${resource}`,
      description: `${verb} what is kept as resource ${resource}.`,
      method,
      path: `/api/resource-${resource}${path}`,
      folder: `Resource ${resource}`,
      pathParameters: path ? ['id'] : [],
      query,
      ...(body ? { json: { name: 'text', size: 10, active: true, tags: ['text'] } } : {}),
    };
  });
}

/** A list with `count` endpoints in long form. */
export function syntheticList(count) {
  return toList(`Synthetic ${count}`, syntheticRequests(count));
}

/** A list with `count` endpoints in short form, which has the most output for its size. */
export function shortList(count) {
  const endpoints = Array.from({ length: count }, (_, index) => `GET /api/resource-${index}/items?limit=10`);
  return stringify({ name: `Short ${count}`, ...head, endpoints });
}

const bodySchema = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    size: { type: 'integer' },
    active: { type: 'boolean' },
    tags: { type: 'array', items: { type: 'string' } },
  },
};

/** The requests of `syntheticList` as an OpenAPI 3.0 file in JSON. */
export function syntheticOpenApi(count) {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Resource' } } };
  const parameter = (place) => (name) => ({
    name,
    in: place,
    required: place === 'path',
    schema: { type: 'string', example: `some-${name}` },
  });
  const paths = {};
  for (const [index, request] of syntheticRequests(count).entries()) {
    const { name, description, method, path, folder, pathParameters, query, json } = request;
    paths[path] ??= {};
    paths[path][method.toLowerCase()] = {
      tags: [folder],
      operationId: `operation${index}`,
      summary: name,
      description,
      parameters: [...pathParameters.map(parameter('path')), ...Object.keys(query).map(parameter('query'))],
      ...(json ? { requestBody: { content } } : {}),
      responses: { 200: { description: 'Done', content } },
    };
  }
  return JSON.stringify({
    openapi: '3.0.3',
    info: { title: `Synthetic ${count}`, version: '1' },
    servers: [{ url: 'https://demo.example.com' }],
    paths,
    components: { schemas: { Resource: bodySchema } },
  });
}

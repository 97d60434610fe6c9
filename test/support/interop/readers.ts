import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import type { Collection } from '../../../src/postman/v2/types.ts';
import { tempFolder } from '../temp-folder.ts';
import { auth, compact, headers, isJavaScript, pairs, requestsOf, type Shape, shapeOf } from './shape.ts';

/** The converters, pinned. */
export const packages = {
  '@usebruno/converters': '0.23.0',
  'insomnia-importers': '3.6.0',
  postman2openapi: '1.2.1',
  '@scalar/postman-to-openapi': '0.3.60',
  '@apideck/postman-to-k6': '1.13.0',
} as const;

/** What a converter made: the requests in the order of the collection; undefined for one that is lost. */
export type Converted = readonly (Shape | undefined)[];

/** Converts a collection. */
export type Reader = (collection: Collection) => Promise<Converted>;

// biome-ignore lint/suspicious/noExplicitAny: what other programs make has no types.
type Any = any;

const splitUrl = (url: string) => {
  const at = url.indexOf('?');
  return at === -1 ? ([url, ''] as const) : ([url.slice(0, at), url.slice(at + 1)] as const);
};

/** The converter to k6 makes its libraries when it is installed, with a script that is not run then. */
function prepareK6(folder: string): void {
  const own = join(folder, '@apideck', 'postman-to-k6');
  if (existsSync(join(own, 'vendor'))) return;
  const { status, stderr } = spawnSync(process.execPath, [join('scripts', 'bundle.js')], {
    cwd: own,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}

/** Loads the readers of the converters in a folder of packages. */
export function loadReaders(folder: string): Readonly<Record<keyof typeof packages, Reader>> {
  const require = createRequire(join(folder, 'of-the-test.js'));
  prepareK6(folder);
  return {
    '@usebruno/converters': async (collection) => {
      const made = await require('@usebruno/converters').postmanToBruno(structuredClone(collection));
      const all = (items: Any[]): Any[] => items.flatMap((item) => (item.items ? all(item.items) : [item]));
      return all((made.collection ?? made).items).map(ofBruno);
    },
    'insomnia-importers': async (collection) => {
      const made = await require('insomnia-importers').convert(JSON.stringify(collection));
      return made.data.resources.filter((one: Any) => one._type === 'request').map(ofInsomnia);
    },
    postman2openapi: async (collection) => {
      const made = require('postman2openapi').transpile(structuredClone(collection));
      return requestsOf(collection).map((item) => ofOpenApi(made, shapeOf(item)));
    },
    '@scalar/postman-to-openapi': async (collection) => {
      const { convert } = await import(
        pathToFileURL(join(folder, '@scalar', 'postman-to-openapi', 'dist', 'index.js')).href
      );
      const made = await convert(structuredClone(collection));
      return requestsOf(collection).map((item) => ofOpenApi(made, shapeOf(item)));
    },
    '@apideck/postman-to-k6': async (collection) => ofK6(folder, collection),
  };
}

/** Bruno's names of attributes of auth, where they differ. */
const brunoAuth: Readonly<Record<string, string>> = {
  placement: 'in',
  accessKeyId: 'accessKey',
  secretAccessKey: 'secretKey',
};
const brunoModes: Readonly<Record<string, string>> = { json: 'json', text: 'text', xml: 'xml' };

function brunoBody(body: Any): string {
  const list = (fields: Any[]) =>
    pairs(
      fields.map(({ name, value, enabled, type, contentType }) => ({
        key: contentType ? `${name} (${contentType})` : name,
        value: type === 'file' ? `@${value}` : value,
        disabled: !enabled,
      })),
    );
  if (brunoModes[body.mode]) return `${body.mode}\n${compact(body[body.mode] ?? '')}`;
  if (body.mode === 'formUrlEncoded') return `form\n${list(body.formUrlEncoded)}`;
  if (body.mode === 'multipartForm') return `multipart\n${list(body.multipartForm)}`;
  if (body.mode === 'graphql')
    return `graphql\n${body.graphql.query.trim()}\n${compact(body.graphql.variables ?? '')}`.trim();
  if (body.mode === 'file') return `file\n${body.file[0]?.filePath ?? ''}`;
  return '';
}

function ofBruno({ name, request }: Any): Shape {
  const [url] = splitUrl(request.url);
  const named = request.params.map((one: Any) => ({
    key: one.name,
    value: one.value,
    disabled: !one.enabled,
    type: one.type,
  }));
  const { mode } = request.auth;
  const own = request.auth[mode] ?? {};
  const renamed = Object.entries(own).map(
    ([key, value]) => [brunoAuth[key] ?? key, value === 'queryparams' ? 'query' : value] as const,
  );
  const mark = (kind: string, text: string | undefined) => (text ? [isJavaScript(text) ? kind : `${kind}!`] : []);
  return {
    name,
    method: request.method,
    url,
    path: pairs(named.filter(({ type }: Any) => type === 'path')),
    query: pairs(named.filter(({ type }: Any) => type === 'query')),
    headers: headers(request.headers.map((one: Any) => ({ key: one.name, value: one.value, disabled: !one.enabled }))),
    auth: ['inherit', 'none'].includes(mode) ? mode : auth(mode, renamed),
    body: brunoBody(request.body),
    scripts: [...mark('before', request.script?.req), ...mark('after', request.script?.res)].sort().join(' '),
  };
}

function ofInsomnia(one: Any): Shape {
  const [url, query] = splitUrl(one.url);
  const { type, ...attributes } = one.authentication;
  const types: Readonly<Record<string, string>> = { iam: 'awsv4' };
  const body = one.body ?? {};
  const isForm = body.mimeType === 'application/x-www-form-urlencoded';
  const list = (body.params ?? []).map((field: Any) => ({
    key: field.name,
    value: field.type === 'file' ? `@${field.fileName}` : field.value,
    disabled: field.disabled,
  }));
  return {
    name: one.name,
    method: one.method,
    url,
    path: '',
    query: query.split('&').filter(Boolean).join('\n'),
    headers: headers(
      one.headers.map((header: Any) => ({ key: header.name, value: header.value, disabled: header.disabled })),
    ),
    auth: type ? auth(types[type] ?? type, Object.entries(attributes)) : '',
    body: body.params
      ? `${isForm ? 'form' : 'multipart'}\n${pairs(list)}`
      : body.text
        ? `${body.mimeType}\n${compact(body.text)}`
        : '',
    scripts: '',
  };
}

/** An operation of an OpenAPI description, found by method and path. */
function ofOpenApi(made: Any, want: Shape): Shape | undefined {
  const path =
    want.url
      .replace(/^(?:\{\{[^{}]+\}\}|https?:\/\/[^/]+)/, '')
      .replace(/(?<=\/):([^/]+)/g, '{$1}')
      .replace(/\{\{([^{}]+)\}\}/g, '{$1}') || '/';
  const found = made.paths[path] ?? {};
  const operation = found[want.method.toLowerCase()];
  if (!operation) return undefined;
  const parameters: Any[] = [...(found.parameters ?? []), ...(operation.parameters ?? [])];
  const inPlace = (place: string) =>
    parameters
      .filter((one) => one.in === place)
      .map((one) => ({
        key: one.name,
        value: one.schema?.example ?? one.example ?? one.examples?.default?.value ?? null,
      }));
  const types = Object.keys(operation.requestBody?.content ?? {});
  const secured = operation.security;
  return {
    name: operation.summary ?? '',
    method: want.method,
    url: want.url,
    path: pairs(inPlace('path')),
    query: pairs(inPlace('query')),
    headers: headers(inPlace('header')),
    auth:
      secured === undefined
        ? 'inherit'
        : secured.every((one: Any) => Object.keys(one).length === 0)
          ? 'none'
          : Object.keys(secured[0]).join(' '),
    body: types.join(' '),
    scripts: '',
  };
}

/** Something that can be called, and to which things can be pushed. */
const listOrCall = () =>
  Object.assign((run?: unknown) => (typeof run === 'function' ? run() : undefined), { push: () => 0, pop: () => 0 });

/** Runs the script that the converter writes, in a world where nothing is sent. */
function ofK6(folder: string, collection: Collection): Converted {
  const out = tempFolder();
  const input = join(out, 'collection.json');
  writeFileSync(input, JSON.stringify(collection));
  mkdirSync(join(out, 'k6'));
  const bin = join(folder, '.bin', 'postman-to-k6');
  const { status, stderr } = spawnSync(bin, [input, '-o', join(out, 'k6', 'script.js')], {
    encoding: 'utf8',
    cwd: out,
  });
  if (status !== 0) throw new Error(stderr);
  const script = readFileSync(join(out, 'k6', 'script.js'), 'utf8');
  const requests: Any[] = [];
  // Scripts of the collection and of folders are lists; `group` runs what is inside.
  const postman = new Proxy(
    {},
    { get: (_, key) => (key === Symbol.for('request') ? (request: Any) => requests.push(request) : listOrCall()) },
  );
  const world = new Proxy(
    {
      postman,
      Symbol,
      http: { file: (content: unknown) => content },
      open: (path: string) => `@${path}`,
      group: (_: string, run: () => void) => run(),
      module: {},
    } as Record<string | symbol, unknown>,
    {
      has: () => true,
      get: (target, key) =>
        key in target ? target[key] : key === Symbol.unscopables ? undefined : (globalThis as Any)[key],
    },
  );
  const code = script
    .replace(/^import .*$/gm, '')
    .replace(/^export default function/m, 'module.run = function')
    .replace(/^export /gm, '');
  vm.runInThisContext(`(function (world) { with (world) { ${code}\n module.run(); } })`)(world);
  return requests.map(ofK6Request);
}

function ofK6Request(request: Any): Shape {
  const [url, query] = splitUrl(request.address);
  const { data } = request;
  const own = Object.entries(request.headers ?? {}).map(([key, value]) => ({ key, value: String(value) }));
  return {
    name: request.name,
    method: request.method,
    url,
    path: '',
    query: query.split('&').filter(Boolean).join('\n'),
    headers: headers(own),
    auth: authOfK6(request),
    body:
      typeof data === 'string'
        ? compact(data)
        : data
          ? pairs(Object.entries(data).map(([key, value]) => ({ key, value: String(value) })))
          : '',
    scripts: [...(request.pre ? ['before'] : []), ...(request.post ? ['after'] : [])].sort().join(' '),
  };
}

/** The auth that the script of the converter adds. It has no inheritance: each request has its own. */
function authOfK6(request: Any): string {
  if (!request.auth) return 'none';
  const parts: string[] = [];
  class Address {
    username = (text: string) => parts.push(`username=${text}`);
    password = (text: string) => parts.push(`password=${text}`);
    addQuery = (key: string, value: string) => parts.push(`in=query key=${key} value=${value}`);
    toString = () => '';
  }
  const config: Any = { headers: {}, options: {}, address: '' };
  const pm = { [Symbol.for('var')]: (name: string) => `{{${name}}}` };
  const scope = { URI: Address, pm };
  const code = String(request.auth).replace(/^\s*auth/, 'function auth');
  vm.runInNewContext(`(${code})`, scope)(config, Symbol.for('var'));
  const { Authorization: bearer, ...others } = config.headers;
  if (bearer) return `bearer token=${String(bearer).replace('Bearer ', '')}`;
  const [header] = Object.entries(others);
  if (header) return `apikey in=header key=${header[0]} value=${header[1]}`;
  return `${config.options.auth ?? 'apikey'} ${parts.sort().join(' ')}`;
}

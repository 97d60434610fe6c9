import { readFileSync } from 'node:fs';
import type { Collection, Item, ItemGroup } from '../../../src/postman/v2/types.ts';

/** What a program makes of a request, in one way of writing. A field that a format cannot have is empty. */
export interface Shape {
  readonly name: string;
  readonly method: string;
  /** Address and path, without the query. */
  readonly url: string;
  /** Values of path parameters. */
  readonly path: string;
  readonly query: string;
  readonly headers: string;
  /** `inherit`, `none`, or a type with its attributes. */
  readonly auth: string;
  readonly body: string;
  /** The kinds of scripts: `before`, `after`; with `!` if it is not valid JavaScript. */
  readonly scripts: string;
}

export const fields = ['name', 'method', 'url', 'path', 'query', 'headers', 'auth', 'body', 'scripts'] as const;

interface Pair {
  readonly key: string;
  readonly value?: string | null;
  readonly disabled?: boolean;
}

/** A list of pairs as text, one in each line. A disabled pair has `(off)` before it. */
export const pairs = (list: readonly Pair[] = [], between = '=') =>
  list
    .map(
      ({ key, value, disabled }) =>
        `${disabled ? '(off) ' : ''}${key}${value === null ? '' : `${between}${value ?? ''}`}`,
    )
    .join('\n');

/** Headers as text, sorted. */
export const headers = (list: readonly Pair[] = []) => pairs(list, ': ').split('\n').sort().join('\n');

/** JSON without its layout; other text as it is. */
export function compact(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text.trim();
  }
}

function bodyOf(body: Item['request']['body']): string {
  switch (body?.mode) {
    case undefined:
      return '';
    case 'raw':
      return `${body.options.raw.language}\n${compact(body.raw)}`;
    case 'urlencoded':
      return `form\n${pairs(body.urlencoded)}`;
    case 'formdata':
      return `multipart\n${pairs(body.formdata.map((part) => ({ ...part, value: part.type === 'file' ? `@${part.src}` : part.value, ...(part.contentType ? { key: `${part.key} (${part.contentType})` } : {}) })))}`;
    case 'graphql':
      return `graphql\n${body.graphql.query.trim()}\n${compact(body.graphql.variables)}\n${body.graphql.operationName ?? ''}`.trim();
    case 'file':
      return `file\n${body.file.src}`;
  }
}

/** Auth as text: its type, and its attributes. */
export function auth(type: string, attributes: readonly (readonly [key: string, value: unknown])[]): string {
  const known = attributes.filter(([, value]) => value !== '' && value !== undefined && value !== null);
  return [type, ...known.map(([key, value]) => `${key}=${value}`).sort()].join(' ');
}

function authOf(own: Item['request']['auth'] | undefined): string {
  if (!own) return 'inherit';
  if (own.type === 'noauth') return 'none';
  const attributes = (own as unknown as Record<string, { key: string; value: string }[]>)[own.type] ?? [];
  return auth(
    own.type,
    attributes.map(({ key, value }) => [key, value]),
  );
}

const kinds = { prerequest: 'before', test: 'after' } as const;

export function shapeOf({ name, request, event = [] }: Item): Shape {
  const { url } = request;
  return {
    name,
    method: request.method,
    url: url.raw.split('?')[0] ?? '',
    path: pairs(url.variable),
    query: pairs(url.query),
    headers: headers(request.header),
    auth: authOf(request.auth),
    body: bodyOf(request.body),
    scripts: [...new Set(event.map(({ listen }) => kinds[listen]))].sort().join(' '),
  };
}

/** The requests of a collection, in order. */
export const requestsOf = ({ item }: Pick<Collection, 'item'>): Item[] =>
  item.flatMap((one: Item | ItemGroup) => ('item' in one ? requestsOf(one) : [one]));

export const readCollection = (path: string): Collection => JSON.parse(readFileSync(path, 'utf8'));

/** True for JavaScript that a program could run. */
export function isJavaScript(text: string): boolean {
  try {
    // `await` and `return` are allowed where programs run scripts.
    new Function(`return async () => {\n${text}\n}`);
    return true;
  } catch {
    return false;
  }
}

import type { Result } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/origin.ts';
import { type Comparison, compare, type ListedRequest } from '../import/compare/compare.ts';
import { readDescription } from '../import/openapi/read-description.ts';
import { readRoot } from '../import/openapi/read-root.ts';
import { type Api, type Endpoint, endpointsOf } from '../model/api.ts';
import { decodeQuietly } from '../notation/encode.ts';

/** A list compared with a description. */
export interface Against extends Comparison {
  /** Such as `OpenAPI 3.1`. */
  readonly format: string;
  readonly title: string;
}

/** Compares the requests of an API below its base URL with a description: an OpenAPI or Swagger file. */
export function compareWithDescription(api: Api, source: SourceFile): Result<Against> {
  const root = readRoot(source);
  if (root.value === undefined) return { diagnostics: root.diagnostics };
  const read = readDescription(root.value, source.path);
  if (!read.value) return { diagnostics: read.diagnostics };
  const { description } = read.value;
  const prefixes = description.servers.map(({ url }) => url.replace(/^(?:https?:)?\/\/[^/]*/, '').replace(/\/+$/, ''));
  const own = endpointsOf(api.items).filter(({ url }) => url.base === '{{base_url}}');
  const result = compare(
    own.map(toListed),
    description,
    prefixes.filter((path) => path.startsWith('/')),
  );
  return { value: { ...result, format: description.format, title: description.title }, diagnostics: read.diagnostics };
}

function toListed(endpoint: Endpoint): ListedRequest {
  const { name, method, url, headers, body, auth, expectations, origin } = endpoint;
  const status = expectations.find((expectation) => expectation.kind === 'status');
  const exact = status?.ranges.filter(({ from, to }) => from === to).map(({ from }) => from);
  return {
    name,
    method,
    path: url.path.map((segment) =>
      segment.startsWith(':') || segment.includes('{{') ? undefined : decodeQuietly(segment),
    ),
    query: new Map(url.query.map(({ key, disabled }) => [decodeQuietly(key), !disabled])),
    headers: new Set(headers.flatMap(({ key, disabled }) => (disabled ? [] : [key.toLowerCase()]))),
    hasBody: body !== undefined,
    isPublic: auth === 'none',
    statuses: exact,
    origin,
  };
}

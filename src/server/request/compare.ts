import type { Body, Endpoint, Parameter } from '../../model/api.ts';
import { decodeQuietly } from '../../notation/encode.ts';
import { parseExact } from '../../notation/json/json-number.ts';
import { soleReference } from '../../notation/references.ts';
import { mediaType, type Received, type ReceivedField } from './received.ts';
import { addUp, cost, different, same, type Unified, unifyJson, unifyText } from './unify.ts';

/** Request headers that an answer may depend on. An entry that does not send them describes another request. */
const conditional = ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since', 'range'];

/** What a request is compared with, besides an entry. */
export interface Comparison {
  /** Returns the path that the paths of an entry begin with. */
  readonly prefixOf: (endpoint: Endpoint) => string;
  /** Values of variables, as far as the server knows them. */
  readonly known: ReadonlyMap<string, string>;
  /** Names of the variables that may be empty. */
  readonly optional: ReadonlySet<string>;
}

/** How a request differs from an entry: in its path, and in everything else. */
export interface Difference {
  readonly path: number;
  readonly content: number;
  readonly bindings: ReadonlyMap<string, string>;
}

/** A request with its parsed body. */
export interface Parsed extends Received {
  readonly fields: readonly ReceivedField[] | undefined;
}

/** Compares a request with the request that an entry of the list sends. */
export function compare(endpoint: Endpoint, request: Parsed, comparison: Comparison): Difference {
  const path = comparePath(endpoint, request, comparison);
  const content = addUp([
    compareQuery(endpoint, request, comparison),
    compareHeaders(endpoint, request, comparison),
    compareBody(endpoint.body, request, comparison),
  ]);
  return { path: path.cost, content: content.cost, bindings: new Map([...path.bindings, ...content.bindings]) };
}

/** The path of an entry with the values of its parameters in it, below that of the base URL. */
export function pathText({ url }: Pick<Endpoint, 'url'>, prefix: string): string {
  const values = new Map(url.parameters.map(({ key, value }) => [`:${key}`, value]));
  const segments = url.path.map((segment) => values.get(segment) ?? segment);
  return [prefix, ...segments].join('/');
}

function comparePath(endpoint: Endpoint, { url }: Received, { prefixOf, known }: Comparison): Unified {
  const unified = unifyText(decodeQuietly(pathText(endpoint, prefixOf(endpoint))), decodeQuietly(url.pathname), known);
  // A value with "/" more probably is a longer path of another entry.
  const isLong = !endpoint.url.wide && [...unified.bindings.values()].some((value) => value.includes('/'));
  return isLong ? { ...unified, cost: unified.cost + cost.additional } : unified;
}

function compareQuery({ url }: Endpoint, request: Received, { known, optional }: Comparison): Unified {
  const sent = [...request.url.searchParams];
  const left = new Set(sent.keys());
  const parts = url.query
    .filter(({ disabled }) => !disabled)
    .map(({ key, value, keepEmpty }) => {
      const name = decodeQuietly(key);
      const all = sent.map(([found, text], index) => ({ index, text, key: unifyText(name, found, known) }));
      const best = all
        .filter(({ index, key: unified }) => left.has(index) && unified.cost < cost.different)
        .map(({ index, text, key: unified }) => ({
          index,
          unified: addUp([unified, unifyText(decodeQuietly(value ?? ''), text, known)]),
        }))
        .sort((a, b) => a.unified.cost - b.unified.cost)[0];
      if (best) left.delete(best.index);
      if (best) return best.unified;
      return !keepEmpty && isOptional(value, optional) ? same : different;
    });
  return addUp([...parts, { cost: left.size * cost.additional, bindings: new Map() }]);
}

function compareHeaders({ headers }: Endpoint, request: Received, { known, optional }: Comparison): Unified {
  const own = new Set(headers.map(({ key }) => key.toLowerCase()));
  const parts = [...own].map((name) => {
    const sent = headers.filter(({ key, disabled }) => !disabled && key.toLowerCase() === name);
    if (sent.length === 0) return same;
    const found = [request.headers[name] ?? []].flat().join(', ');
    const unified = unifyText(sent.map(({ value }) => value ?? '').join(', '), found, known);
    const isOmitted = found === '' && sent.every(({ value }) => isOptional(value, optional));
    return isOmitted ? same : unified;
  });
  const others = conditional.filter((name) => request.headers[name] !== undefined && !own.has(name)).length;
  return addUp([...parts, { cost: others * cost.additional, bindings: new Map() }]);
}

const isOptional = (value: string | null, optional: ReadonlySet<string>) =>
  optional.has(soleReference(value ?? '') ?? '');

function compareBody(body: Body | undefined, request: Parsed, comparison: Comparison): Unified {
  if (!body) return request.body.length === 0 ? same : { cost: cost.additional, bindings: new Map() };
  if (body.mode === 'file') return request.body.length > 0 ? same : different;
  if (body.mode === 'urlencoded' || body.mode === 'formdata') {
    return compareFields(body.fields, request.fields ?? [], comparison);
  }
  const text = request.body.toString('utf8');
  if (body.mode === 'graphql') {
    const template = {
      query: body.query,
      ...(body.operation ? { operationName: body.operation } : {}),
      ...(body.variables === '' ? {} : { variables: parseTemplate(body.variables) }),
    };
    return compareJson(template, text, comparison);
  }
  if (body.language !== 'json') return unifyText(body.text, text, comparison.known);
  return compareJson(parseTemplate(body.text), text, comparison);
}

/** The JSON of a list. A reference without quotes, which is sent as a number or true/false, becomes a text. */
function parseTemplate(text: string): unknown {
  try {
    return parseExact(
      text.replace(/"(?:[^"\\]|\\.)*"|\{\{[^{}]+\}\}/g, (part) => (part[0] === '"' ? part : `"${part}"`)),
    );
  } catch {
    return undefined;
  }
}

function compareJson(template: unknown, text: string, { known, optional }: Comparison): Unified {
  try {
    return unifyJson(template, parseExact(text), known, optional);
  } catch {
    return different;
  }
}

function compareFields(
  fields: readonly (Parameter & { readonly file?: unknown })[],
  found: readonly ReceivedField[],
  { known, optional }: Comparison,
): Unified {
  const left = [...found];
  const parts = fields
    .filter(({ disabled }) => !disabled)
    .map(({ key, value, file, keepEmpty }) => {
      const at = left.findIndex((field) => unifyText(key, field.key, known).cost < cost.different);
      const [field] = at === -1 ? [] : left.splice(at, 1);
      if (!field) return !keepEmpty && isOptional(value, optional) ? same : different;
      if ('file' in field) return file ? same : different;
      return file ? different : unifyText(value ?? '', field.value, known);
    });
  return addUp([...parts, { cost: left.length * cost.additional, bindings: new Map() }]);
}

/** True for a request whose body is JSON. */
export function isJson(request: Pick<Received, 'headers'>): boolean {
  return /^application\/(?:[\w.+-]+\+)?json$/.test(mediaType(request));
}

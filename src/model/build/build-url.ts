import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/origin.ts';
import { encodePathText, parseQuery, pathValueFault } from '../../notation/encode.ts';
import { findReferences, isVariableName, maskReferences, replaceReferences } from '../../notation/references.ts';
import type { LongPathValue, Parameters, RequestEntry } from '../../schema/endpoint-list.ts';
import type { Located } from '../../source/located.ts';
import type { PathParameter, Url } from '../api.ts';
import { hideInUrl } from '../literal-braces.ts';
import type { BuildContext } from './build-context.ts';
import { buildParameters } from './build-parameters.ts';

type PathEntries = NonNullable<RequestEntry['path']>;

/** The sources of a URL: the entry's text after the method, and `path` and `query` of the long form. */
export interface UrlParts {
  /** For example `/users/{login}?limit=10`. */
  readonly text: string;
  /** Returns the place of a part of the text, for diagnostics. */
  readonly placeOf: (start: number, end: number) => Origin;
  readonly path?: Located<PathEntries> | undefined;
  readonly query?: Located<Parameters> | undefined;
}

/** `{name}` or `{+name}` that is not part of `{{name}}`. */
const parameterPattern = /(?<!\{)\{(\+?)([^{}]*)\}(?!\})/g;

/** Builds a URL, split as in a Postman collection. Reports mistakes; returns undefined if it cannot be requested. */
export function buildUrl(parts: UrlParts, context: BuildContext): Url | undefined {
  context.note(parts.text, parts.placeOf);
  const text = hideInUrl(parts.text, context.literal);
  // Places are those of the text in the list, where hidden braces are shorter.
  const whole = () => parts.placeOf(0, parts.text.length);
  const placeOf = text === parts.text ? parts.placeOf : whole;
  return splitUrl({ ...parts, text, placeOf }, context);
}

function splitUrl(parts: UrlParts, context: BuildContext): Url | undefined {
  const { text, placeOf } = parts;
  const fail = (reason: string, start = 0, end = text.length) => {
    context.report(diagnose('bad-url', { url: text, reason }, placeOf(start, end)));
    return undefined;
  };
  const invalid = /[\s\\#]/.exec(maskReferences(text, 'x'));
  if (invalid) {
    const what =
      invalid[0] === '\\'
        ? 'it contains a backslash'
        : invalid[0] === '#'
          ? 'it contains a fragment'
          : 'it contains a space';
    return fail(what, invalid.index, invalid.index + 1);
  }
  const split = /^(\{\{[^{}]+\}\}|https?:\/\/[^/?]*)?(\/[^?]*)?(?:\?(.*))?$/s.exec(text);
  if (!split || (split[1] === undefined && split[2] === undefined)) {
    const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1];
    if (scheme && !/^https?$/i.test(scheme)) return fail(`only http and https are supported, not ${scheme}:`);
    return fail('it must start with "/", "{{variable}}" or "https://"');
  }
  const [, base = '{{base_url}}', path = '', query] = split;
  const fault = braceFault(text, path);
  if (fault && !findReferences(text).some((reference) => reference.fault !== undefined)) return fail(...fault);
  if (base.startsWith('http')) {
    const wrong = hostFault(base);
    if (wrong) return fail(wrong, 0, base.length);
  }
  if (split[1] === undefined) context.use('base_url', placeOf(0, text.length));
  const found: FoundParameters = { known: new Set(), parameters: [], wide: [] };
  let start = (split[1] ?? '').length + 1;
  // A variable may hold a complete URL, so nothing is appended to it.
  const written = path === '' && base.startsWith('{{') && base !== '{{base_url}}' ? [] : path.slice(1).split('/');
  const segments = written.map((segment) => {
    const built = buildSegment(segment, start, parts, found, context);
    start += segment.length + 1;
    return built;
  });
  for (const { key, keyOrigin } of parts.path?.entries() ?? []) {
    if (!found.known.has(key))
      context.report(diagnose('path-without-parameter', { name: key, known: [...found.known] }, keyOrigin));
  }
  const asked = query === undefined ? [] : parseQuery(query).map((pair) => ({ ...pair, disabled: false }));
  const added = parts.query ? buildParameters(parts.query, 'query', context) : [];
  // Postman reads text before "://" as a protocol, even inside a path.
  const safe = segments.map((segment, index) =>
    segment.endsWith(':') && segments[index + 1] === '' ? `${segment.slice(0, -1)}%3A` : segment,
  );
  const { parameters, wide } = found;
  return { base, path: safe, parameters, ...(wide.length > 0 ? { wide } : {}), query: [...asked, ...added] };
}

/** A "/" in the value of `{name}`, which is one segment. */
function slashIn(text: string) {
  if (!text.includes('/')) return undefined;
  return { is: 'contains "/", but it is one segment', hint: 'write {+name} in the path, so that it may have several' };
}

/** Finds a brace outside `{{variables}}` and path `{parameters}`. Returns the reason, and start and end in the text. */
function braceFault(text: string, path: string): [string, number, number] | undefined {
  const bare = maskReferences(text, '_');
  const start = text.indexOf(path);
  const others =
    bare.slice(0, start) +
    bare.slice(start, start + path.length).replace(/\{[^{}]*\}/g, (parameter) => '_'.repeat(parameter.length)) +
    bare.slice(start + path.length);
  const at = others.search(/[{}]/);
  if (at === -1) return undefined;
  const parameter = /^\{[^{}]*\}/.test(others.slice(at));
  return [parameter ? 'a {parameter} is allowed in the path only' : 'a brace is not closed or not opened', at, at + 1];
}

function hostFault(base: string): string | undefined {
  if (base.includes('@')) return 'a user or password in a URL is often logged';
  const bare = replaceReferences(base.replace(/:\{\{[^{}]+\}\}$/, ':1'), () => 'x');
  if (!URL.canParse(bare)) return /:\d+$/.test(bare) ? 'the port is not between 0 and 65535' : 'the host is not valid';
  return undefined;
}

/** The `{parameters}` of a path that were found so far. */
interface FoundParameters {
  /** All names. */
  readonly known: Set<string>;
  /** Those that are a whole segment, which becomes `:name`. */
  readonly parameters: PathParameter[];
  /** See `Url.wide`. */
  readonly wide: string[];
}

/**
 * Returns a path segment as in a Postman collection.
 *
 * @param start offset of the segment in the URL's text
 * @param found parameters found so far, which this function adds to
 */
function buildSegment(
  segment: string,
  start: number,
  parts: UrlParts,
  found: FoundParameters,
  context: BuildContext,
): string {
  const fullSpan = () => parts.placeOf(start, start + segment.length);
  if (/^(?:\.|%2e){1,2}$/i.test(segment)) {
    const reason = `a segment "${segment}" leads to another path`;
    context.report(diagnose('bad-url', { url: parts.text, reason }, fullSpan()));
  }
  const whole = /^\{\+?([^{}]+)\}$/.exec(segment)?.[1];
  const asVariable = whole !== undefined && !whole.includes('.');
  if (/^:[A-Za-z_]\w*$/.test(segment)) {
    context.report(diagnose('colon-segment', { segment }, fullSpan()));
  }
  let result = segment.startsWith(':') ? `%3A${segment.slice(1)}` : segment;
  let isWide = false;
  for (const match of segment.matchAll(parameterPattern)) {
    const [braced, plus, name] = match as unknown as [string, string, string];
    const at = start + match.index;
    const origin = parts.placeOf(at, at + braced.length);
    if (!isVariableName(name)) {
      const reason = `the parameter ${braced} may contain only letters, digits, "_", "-" and "."`;
      context.report(diagnose('bad-url', { url: parts.text, reason }, origin));
      continue;
    }
    if (found.known.has(name)) context.report(diagnose('duplicate-parameter', { name }, origin));
    found.known.add(name);
    const value = pathValue(name, plus === '+', parts, origin, context);
    if (asVariable) {
      found.parameters.push({ key: name, ...value });
      if (plus === '+') found.wide.push(value.value);
      result = `:${name}`;
    } else {
      isWide ||= plus === '+';
      result = result.replace(braced, () => value.value);
    }
  }
  if (isWide) found.wide.push(result);
  return result;
}

/** @param wide whether the value may have several segments, as in `{+name}` */
function pathValue(
  name: string,
  wide: boolean,
  parts: UrlParts,
  origin: Origin,
  context: BuildContext,
): Omit<PathParameter, 'key'> {
  const entry = parts.path?.get(name);
  if (!entry) {
    if (!context.types.has(name) && !context.saved.has(name) && !context.implied.has(name)) {
      context.implied.set(name, origin);
      context.early.push({ name, origin });
    }
    context.use(name, origin);
    return { value: `{{${name}}}` };
  }
  const long = entry.is('mapping') ? entry.as<LongPathValue>() : undefined;
  const located = long ? long.get('value') : entry;
  const text = located ? context.text(located) : '';
  if (text === '') {
    context.report(diagnose('bad-url', { url: parts.text, reason: `the value of {${name}} is empty` }, entry));
  }
  const literal = maskReferences(text, 'x');
  const fault = text === '' ? undefined : (pathValueFault(literal, wide) ?? (wide ? undefined : slashIn(literal)));
  if (fault) context.report(diagnose('path-value', { name, ...fault }, located ?? entry));
  const description = long?.get('description')?.text();
  return { value: hideInUrl(encodePathText(text), context.literal), ...(description ? { description } : {}) };
}

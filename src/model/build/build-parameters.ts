import { diagnose } from '../../diagnostics/diagnostic.ts';
import { encodeQueryKey, encodeQueryText } from '../../notation/encode.ts';
import { requestHeaderFault } from '../../notation/header-value.ts';
import { isToken } from '../../notation/http-token.ts';
import type { HeaderEntries, LongParameter, Parameters } from '../../schema/endpoint-list.ts';
import type { Located } from '../../source/located.ts';
import type { Parameter } from '../api.ts';
import { hideInUrl } from '../literal-braces.ts';
import type { BuildContext } from './build-context.ts';

/** Builds the parameters of a query or form. A list of values repeats the key; null sends the key without "=". */
export function buildParameters(map: Located<Parameters>, kind: 'query' | 'form', context: BuildContext): Parameter[] {
  const hide = (text: string) => hideInUrl(text, context.literal);
  const encodeKey = kind === 'query' ? (text: string) => hide(encodeQueryKey(text)) : (text: string) => text;
  const encode = kind === 'query' ? (text: string) => hide(encodeQueryText(text)) : (text: string) => text;
  return map.entries().flatMap(({ key, keyOrigin, value }) => {
    context.note(key, () => keyOrigin);
    const items: Located<unknown>[] = value.is('sequence') ? value.items() : [value];
    return items.map((item) => {
      const parameter = buildParameter(encodeKey(key), item, context);
      const isRaw = parameter.value === null || parameter.encode === false;
      return isRaw ? parameter : { ...parameter, value: encode(parameter.value) };
    });
  });
}

function buildParameter(key: string, item: Located<unknown>, context: BuildContext): Parameter {
  const long = item.is('mapping') ? item.as<LongParameter>() : undefined;
  const value = long ? long.get('value') : item;
  const description = long?.get('description')?.text();
  const bare = value === undefined || value.isNull();
  const disabled = long?.get('disabled')?.value() === true;
  const read = () => (bare ? null : context.text(value));
  return {
    key,
    // Variables in a disabled parameter must be declared but need no value.
    value: disabled ? context.gather(read).value : read(),
    disabled,
    ...(description ? { description } : {}),
    ...(long?.get('encode')?.value() === false ? { encode: false as const } : {}),
    ...(long?.get('keep_empty')?.value() === true ? { keepEmpty: true as const } : {}),
  };
}

const forbidden: Record<string, string> = {
  'content-length': 'it is derived from the body',
  'transfer-encoding': 'the runner sets it',
  host: 'it is derived from the URL',
  connection: 'the runner sets it',
};

/**
 * Builds and checks the headers of one map. Names are compared case-insensitively. A list of values repeats the header.
 *
 * @param faultOf returns why a value cannot be sent
 */
export function buildHeaders(
  map: Located<HeaderEntries>,
  context: BuildContext,
  faultOf = requestHeaderFault,
): Parameter[] {
  const seen = new Set<string>();
  return map.entries().flatMap(({ key, keyOrigin, value }) => {
    const lower = key.toLowerCase();
    if (!isToken(key)) {
      context.report(diagnose('bad-header-name', { name: key }, keyOrigin));
      return [];
    }
    if (seen.has(lower)) context.report(diagnose('duplicate-header', { name: key }, keyOrigin));
    seen.add(lower);
    const reason = Object.hasOwn(forbidden, lower) ? forbidden[lower] : undefined;
    if (reason) context.report(diagnose('forbidden-header', { name: key, reason }, keyOrigin));
    const items: Located<unknown>[] = value.is('sequence') ? value.items() : [value];
    if (items.length > 1 && sentOnce.has(lower)) {
      context.report(diagnose('repeated-header', { name: key }, items[1]));
    }
    return items.map((item) => buildHeader(key, item, context, faultOf));
  });
}

/** Headers of a request whose values are no list, so that a second line of the same name would be ignored or refused. */
const sentOnce = new Set(['authorization', 'content-type', 'user-agent', 'referer', 'origin', 'if-modified-since']);

function buildHeader(
  key: string,
  item: Located<unknown>,
  context: BuildContext,
  faultOf: typeof requestHeaderFault,
): Parameter {
  const header = buildParameter(key, item, context);
  const text = header.value ?? '';
  // A YAML block ends with a line break, which is removed below.
  const fault = faultOf(text.replace(/\n$/, ''));
  if (fault) context.report(diagnose('bad-header-value', { name: key, reason: fault }, item));
  const trimmed = text.trim();
  if (trimmed !== text && !fault) context.report(diagnose('value-trimmed', { name: key }, item));
  return { ...header, value: trimmed };
}

/** Merges the headers of several levels. A later level replaces headers of the same name. */
export function mergeHeaders(...levels: (readonly Parameter[])[]): Parameter[] {
  const merged = new Map<string, Parameter[]>();
  for (const level of levels) {
    const own = new Map<string, Parameter[]>();
    for (const header of level) {
      const lower = header.key.toLowerCase();
      own.set(lower, [...(own.get(lower) ?? []), header]);
    }
    for (const [lower, headers] of own) merged.set(lower, headers);
  }
  return [...merged.values()].flat();
}

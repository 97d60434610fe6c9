import type { Endpoint, Example } from '../../model/api.ts';
import { decodeQuietly } from '../../notation/encode.ts';
import { resolveText } from '../../notation/resolve-text.ts';
import type { AnswerContext } from './context.ts';
import { samplePattern } from './sample-pattern.ts';
import { savedPart } from './saved-part.ts';

type Header = readonly [string, string];

/**
 * Returns the headers of an answer: those of the example, those that are expected, and one for each save.
 *
 * @param type media type of the body; undefined if there is none
 */
export function headersOf(
  endpoint: Endpoint,
  example: Example | undefined,
  type: string | undefined,
  context: AnswerContext,
): Header[] {
  const expected = expectedHeaders(endpoint, context);
  const saved = savedHeaders(endpoint, expected, context);
  const isSaved = new Set(saved.map(([name]) => name.toLowerCase()));
  const others = expected.filter(({ name }) => !isSaved.has(name.toLowerCase()));
  const wanted = [...others.map((header) => toHeader(header, endpoint, context)), ...saved];
  const own = (example?.headers ?? []).map(
    ({ key, value }) => [key, resolveText(value ?? '', context.values)] as const,
  );
  // A header of the example is kept if it is as expected.
  const isGood = ([name, value]: Header) =>
    !isSaved.has(name.toLowerCase()) &&
    expected.every((other) => other.name.toLowerCase() !== name.toLowerCase() || contains(value, other.value));
  const kept = own.filter(isGood);
  const names = new Set(kept.map(([name]) => name.toLowerCase()));
  const all = [...kept, ...wanted.filter(([name]) => !names.has(name.toLowerCase()))];
  const absent = absentHeaders(endpoint);
  const typed = all.some(([name]) => name.toLowerCase() === 'content-type') || absent.has('content-type');
  const withType = typed || type === undefined ? all : [...all, ['Content-Type', type] as const];
  return withType.filter(([name]) => !absent.has(name.toLowerCase()));
}

/** Names of the headers that the list expects to be absent, in lower case. */
export function absentHeaders({ expectations }: Pick<Endpoint, 'expectations'>): Set<string> {
  return new Set(
    expectations.flatMap((expectation) =>
      expectation.kind === 'header' && expectation.value === false ? [expectation.name.toLowerCase()] : [],
    ),
  );
}

/** An expected header; empty if only its presence is expected. */
interface ExpectedHeader {
  readonly name: string;
  readonly value: string;
}

/** A header with the expected value. A Location is the address of what was created. */
function toHeader({ name, value }: ExpectedHeader, { saves }: Endpoint, { created, values }: AnswerContext): Header {
  const isLocation = name.toLowerCase() === 'location';
  const path = isLocation ? created?.(savedInBody(saves), values).find((other) => contains(other, value)) : undefined;
  return [name, path ?? (value || (isLocation ? '/' : 'present'))];
}

/** The variables that are saved from the body. */
const savedInBody = (saves: Endpoint['saves']) =>
  saves.flatMap(({ variable, from }) => (from.kind === 'header' ? [] : [variable]));

const contains = (value: string, part: string) => value.toLowerCase().includes(part.toLowerCase());

/** The expected headers. Several expectations about one header are one value that contains all of them. */
function expectedHeaders({ expectations }: Endpoint, { values }: AnswerContext): ExpectedHeader[] {
  const found = new Map<string, ExpectedHeader>();
  for (const expectation of expectations) {
    if (expectation.kind !== 'header' || expectation.value === false) continue;
    const value = expectation.value === true ? '' : resolveText(expectation.value, values);
    const lower = expectation.name.toLowerCase();
    const earlier = found.get(lower);
    const isThere = earlier && contains(earlier.value, value);
    const joined = earlier ? (isThere ? earlier.value : [earlier.value, value].filter(Boolean).join(', ')) : value;
    found.set(lower, { name: earlier?.name ?? expectation.name, value: joined });
  }
  return [...found.values()];
}

/** A header for each save, with a value that contains what is expected of it. Sets the saved variables. */
function savedHeaders(endpoint: Endpoint, expected: readonly ExpectedHeader[], context: AnswerContext): Header[] {
  const { values, typed, make = (variable: string) => `saved-${variable}` } = context;
  const headers: Header[] = [];
  for (const { variable, from } of endpoint.saves) {
    if (from.kind !== 'header') continue;
    const wanted = expected.find(({ name }) => name.toLowerCase() === from.name.toLowerCase())?.value ?? '';
    const own = String(make(variable));
    const earlier = headers.find(([name]) => name.toLowerCase() === from.name.toLowerCase())?.[1];
    const isLocation = /location/i.test(from.name);
    const withOwn = new Map([...values, [variable, own]]);
    const paths = isLocation ? (context.created?.([...savedInBody(endpoint.saves), variable], withOwn) ?? []) : [];
    const fitting = earlier !== undefined && partOf(earlier, from.match) ? earlier : undefined;
    const text = fitting ?? headerText(own, wanted, from, paths);
    if (text !== earlier) headers.push([from.name, text]);
    const part = partOf(text, from.match) ?? own;
    values.set(variable, from.name.toLowerCase() === 'location' && from.decode !== false ? decodeQuietly(part) : part);
    typed.delete(variable);
  }
  return headers;
}

/** The part of a header that is saved; undefined if there is none. */
function partOf(text: string, match: string | undefined): string | undefined {
  return match === undefined ? text : savedPart(match, text);
}

/**
 * A text of a header that contains one text, and from which a value can be saved.
 *
 * @param paths texts that are preferred
 */
function headerText(
  value: string,
  wanted: string,
  { name, match }: { readonly name: string; readonly match?: string },
  paths: readonly string[],
): string {
  const isLocation = /location/i.test(name);
  const sample = match === undefined ? value : (samplePattern(match, value) ?? value);
  const candidates = [
    ...(wanted ? [wanted, `${wanted}${value}`, `${wanted}${sample}`, `${sample}${wanted}`] : []),
    ...(isLocation ? [`/saved/${value}`, `/saved/${sample}`] : []),
    sample,
  ];
  const isGood = (text: string) => contains(text, wanted) && (partOf(text, match) ?? '') !== '';
  const path = paths.find(isGood);
  if (path !== undefined) return path;
  const hasValue = (text: string) => isGood(text) && match !== undefined && partOf(text, match) === value;
  return candidates.find(hasValue) ?? candidates.find(isGood) ?? sample;
}

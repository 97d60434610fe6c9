import type { Endpoint, Example } from '../model/api.ts';
import type { Json, StatusRange } from '../model/expectation.ts';
import { parseExact, stringifyExact } from '../notation/json/json-number.ts';
import { valueAt } from '../notation/json/json-path.ts';
import { resolveText } from '../notation/resolve-text.ts';
import type { AnswerContext } from './answers/context.ts';
import { headersOf } from './answers/headers.ts';
import { isMap, jsonIn, merge, put } from './answers/json-maps.ts';
import { samplePattern } from './answers/sample-pattern.ts';
import { savedPart } from './answers/saved-part.ts';
import { requiring, type SchemaSamples, uncheckedSamples } from './answers/schema-samples.ts';
import { resolveJson } from './resolve-json.ts';

/** A response of the embedded server. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  /** The body, if it is not text. */
  readonly bytes?: Buffer;
}

const defaultValue = (variable: string, similar?: Json): Json => similar ?? `saved-${variable}`;

/** Statuses whose answers have no body (RFC 9110, section 15). */
const withoutBody = new Set([204, 205, 304]);

/**
 * Returns the answer of an endpoint: its first example with an expected status, or a minimal answer. It meets the
 * expectations, and has a value for each save.
 */
export function answerTo(endpoint: Endpoint, context: AnswerContext): Answer {
  const ranges = endpoint.expectations.flatMap((expectation) =>
    expectation.kind === 'status' ? expectation.ranges : [],
  );
  // 1xx is not a final answer: the client would wait for another.
  const fits = (status: number) => status >= 200 && ranges.some((range) => status >= range.from && status <= range.to);
  const example = endpoint.examples.find(({ status }) => fits(status));
  const status = example?.status ?? chooseStatus(ranges, needsBody(endpoint));
  if (withoutBody.has(status)) return { status, headers: headersOf(endpoint, example, undefined, context), body: '' };
  const isGood = status >= 200 && status < 300;
  const { type, ...body } = bodyOf(endpoint, example, isGood ? context : { ...context, resource: undefined });
  return { status, headers: headersOf(endpoint, example, type, context), ...body };
}

/** The first status that can be answered, with a body if one is needed. */
function chooseStatus(ranges: readonly StatusRange[], hasBody: boolean): number {
  const possible = ranges.map(({ from }) => from).filter((status) => status >= 200);
  return possible.find((status) => !(hasBody && withoutBody.has(status))) ?? possible[0] ?? 200;
}

/** True if an expectation or a save is about the body. */
function needsBody({ expectations, saves }: Endpoint): boolean {
  const isAboutBody = ({ kind }: { kind: string }) => kind === 'body' || kind === 'text' || kind === 'schema';
  return expectations.some(isAboutBody) || saves.some(({ from }) => from.kind !== 'header');
}

/** A body, and its media type. */
interface AnswerBody {
  readonly body: string;
  readonly bytes?: Buffer;
  readonly type: string;
}

const jsonType = 'application/json';
const textType = 'text/plain; charset=utf-8';

function bodyOf(endpoint: Endpoint, example: Example | undefined, context: AnswerContext): AnswerBody {
  const { file } = context.resource ?? {};
  // What was uploaded comes back, unless the list says what the answer is.
  if (file && !example && !needsBody(endpoint) && endpoint.safe)
    return { body: '', bytes: file.bytes, type: file.type };
  const json = jsonOf(endpoint, example, context);
  const own = example?.language === 'text' ? resolveText(example.body, context.values) : undefined;
  const wanted = endpoint.expectations.flatMap((expectation) =>
    expectation.kind === 'text' ? [resolveText(expectation.text, context.values)] : [],
  );
  const saved = endpoint.saves.flatMap(({ variable, from }) => {
    if (from.kind !== 'text') return [];
    const value = String((context.make ?? defaultValue)(variable));
    return [samplePattern(from.match, value) ?? value];
  });
  const body = withTexts(json, own, [...wanted, ...saved]);
  for (const { variable, from } of endpoint.saves) {
    if (from.kind !== 'text') continue;
    context.values.set(variable, savedPart(from.match, body.body) ?? '');
    context.typed.delete(variable);
  }
  return body;
}

/** Returns JSON or text that contains all of some texts. */
function withTexts(json: Json | undefined, own: string | undefined, texts: readonly string[]): AnswerBody {
  if (json === undefined) {
    const missing = texts.filter((text) => own === undefined || !own.includes(text));
    const lines = [...(own ? [own] : []), ...missing];
    if (own === undefined && lines.length === 0) return { body: '{}', type: jsonType };
    return { body: lines.join('\n'), type: textType };
  }
  let whole = json;
  for (const [index, text] of texts.entries()) {
    if (!isMap(whole) || spellings(whole).some((body) => body.includes(text))) continue;
    // A text such as `"ok":true` is a member.
    const members = jsonIn(`{${text}}`);
    const name = `text${index === 0 ? '' : index + 1}`;
    whole = isMap(members) ? merge(members, whole) : { ...whole, [name]: text };
  }
  const bodies = spellings(whole);
  const body = bodies.find((spelling) => texts.every((text) => spelling.includes(text))) ?? (bodies[0] as string);
  return { body, type: jsonType };
}

/** The same JSON without spaces, and with those that people expect. */
function spellings(json: Json): string[] {
  const compact = stringifyExact(json);
  // Numbers with many digits would change.
  return compact.includes('\\u0000') || /\d{16}/.test(compact) ? [compact] : [compact, JSON.stringify(json, null, 2)];
}

/**
 * Returns the JSON of an answer: the example, what the server keeps, the expected body, the properties that the schema
 * requires, and a value for each save; undefined if the list says nothing about JSON. Sets the saved variables.
 */
function jsonOf(endpoint: Endpoint, example: Example | undefined, context: AnswerContext): Json | undefined {
  const { values, typed, resource, make = defaultValue, samples = uncheckedSamples } = context;
  const schemas = endpoint.expectations.flatMap((expectation) =>
    expectation.kind === 'schema' ? [resolveJson(expectation.schema, values, typed)] : [],
  );
  const fits = (value: Json | undefined) =>
    value === undefined || schemas.every((schema) => samples.accepts(schema, value));
  let json: Json | undefined;
  for (const schema of schemas) json = merge(json, sampleFor(schema, endpoint, samples));
  if (example?.language === 'json') json = merge(json, parseExact(resolveJsonText(example.body, context)) as Json);
  // A schema may refuse fields that it does not know, and a text may need another type than JSON.
  const isOther = schemas.length > 0 || hasText(endpoint);
  const kept = isOther ? undefined : resource?.json;
  if (kept !== undefined && (json === undefined || isMap(json))) json = merge(json, kept);
  const expected = endpoint.expectations.flatMap((expectation) => {
    if (expectation.kind !== 'body') return [];
    const literal = new Set(expectation.literal);
    return [resolveJson(expectation.body, literal.size === 0 ? values : withoutLiterals(values, literal), typed)];
  });
  // Bodies come after schemas, because they are more specific and replace what is there.
  for (const body of expected) json = merge(json, body);
  // What somebody sent who does not follow the list is more than what the list expects.
  if (kept !== undefined && resource?.asListed === false && isMap(json)) json = merge(json, kept);
  for (const { variable, from } of endpoint.saves) {
    if (from.kind !== 'body') continue;
    const at = valueAt(json, from.steps) as Json | undefined;
    const usable = at !== undefined && typeof at !== 'object' && at !== '';
    const isExpected = expected.some((body) => valueAt(body, from.steps) !== undefined);
    const own = usable && isExpected ? at : make(variable, usable ? at : undefined);
    // A new value may be one that the schema refuses.
    const value = usable && !fits(put(json, from.steps, own)) ? at : own;
    if (value !== at) json = put(json, from.steps, value);
    values.set(variable, String(value).replace('\u0000', ''));
    if (typeof value === 'string' && !value.startsWith('\u0000')) typed.delete(variable);
    else typed.add(variable);
  }
  return json;
}

/** A value that a schema accepts, with the values that are saved from it. */
function sampleFor(schema: Json, { saves }: Endpoint, samples: SchemaSamples): Json {
  let whole = schema;
  let json = samples.sample(schema);
  for (const { from } of saves) {
    if (from.kind !== 'body' || valueAt(json, from.steps) !== undefined) continue;
    const wider = requiring(whole, from.steps);
    const found = samples.sample(wider);
    if (!samples.accepts(wider, found) || valueAt(found, from.steps) === undefined) continue;
    whole = wider;
    json = found;
  }
  return json;
}

/** True if an expectation or a save is about the text of the body. */
function hasText({ expectations, saves }: Endpoint): boolean {
  return expectations.some(({ kind }) => kind === 'text') || saves.some(({ from }) => from.kind === 'text');
}

/** Values without those of names whose braces are text. */
function withoutLiterals(values: ReadonlyMap<string, string>, literal: ReadonlySet<string>): Map<string, string> {
  return new Map([...values].filter(([name]) => !literal.has(`{{${name}}}`)));
}

/** Fills in the variables of a JSON text. Values inside a string are escaped; values in place of a number are not. */
function resolveJsonText(text: string, { values }: AnswerContext): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|\{\{[^{}]+\}\}/g, (part) =>
    part.startsWith('"') && part.includes('{{')
      ? JSON.stringify(resolveText(JSON.parse(part) as string, values))
      : resolveText(part, values),
  );
}

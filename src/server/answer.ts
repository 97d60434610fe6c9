import type { Endpoint, Example } from '../model/api.ts';
import type { Json, StatusRange } from '../model/expectation.ts';
import { valueAt } from '../notation/json-path.ts';
import { resolveText } from '../notation/resolve-text.ts';
import { resolveJson } from './resolve-json.ts';
import { sampleSchema } from './sample-schema.ts';

/** A response of the embedded server. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** The variables that answers are made with. */
export interface AnswerContext {
  /** The current value of each variable, by name. Answers add the values that a client would save from them. */
  readonly values: Map<string, string>;
  /** Names of the variables whose type is number or boolean. */
  readonly typed: ReadonlySet<string>;
}

/**
 * Returns the answer of an endpoint: its first example with an expected status. Without such an example, it is a
 * minimal answer that meets the expectations and has a value for each save.
 */
export function answerTo(endpoint: Endpoint, context: AnswerContext): Answer {
  const ranges = endpoint.expectations.flatMap((expectation) =>
    expectation.kind === 'status' ? expectation.ranges : [],
  );
  // 1xx is not a final answer: the client would wait for another.
  const fits = (status: number) => status >= 200 && ranges.some((range) => status >= range.from && status <= range.to);
  const example = endpoint.examples.find(({ status }) => fits(status));
  return example ? fromExample(example, endpoint, context) : fromExpectations(endpoint, ranges, context);
}

function fromExample(example: Example, endpoint: Endpoint, context: AnswerContext): Answer {
  const headers = example.headers.map(({ key, value }) => [key, resolveText(value ?? '', context.values)] as const);
  const type = example.language === 'json' ? 'application/json' : 'text/plain; charset=utf-8';
  return {
    status: example.status,
    headers: withType([...headers, ...expectedHeaders(endpoint, context)], type),
    body:
      example.language === 'json' ? resolveJsonText(example.body, context) : resolveText(example.body, context.values),
  };
}

/** Fills in the variables of a JSON text. Values inside a string are escaped; values in place of a number are not. */
function resolveJsonText(text: string, { values }: AnswerContext): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|\{\{[^{}]+\}\}/g, (part) =>
    part.startsWith('"') && part.includes('{{')
      ? JSON.stringify(resolveText(JSON.parse(part) as string, values))
      : resolveText(part, values),
  );
}

function fromExpectations(endpoint: Endpoint, ranges: readonly StatusRange[], context: AnswerContext): Answer {
  const [first] = ranges;
  const status = first === undefined || first.from < 200 ? 200 : first.from;
  const headers = [...expectedHeaders(endpoint, context), ...savedHeaders(endpoint, context)];
  if (status === 204 || status === 304) return { status, headers, body: '' };
  const texts = endpoint.expectations.flatMap((expectation) =>
    expectation.kind === 'text' ? [resolveText(expectation.text, context.values)] : [],
  );
  const json = expectedBody(endpoint, context);
  if (texts.length > 0 && json === undefined) {
    return { status, headers: withType(headers, 'text/plain; charset=utf-8'), body: texts.join('\n') };
  }
  return { status, headers: withType(headers, 'application/json'), body: JSON.stringify(json ?? {}) };
}

function withType(headers: readonly (readonly [string, string])[], type: string): (readonly [string, string])[] {
  const seen = new Set<string>();
  // The first header of a name is kept, so an example takes precedence over the expectations.
  const unique = headers.filter(([key]) => !seen.has(key.toLowerCase()) && seen.add(key.toLowerCase()));
  return seen.has('content-type') ? unique : [...unique, ['Content-Type', type]];
}

function expectedHeaders(endpoint: Endpoint, context: AnswerContext): (readonly [string, string])[] {
  return endpoint.expectations.flatMap((expectation) => {
    if (expectation.kind !== 'header' || expectation.value === false) return [];
    const { name, value } = expectation;
    return [[name, value === true ? 'present' : resolveText(value, context.values)] as const];
  });
}

function savedHeaders(endpoint: Endpoint, { values }: AnswerContext): (readonly [string, string])[] {
  return endpoint.saves.flatMap(({ variable, from }) => {
    if (from.kind !== 'header') return [];
    const value = `saved-${variable}`;
    values.set(variable, value);
    return [[from.name, /location/i.test(from.name) ? `/saved/${value}` : value] as const];
  });
}

/**
 * Returns JSON with the expected body, the properties that the schema requires, and a value for each save; undefined
 * when the endpoint has none of them. Sets the saved variables.
 */
function expectedBody(endpoint: Endpoint, context: AnswerContext): Json | undefined {
  const { values, typed } = context;
  let json: Json | undefined;
  // Bodies come after schemas, because they are more specific and replace what is there.
  for (const expectation of endpoint.expectations) {
    if (expectation.kind === 'schema') json = merge(json, sampleSchema(expectation.schema));
  }
  for (const expectation of endpoint.expectations) {
    if (expectation.kind === 'body') json = merge(json, resolveJson(expectation.body, values, typed));
  }
  for (const { variable, from } of endpoint.saves) {
    if (from.kind !== 'body') continue;
    const at = valueAt(json, from.steps);
    const usable = at !== undefined && typeof at !== 'object';
    const value = usable ? String(at) : `saved-${variable}`;
    values.set(variable, value);
    if (!usable) json = put(json, from.steps, value);
  }
  return json;
}

/** Merges two maps, recursively. Anything else is replaced by `b`. */
function merge(a: Json | undefined, b: Json): Json {
  if (!isMap(a) || !isMap(b)) return b;
  return { ...a, ...Object.fromEntries(Object.entries(b).map(([key, value]) => [key, merge(a[key], value)])) };
}

function isMap(json: Json | undefined): json is { readonly [key: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** Returns a copy of the JSON with the value at that path. Missing maps and lists are created. */
function put(json: Json | undefined, steps: readonly (string | number)[], value: Json): Json {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (typeof step === 'string') {
    const map = isMap(json) ? json : {};
    return { ...map, [step]: put(map[step], rest, value) };
  }
  const list = Array.isArray(json) ? [...(json as Json[])] : [];
  const index = step < 0 ? Math.max(0, list.length + step) : step;
  while (list.length < index) list.push(null);
  list[index] = put(list[index], rest, value);
  return list;
}

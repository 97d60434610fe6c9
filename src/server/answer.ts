import type { Endpoint, Example } from '../model/api.ts';
import type { Json, StatusRange } from '../model/expectation.ts';
import { valueAt } from '../notation/json-path.ts';
import { resolveText } from '../notation/resolve-text.ts';
import { resolveJson } from './resolve-json.ts';
import { sampleSchema } from './sample-schema.ts';

/** What the embedded server answers. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** What an answer may depend on: values by name, and which of them are numbers or true/false. */
export interface AnswerContext {
  readonly values: Map<string, string>;
  readonly typed: ReadonlySet<string>;
}

/**
 * The answer to an endpoint: its first example that has an expected status; without one, the least that its
 * expectations and saves ask for.
 */
export function answerTo(endpoint: Endpoint, context: AnswerContext): Answer {
  const ranges = endpoint.expectations.flatMap((one) => (one.kind === 'status' ? one.ranges : []));
  // 1xx is not an answer yet: whoever asks would wait for the next one.
  const fits = (status: number) => status >= 200 && ranges.some((range) => status >= range.from && status <= range.to);
  const example = endpoint.examples.find((one) => fits(one.status));
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

/** JSON text with its variables filled in: escaped inside a string, as they are where a number stands. */
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
  const texts = endpoint.expectations.flatMap((one) =>
    one.kind === 'text' ? [resolveText(one.text, context.values)] : [],
  );
  const json = expectedBody(endpoint, context);
  if (texts.length > 0 && json === undefined) {
    return { status, headers: withType(headers, 'text/plain; charset=utf-8'), body: texts.join('\n') };
  }
  return { status, headers: withType(headers, 'application/json'), body: JSON.stringify(json ?? {}) };
}

function withType(headers: readonly (readonly [string, string])[], type: string): (readonly [string, string])[] {
  const seen = new Set<string>();
  // The first of a name wins: what an example says comes before what an expectation would be content with.
  const unique = headers.filter(([key]) => !seen.has(key.toLowerCase()) && seen.add(key.toLowerCase()));
  return seen.has('content-type') ? unique : [...unique, ['Content-Type', type]];
}

function expectedHeaders(endpoint: Endpoint, context: AnswerContext): (readonly [string, string])[] {
  return endpoint.expectations.flatMap((one) => {
    if (one.kind !== 'header' || one.value === false) return [];
    return [[one.name, one.value === true ? 'present' : resolveText(one.value, context.values)] as const];
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

/** JSON that holds what is expected: the body, what the schema requires, and a value for each save. */
function expectedBody(endpoint: Endpoint, context: AnswerContext): Json | undefined {
  const { values, typed } = context;
  let json: Json | undefined;
  // The body comes last: it says more than a schema does.
  for (const one of endpoint.expectations) {
    if (one.kind === 'schema') json = merge(json, sampleSchema(one.schema));
  }
  for (const one of endpoint.expectations) {
    if (one.kind === 'body') json = merge(json, resolveJson(one.body, values, typed));
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

function merge(a: Json | undefined, b: Json): Json {
  if (!isMap(a) || !isMap(b)) return b;
  return { ...a, ...Object.fromEntries(Object.entries(b).map(([key, value]) => [key, merge(a[key], value)])) };
}

function isMap(json: Json | undefined): json is { readonly [key: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

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

import type { Json } from '../../model/expectation.ts';
import { parseExact, stringifyExact } from '../../notation/json/json-number.ts';
import { sampleSchema } from '../sample-schema.ts';
import { isMap } from './json-maps.ts';

/** Makes values that JSON Schemas accept. */
export interface SchemaSamples {
  /** Returns a value that a schema accepts; one that it may refuse if none is found. */
  sample(schema: Json): Json;
  /** True if a schema accepts a value. */
  accepts(schema: Json, value: Json): boolean;
}

/** For answers without a schema, and for tests: values are not checked. */
export const uncheckedSamples: SchemaSamples = { sample: sampleSchema, accepts: () => true };

/** How many values are tried for a schema whose first one is refused. */
const TRIES = 20;

/** A larger `minItems` or `minLength` would fill the memory. */
const MOST = 100_000;

/**
 * Loads what makes values for schemas. Call it only for lists that have one: ajv, which decides in Postman's sandbox as
 * well, and a generator for schemas whose simplest value they refuse. Its values are random, but the same each time.
 */
export async function loadSchemaSamples(): Promise<SchemaSamples> {
  const [{ default: Validator }, { generateSync }] = await Promise.all([import('ajv'), import('json-schema-faker')]);
  const checks = new Map<string, (value: unknown) => boolean>();
  const samples = new Map<string, Json>();
  const checkOf = (schema: Json) => {
    const text = stringifyExact(schema);
    const known = checks.get(text);
    if (known) return known;
    const ajv = new Validator({ unknownFormats: 'ignore', logger: false });
    let check: (value: unknown) => boolean = () => true;
    try {
      const compiled = ajv.compile(JSON.parse(text) as object);
      check = (value) => compiled(value) === true;
    } catch {
      // The list was checked; what is still wrong with a schema is no matter of its answers.
    }
    checks.set(text, check);
    return check;
  };
  const accepts = (schema: Json, value: Json) => checkOf(schema)(JSON.parse(stringifyExact(value)));
  const make = (schema: Json): Json => {
    const first = sampleSchema(schema);
    if (accepts(schema, first) || isHuge(schema)) return first;
    for (let seed = 1; seed <= TRIES; seed++) {
      try {
        const value = parseExact(JSON.stringify(generateSync(JSON.parse(stringifyExact(schema)), { seed }))) as Json;
        if (accepts(schema, value)) return value;
      } catch {
        // Another seed may choose another branch.
      }
    }
    return first;
  };
  const sample = (schema: Json) => {
    const text = stringifyExact(schema);
    const known = samples.get(text) ?? make(schema);
    samples.set(text, known);
    return known;
  };
  return { sample, accepts };
}

/** True if a value of the schema would be very large. */
function isHuge(schema: Json): boolean {
  const found = JSON.stringify(schema).matchAll(/"min(?:Items|Length|Properties)":(\d[\d.e+]*)/g);
  return [...found].some(([, number]) => Number(number) > MOST);
}

/** A schema that also requires a value at a path, so that a client can save it from there. */
export function requiring(schema: Json | undefined, steps: readonly (string | number)[]): Json {
  const [step, ...rest] = steps;
  const own = isMap(schema) ? schema : {};
  if (step === undefined) return Object.keys(own).length > 0 ? own : { type: 'string', minLength: 1 };
  // Keys beside `$ref` have no effect in draft 7.
  if (own.$ref !== undefined) return { allOf: [own, requiring({}, steps)] };
  if (typeof step === 'string') {
    const properties = isMap(own.properties) ? own.properties : {};
    const others = isMap(own.additionalProperties) ? own.additionalProperties : {};
    return {
      type: 'object',
      ...own,
      required: [...new Set([...(Array.isArray(own.required) ? (own.required as Json[]) : []), step])],
      properties: { ...properties, [step]: requiring(properties[step] ?? others, rest) },
    };
  }
  const index = Math.max(0, step);
  const { items } = own;
  const list = Array.isArray(items) ? (items as Json[]) : undefined;
  return {
    type: 'array',
    ...own,
    minItems: Math.max(Number(own.minItems ?? 0), index + 1),
    items: list ? list.map((item, at) => (at === index ? requiring(item, rest) : item)) : requiring(items, rest),
  };
}

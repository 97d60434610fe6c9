import { sample } from 'openapi-sampler';
import type { Json } from '../model/expectation.ts';

type Schema = { readonly [key: string]: Json };
type Draft = { [key: string]: Json };

const isSchema = (json: Json | undefined): json is Schema =>
  typeof json === 'object' && json !== null && !Array.isArray(json);
const listOf = (json: Json | undefined): readonly Json[] => (Array.isArray(json) ? json : []);

/** Upper limits, because a schema with `minItems: 1000000000` must not fill the memory. */
const MOST_ITEMS = 1000;
const MOST_CHARACTERS = 10_000;

/**
 * Returns a small value that a JSON Schema (draft 7) accepts, without optional properties and items. A schema with rare
 * keywords, such as `not`, may refuse it.
 */
export function sampleSchema(schema: Json | undefined): Json {
  const prepared = prepare(schema, new Map());
  try {
    const options = { quiet: true, skipNonRequired: true, enablePatterns: true };
    const value = sample(prepared, options, prepared) as Json | undefined;
    return value === undefined ? {} : value;
  } catch {
    // A $ref without a target, or a pattern that the library cannot sample.
    return {};
  }
}

/**
 * Rewrites a schema for openapi-sampler, which ignores `contains` beside `items`, some bounds, and required names that
 * are described in another part of the schema, or nowhere.
 *
 * @param done the results so far, because a schema may contain itself
 * @param isPart whether the schema is one of several for the same value
 */
function prepare(json: Json | undefined, done: Map<Schema, Draft>, isPart = false): Draft {
  if (!isSchema(json)) return {};
  const known = done.get(json);
  if (known) return known;
  const schema: Draft = { ...json };
  done.set(json, schema);
  for (const key of ['definitions', '$defs', 'properties']) {
    if (isSchema(json[key])) {
      schema[key] = Object.fromEntries(Object.entries(json[key]).map(([name, value]) => [name, prepare(value, done)]));
    }
  }
  if (schema.maxLength === 0) schema.const = '';
  if (Number(schema.minLength) > MOST_CHARACTERS) schema.minLength = MOST_CHARACTERS;
  if (isSchema(json.additionalProperties)) schema.additionalProperties = prepare(json.additionalProperties, done);
  else delete schema.additionalProperties;
  prepareItems(schema, (item) => prepare(item, done));
  prepareRequired(schema, (part) => prepare(part, done, true), isPart);
  return schema;
}

/** Limits the number of items, and gives each a schema. */
function prepareItems(schema: Draft, prepareItem: (item: Json) => Draft): void {
  const { items, contains, minItems } = schema;
  if (Array.isArray(items)) schema.items = items.map(prepareItem);
  if (Array.isArray(items)) return;
  const count = Math.min(Math.max(Number(minItems ?? 0), contains === undefined ? 0 : 1), MOST_ITEMS);
  const item = isSchema(items) ? prepareItem(items) : { const: 'value' };
  const first = items === undefined || contains === undefined ? (contains ?? items) : { allOf: [items, contains] };
  // Without a schema for items, the library makes no items; with one, it makes at least one item.
  if (count === 0 && items !== undefined) schema.maxItems = 0;
  if (count > 0) {
    schema.prefixItems = Array.from({ length: count }, (_, index) =>
      index === 0 && isSchema(first) ? prepareItem(first) : item,
    );
    schema.minItems = count;
  }
}

/** Copies the required names to all parts of a schema, and adds a schema for each name that has none. */
function prepareRequired(schema: Draft, preparePart: (part: Json) => Draft, isPart: boolean): void {
  const { allOf, anyOf, oneOf } = schema;
  const parts = [...listOf(allOf), ...listOf(anyOf).slice(0, 1), ...listOf(oneOf).slice(0, 1)].map(preparePart);
  const all = [schema, ...parts];
  delete schema.anyOf;
  delete schema.oneOf;
  if (parts.length > 0) schema.allOf = parts;
  const required = [...new Set(all.flatMap((part) => listOf(part.required).map(String)))];
  const other = all.map((part) => part.additionalProperties).find(isSchema);
  for (const part of all) {
    if (required.length > 0) part.required = required;
    // Otherwise the library adds two extra properties.
    delete part.additionalProperties;
  }
  if (isPart && other) schema.additionalProperties = other;
  if (isPart || required.length === 0) return;
  const missing = required.filter(
    (name) => !all.some((part) => isSchema(part.properties) && Object.hasOwn(part.properties, name)),
  );
  const described = Object.fromEntries(missing.map((name) => [name, other ?? { const: 'value' }]));
  schema.properties = { ...described, ...(schema.properties as Draft | undefined) };
}

import type { Json } from '../model/expectation.ts';

type Schema = { readonly [key: string]: Json };

const isSchema = (json: Json | undefined): json is Schema =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

const formats: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T00:00:00Z',
  date: '2026-01-01',
  time: '00:00:00Z',
  email: 'user@example.com',
  uuid: '00000000-0000-4000-8000-000000000000',
  uri: 'https://example.com/',
  ipv4: '127.0.0.1',
  hostname: 'example.com',
};

/** A small value that a JSON Schema accepts, as far as plain keywords tell: required keys, items, types, bounds. */
export function sampleSchema(schema: Json | undefined, depth = 12): Json {
  if (!isSchema(schema) || depth === 0) return {};
  for (const key of ['const', 'default', 'example'] as const) if (key in schema) return schema[key] as Json;
  const { enum: choices, examples, allOf } = schema;
  if (Array.isArray(choices)) return choices[0] as Json;
  if (Array.isArray(examples) && examples.length > 0) return examples[0] as Json;
  const [branch] = [schema.oneOf, schema.anyOf].flatMap((one) => (Array.isArray(one) ? one : []));
  if (branch !== undefined) {
    const chosen = sampleSchema(branch as Json, depth - 1);
    return isPlain(chosen) && 'properties' in schema ? { ...sampleObject(schema, depth), ...chosen } : chosen;
  }
  if (Array.isArray(allOf)) {
    return Object.assign({}, ...allOf.map((one) => sampleSchema(one as Json, depth - 1)), sampleObject(schema, depth));
  }
  switch (typeOf(schema)) {
    case 'array':
      return sampleArray(schema, depth);
    case 'string':
      return sampleString(schema);
    case 'integer':
    case 'number':
      return sampleNumber(schema);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return sampleObject(schema, depth);
  }
}

/** The number nearest to 1 that is between the bounds. */
function sampleNumber(schema: Schema): number {
  const bound = (key: string, step: number, none: number) => (key in schema ? Number(schema[key]) + step : none);
  const least = Math.max(bound('minimum', 0, -Infinity), bound('exclusiveMinimum', 1, -Infinity));
  const most = Math.min(bound('maximum', 0, Infinity), bound('exclusiveMaximum', -1, Infinity));
  return Math.min(Math.max(1, least), most);
}

function typeOf(schema: Schema): string {
  const { type } = schema;
  if (Array.isArray(type)) return String(type[0]);
  if (typeof type === 'string') return type;
  if ('items' in schema || 'contains' in schema) return 'array';
  return 'minLength' in schema || 'format' in schema ? 'string' : 'object';
}

function sampleObject(schema: Schema, depth: number): { [key: string]: Json } {
  const properties = isSchema(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  return Object.fromEntries(
    required.map((key) => [key, key in properties ? sampleSchema(properties[key], depth - 1) : 'value']),
  );
}

function sampleArray(schema: Schema, depth: number): Json[] {
  const contained = schema.contains;
  const item = sampleSchema(schema.items, depth - 1);
  const found = sampleSchema(contained, depth - 1);
  const both = isPlain(item) && isPlain(found) ? { ...item, ...found } : found;
  const first = contained === undefined ? [] : [both];
  const missing = Math.max(0, Number(schema.minItems ?? 0) - first.length);
  return [...first, ...Array.from({ length: Math.min(missing, 1000) }, () => item)];
}

function isPlain(json: Json): json is { readonly [key: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function sampleString(schema: Schema): string {
  const format = formats[String(schema.format)];
  if (format !== undefined) return format;
  const length = Math.min(Number(schema.minLength ?? 0), 10_000);
  const text = 'text'.slice(0, Number(schema.maxLength ?? 4));
  return text.padEnd(length, 'x');
}

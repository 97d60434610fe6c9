/** A part of a JSON Schema (draft 7), which may be changed. */
export interface Schema {
  [key: string]: unknown;
  type?: string | readonly string[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  anyOf?: Schema[];
  required?: readonly string[];
  description?: string;
  title?: string;
  examples?: unknown[];
}

/** Keywords whose values are data. */
const data = new Set(['examples', 'default', 'enum', 'const']);
/** Keywords whose values are schemas by name. */
const named = new Set(['properties', 'patternProperties', 'definitions']);

/** Calls a function for each part of a schema, outer parts first. */
export function walkSchema(schema: unknown, visit: (part: Schema) => void): void {
  if (typeof schema !== 'object' || schema === null) return;
  if (Array.isArray(schema)) {
    for (const part of schema) walkSchema(part, visit);
    return;
  }
  visit(schema as Schema);
  for (const [keyword, part] of Object.entries(schema)) {
    if (data.has(keyword)) continue;
    if (named.has(keyword)) for (const inner of Object.values(part as object)) walkSchema(inner, visit);
    else walkSchema(part, visit);
  }
}

/** True for a map whose keys are known. */
export const isMap = (part: Schema): boolean => part.type === 'object' && part.properties !== undefined;

/** The alternative of a schema that has a key. */
export function withKey(part: Schema | undefined, key: string): Schema | undefined {
  return part?.anyOf?.find((branch) => branch.properties?.[key] !== undefined);
}

/** The schema of the values of a map whose keys people choose. */
export function valuesOf(part: Schema | undefined): Schema | undefined {
  const values = part?.additionalProperties;
  return typeof values === 'object' ? values : undefined;
}

import { valueAtReference } from '../../notation/pointer/json-pointer.ts';
import type { Json } from '../expectation.ts';
import { listKeywords, mapKeywords, schemaKeywords } from './schema-keywords.ts';

/** A `$ref` whose target does not exist in the schema. */
export interface UnresolvedReference {
  /** Keys and indexes from the schema down to the `$ref`. */
  readonly path: readonly string[];
  /** Value of the `$ref`. */
  readonly reference: string;
  /** References to the definitions of the schema, to suggest one. */
  readonly known: readonly string[];
}

type Tree = { readonly [key: string]: Json };

const isTree = (json: Json | undefined): json is Tree =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** Returns the references in a schema that point neither to a part of it nor to the `$id` of a part. */
export function findUnresolved(schema: Json): UnresolvedReference[] {
  const parts = [...subschemas(schema, [])];
  const ids = new Set(parts.flatMap(({ own: { $id } }) => (typeof $id === 'string' ? [$id, `${$id}#`] : [])));
  const definitions = isTree(schema) && isTree(schema.definitions) ? Object.keys(schema.definitions) : [];
  const known = definitions.map((name) => `#/definitions/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  return parts.flatMap(({ own: { $ref }, path }) =>
    typeof $ref === 'string' && !ids.has($ref) && !leadsTo($ref, schema)
      ? [{ path: [...path, '$ref'], reference: $ref, known }]
      : [],
  );
}

/** Returns the paths of the `$ref`s that lead back to themselves without a schema on the way. */
export function findCircular(schema: Json): { readonly path: readonly string[]; readonly reference: string }[] {
  return [...subschemas(schema, [])].flatMap(({ own: { $ref }, path }) => {
    const seen = new Set<string>();
    let next: Json | undefined = $ref;
    while (typeof next === 'string' && !seen.has(next)) {
      seen.add(next);
      const target = valueAtReference(next, schema) as Json | undefined;
      next = isTree(target) ? target.$ref : undefined;
    }
    return typeof $ref === 'string' && next === $ref ? [{ path: [...path, '$ref'], reference: $ref }] : [];
  });
}

/** Yields a schema and all schemas inside, each with its path. */
function* subschemas(
  json: Json | undefined,
  path: readonly string[],
): Generator<{ own: Tree; path: readonly string[] }> {
  if (!isTree(json)) return;
  yield { own: json, path };
  for (const [key, value] of Object.entries(json)) {
    if (schemaKeywords.includes(key) || key === 'items') yield* subschemas(value, [...path, key]);
    const isList = listKeywords.includes(key) || (key === 'items' && Array.isArray(value));
    if (!isList && !mapKeywords.includes(key)) continue;
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, inside] of Object.entries(value)) yield* subschemas(inside as Json, [...path, key, name]);
  }
}

/** True if a reference points to a part of the schema, or to JSON Schema itself. */
function leadsTo(reference: string, schema: Json): boolean {
  return (
    /^https?:\/\/json-schema\.org\/draft-07\/schema#?$/.test(reference) ||
    valueAtReference(reference, schema) !== undefined
  );
}

import type * as z from 'zod';

interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly entries?: Readonly<Record<string, string>>;
}

const definitionOf = (schema: z.ZodType): Definition => (schema as unknown as { def: Definition }).def;

/** Removes `optional` from a schema. */
function unwrap(schema: z.ZodType): z.ZodType {
  const { innerType } = definitionOf(schema);
  return innerType ? unwrap(innerType) : schema;
}

/** Returns the branches of a union; the schema itself if it is not a union. */
export function unionOptions(schema: z.ZodType): readonly z.ZodType[] {
  const bare = unwrap(schema);
  return definitionOf(bare).options ?? [bare];
}

/** Returns the schema of a key or list item; undefined if there is none. In a union, the first branch that has one. */
export function propertyOf(schema: z.ZodType, step: PropertyKey): z.ZodType | undefined {
  const { shape, element, valueType, options = [] } = definitionOf(unwrap(schema));
  const own = shape?.[String(step)] ?? element ?? valueType;
  if (own) return own;
  for (const option of options) {
    const found = propertyOf(option, step);
    if (found) return found;
  }
  return undefined;
}

/** True for the schema of a map with a fixed set of keys. */
export function isMap(schema: z.ZodType): boolean {
  return definitionOf(unwrap(schema)).shape !== undefined;
}

/** Returns the keys of a map's schema. For a union, the keys of all branches. */
export function knownKeys(schema: z.ZodType): string[] {
  const keys = unionOptions(schema).flatMap((option) => Object.keys(definitionOf(unwrap(option)).shape ?? {}));
  return [...new Set(keys)];
}

/** The documentation of a key. */
export interface KeyDocs {
  readonly description?: string | undefined;
  /** Value that is used if the key is absent. */
  readonly default?: unknown;
  /** Valid values of the key, for users to copy. */
  readonly examples?: readonly unknown[];
}

/** Returns the documentation of a key. `optional` inherits that of the schema inside. */
export function docsOf(schema: z.ZodType): KeyDocs {
  const { innerType } = definitionOf(schema);
  return { ...(innerType ? docsOf(innerType) : {}), ...schema.meta() };
}

/** Returns the keys of a map with their schemas; empty for any other schema. */
export function keysOf(schema: z.ZodType): { key: string; shape: z.ZodType; required: boolean }[] {
  return Object.entries(definitionOf(unwrap(schema)).shape ?? {}).map(([key, shape]) => {
    return { key, shape, required: definitionOf(shape).type !== 'optional' };
  });
}

const words: Record<string, string> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  null: 'nothing',
  array: 'a list',
  object: 'a map',
  record: 'a map',
  unknown: 'any value',
};

/** True for a schema that accepts certain words only. */
export function isEnum(schema: z.ZodType): boolean {
  return definitionOf(unwrap(schema)).entries !== undefined;
}

/** Returns the kinds of value that a schema accepts, such as `text` or `a map`; the words of an enum. No duplicates. */
export function kindsOf(schema: z.ZodType): string[] {
  const kinds = unionOptions(schema).flatMap((option): string[] => {
    const bare = unwrap(option);
    const { type, entries } = definitionOf(bare);
    if (type === 'union') return kindsOf(bare);
    return entries ? Object.keys(entries) : [words[type] ?? type];
  });
  return [...new Set(kinds)];
}

/** Returns the kinds of value that a schema accepts, in words: `text, a number or a map`. */
export function describeSchema(schema: z.ZodType): string {
  return inWords(kindsOf(schema));
}

/** Joins words with commas, and with "or" before the last: `a, b or c`. */
export function inWords(kinds: readonly string[]): string {
  return kinds.length < 2 ? kinds.join('') : `${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}`;
}

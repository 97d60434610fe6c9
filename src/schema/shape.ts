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

/** The shape without `optional` around it. */
function unwrap(schema: z.ZodType): z.ZodType {
  const { innerType } = definitionOf(schema);
  return innerType ? unwrap(innerType) : schema;
}

/** The branches of a union; the shape itself when it is not a union. */
export function unionOptions(schema: z.ZodType): readonly z.ZodType[] {
  const bare = unwrap(schema);
  return definitionOf(bare).options ?? [bare];
}

/** The shape below a key or an index, if the shape has one. */
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

/** The keys that a shape has, of all its branches. */
export function knownKeys(schema: z.ZodType): string[] {
  return unionOptions(schema).flatMap((option) => Object.keys(definitionOf(unwrap(option)).shape ?? {}));
}

/** What people read about a key. */
export interface KeyDocs {
  readonly description?: string | undefined;
  /** Value that has the same effect as leaving the key out. */
  readonly default?: unknown;
  /** Values of the key that can be copied. */
  readonly examples?: readonly unknown[];
}

/** The documentation of a key, with that of the shape inside `optional`. */
export function docsOf(schema: z.ZodType): KeyDocs {
  const { innerType } = definitionOf(schema);
  return { ...(innerType ? docsOf(innerType) : {}), ...schema.meta() };
}

/** The keys of a map's shape; empty for any other shape. */
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

/** The kinds of value that a shape takes, each once: `text`, `a map`, or the words to choose from. */
export function kindsOf(schema: z.ZodType): string[] {
  const kinds = unionOptions(schema).flatMap((option): string[] => {
    const bare = unwrap(option);
    const { type, entries } = definitionOf(bare);
    if (type === 'union') return kindsOf(bare);
    return entries ? Object.keys(entries) : [words[type] ?? type];
  });
  return [...new Set(kinds)];
}

/** What a shape takes, in words: `text, a number or a map`. */
export function describeSchema(schema: z.ZodType): string {
  return inWords(kindsOf(schema));
}

/** A list of words, with "or" before the last one. */
export function inWords(kinds: readonly string[]): string {
  return kinds.length < 2 ? kinds.join('') : `${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}`;
}

import type { Ajv, ErrorObject } from 'ajv';
import { suggest } from '../../diagnostics/did-you-mean.ts';
import { quoteText } from '../../diagnostics/show-text.ts';
import type { Json } from '../expectation.ts';
import { findCircular, findUnresolved } from './schema-references.ts';

/** A mistake in a JSON Schema, in words. */
export interface SchemaFault {
  /** Keys and indexes from the schema down to the mistake. */
  readonly path: readonly string[];
  /** True if the last key is wrong, not its value. */
  readonly atKey?: boolean;
  readonly reason: string;
  /** How to correct it. */
  readonly hint?: string;
}

/** Returns the mistakes in a JSON Schema (draft 7), whose texts may contain `{{variables}}`. */
export type SchemaValidator = (schema: Json) => readonly SchemaFault[];

const DRAFT_7 = 'http://json-schema.org/draft-07/schema#';

/**
 * Loads the validator. Call it only for lists that contain a schema, because it takes as long as building a small list.
 * It is ajv, as in Postman's sandbox, so a schema that is valid here is valid there.
 */
export async function loadSchemaValidator(): Promise<SchemaValidator> {
  const { default: Validator } = await import('ajv');
  // Same options as in templates/scripts/expect-schema.js, except `jsonPointers`.
  const ajv = new Validator({ allErrors: true, jsonPointers: true, unknownFormats: 'ignore', logger: false });
  const known = new Map<string, readonly SchemaFault[]>();
  return (schema) => {
    const text = JSON.stringify(schema);
    const faults = known.get(text) ?? findFaults(schema, ajv);
    known.set(text, faults);
    return faults;
  };
}

function findFaults(schema: Json, ajv: Ajv): SchemaFault[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const draft = (schema as { readonly [key: string]: Json }).$schema;
  if (draft !== undefined && !(typeof draft === 'string' && ajv.getSchema(draft))) {
    return [{ path: ['$schema'], reason: 'only draft 7 is understood', hint: `write ${DRAFT_7}, or remove the line` }];
  }
  const byPath = new Map<string, ErrorObject[]>();
  ajv.validateSchema(schema);
  for (const error of ajv.errors ?? []) byPath.set(error.dataPath, [...(byPath.get(error.dataPath) ?? []), error]);
  const faults = [...byPath].flatMap(([pointer, errors]) => {
    // A mistake inside a value explains more than "matches none of anyOf".
    const isDeeper = [...byPath.keys()].some((other) => other.startsWith(`${pointer}/`));
    return isDeeper && errors.some(({ keyword }) => keyword === 'anyOf') ? [] : explain(pointer, errors, schema);
  });
  return byPath.size > 0 ? [...faults, ...unresolved(schema)] : compile(schema, ajv);
}

/** Returns mistakes that only compiling a schema finds, such as references without a target. */
function compile(schema: Json, ajv: Ajv): SchemaFault[] {
  try {
    // Two schemas of a list may have the same `$id`.
    ajv.removeSchema();
    ajv.compile(schema as object);
    return [];
  } catch (error) {
    const faults = [...unresolved(schema), ...circular(schema)];
    if (faults.length > 0) return faults;
    const isEndless = error instanceof RangeError;
    return [{ path: [], reason: isEndless ? 'its references never end' : (error as Error).message }];
  }
}

function unresolved(schema: Json): SchemaFault[] {
  return findUnresolved(schema).map(({ path, reference, known }) => ({
    path,
    reason: `${quoteText(reference)} leads to nothing in this schema`,
    ...(known.length > 0 ? { hint: suggest(reference, known) } : {}),
  }));
}

function circular(schema: Json): SchemaFault[] {
  return findCircular(schema).map(({ path, reference }) => ({
    path,
    reason: `${quoteText(reference)} refers to itself`,
  }));
}

const kinds: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  object: 'a map',
  string: 'text',
};

/** Combines ajv's errors about one value into one mistake; none if the value is a variable. */
function explain(pointer: string, errors: readonly ErrorObject[], schema: Json): SchemaFault[] {
  const path = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const names = errors.flatMap(({ keyword, params }) =>
    keyword === 'propertyNames' ? [String((params as { propertyName: string }).propertyName)] : [],
  );
  if (names.length > 0) {
    return names.map((name) => ({ path: [...path, name], atKey: true, reason: 'it is not a regular expression' }));
  }
  const value = path.reduce<unknown>((inside, step) => (inside as Record<string, unknown>)[step], schema);
  const find = (keyword: string) => errors.find((error) => error.keyword === keyword)?.params as Params | undefined;
  const [allowed, format] = [find('enum')?.allowedValues, find('format')?.format];
  // The value of a variable is not known yet.
  const isOpen = typeof value === 'string' && value.includes('{{');
  if (isOpen && (allowed || format)) return [];
  if (typeof value === 'string' && allowed) {
    const reason = `${quoteText(value)} is not one of ${allowed.join(', ')}`;
    return [{ path, reason, hint: suggest(value, allowed) }];
  }
  if (format) return [{ path, reason: format === 'regex' ? 'it is not a regular expression' : 'it is not a URI' }];
  if (find('minItems')) return [{ path, reason: 'the list is empty' }];
  if (find('uniqueItems')) return [{ path, reason: 'the list has an item twice' }];
  if (find('minimum')) return [{ path, reason: 'it is less than 0' }];
  if (find('exclusiveMinimum')) return [{ path, reason: 'it is not greater than 0' }];
  const types = errors.flatMap(({ keyword, params }) =>
    keyword === 'type' ? String((params as Params).type).split(',') : [],
  );
  const wanted = [...new Set([...(allowed ? ['string'] : []), ...types])].map((type) => kinds[type] ?? type);
  const reason = `expected ${wanted.join(' or ')}, found ${describe(value)}`;
  const isText = typeof value === 'string' && types.includes('array');
  return [{ path, reason, ...(isText ? { hint: `write [${value}]` } : {}) }];
}

/** Details of an ajv error. Which ones are present depends on the keyword. */
interface Params {
  readonly allowedValues?: readonly string[];
  readonly format?: string;
  readonly type?: string;
}

function describe(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'string' ? 'text' : String(value);
}

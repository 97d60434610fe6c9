/** The fields of an entry that an update looks at one by one. */

import { hash } from 'node:crypto';
import { canonicalJson } from '../../notation/json/canonical-json.ts';
import { Commented, type Printable } from '../../source/print/print-value.ts';
import { isTree } from '../openapi/tree.ts';

/** A field: where it is in the entry, and its value. */
export interface Field {
  readonly path: readonly string[];
  readonly value: Printable;
}

/** Fields by name, such as `query/limit`. */
export type Fields = ReadonlyMap<string, Field>;

/** Keys whose values are looked at one by one. */
const maps = new Set(['path', 'query', 'headers', 'form', 'multipart', 'variables', 'identities', 'environments']);

/** Returns the fields of an entry, or of the top of a list. A short form counts as its long form. */
export function fieldsOf(keys: { readonly [key: string]: unknown }): Map<string, Field> {
  const fields = new Map<string, Field>();
  const add = (path: readonly string[], value: unknown) => {
    if (value !== undefined) fields.set(path.join('/'), { path, value: value as Printable });
  };
  for (const [key, written] of Object.entries(keys)) {
    const value = written instanceof Commented ? written.value : written;
    if (key === 'endpoints') continue;
    if (key === 'expect') {
      const long = isTree(value) ? value : { status: value };
      for (const [name, item] of Object.entries(long)) add([key, name], item);
    } else if (maps.has(key) && isTree(value)) for (const [name, item] of Object.entries(value)) add([key, name], item);
    else add([key], value);
  }
  return fields;
}

/** Returns a short text that is the same for equal values, whatever the order of their keys: 10 hexadecimal digits. */
export const stampOf = (value: unknown): string => hash('sha256', canonicalJson(value)).slice(0, 10);

/** Returns what an operation is recognized by: method and path, whatever its parameters are named. */
export function shapeOf(request: string): string {
  const [method = '', url = ''] = request.trim().split(/\s+/);
  const [path = ''] = url.split('?');
  return `${method.toUpperCase()} ${path.replace(/(?<!\{)\{\+?[^{}]*\}(?!\})/g, '{}')}`;
}

/** JSON pointers (RFC 6901), as the fragment of a `$ref`. */

import { decodeQuietly } from '../encode.ts';

/**
 * Returns what a `$ref` such as `#/definitions/User` points to in a JSON value; undefined if there is nothing, or if it
 * leads to another file.
 */
export function valueAtReference(reference: string, root: unknown): unknown {
  if (reference === '#') return root;
  if (!reference.startsWith('#/')) return undefined;
  let inside: unknown = root;
  for (const step of reference.slice(2).split('/')) {
    const key = keyOfStep(step);
    if (typeof inside !== 'object' || inside === null || !Object.hasOwn(inside, key)) return undefined;
    inside = (inside as Readonly<Record<string, unknown>>)[key];
  }
  return inside;
}

/** Returns the key that a step of a pointer is. */
export const keyOfStep = (step: string): string => decodeQuietly(step).replaceAll('~1', '/').replaceAll('~0', '~');

/** Returns a key as a step of a pointer. */
export const stepOfKey = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

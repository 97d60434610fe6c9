/** Values of a description, which is JSON of unknown shape. */

import { keyOfStep, stepOfKey } from '../../notation/pointer/json-pointer.ts';

/** A JSON object. */
export type Tree = Readonly<Record<string, unknown>>;

/** True for a JSON object. */
export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns a JSON object; an empty one for any other value. */
export const treeOf = (value: unknown): Tree => (isTree(value) ? value : {});

/** Returns a list; an empty one for any other value. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Returns a text that is not empty; undefined for any other value. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

/** Returns a text, number or boolean as text; an empty text for any other value. A map may have a key `toString`. */
export const wordOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

/** Returns the keys and values of an object. The key `__proto__` has no meaning in a description, and is dangerous. */
export const pairsOf = (value: unknown): [key: string, value: unknown][] =>
  isTree(value) ? Object.entries(value).filter(([key]) => key !== '__proto__') : [];

/**
 * Returns the JSON pointer (RFC 6901) of a key or item.
 *
 * @example pointerTo('#/paths', '/users/{id}') // '#/paths/~1users~1{id}'
 */
export const pointerTo = (parent: string, key: string | number): string => `${parent}/${stepOfKey(String(key))}`;

/** The keys of a JSON pointer. */
export const keysOf = (pointer: string): string[] =>
  pointer
    .replace(/^#?\/?/, '')
    .split('/')
    .filter((key, index) => index > 0 || key !== '')
    .map(keyOfStep);

/** The mark in generated files. */

import { createHash } from 'node:crypto';

/** A file's JSON. */
export type Tree = Readonly<Record<string, unknown>>;

/** The mark by which postmint recognizes its own files, and notices changes by others. */
export interface Mark {
  /** File name of the list that produced the file. */
  readonly list: string;
  /** Hash of the canonical content. */
  readonly hash: string;
  /** In an environment: the generated values, so that entered ones can be recognized. */
  readonly values?: Readonly<Record<string, string>>;
}

/**
 * Returns the hash of JSON without white space: formatters and line ends do not change it. Keys are not sorted: common
 * tools keep their order, and sorting would cost a tenth of the time of `generate`.
 */
function hashOf(value: unknown): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(value), 'utf8').digest('hex')}`;
}

/** Returns the hash of a collection without its mark. */
export function hashCollection(content: Tree): string {
  const { 'x-postmint': _, ...info } = (content.info ?? {}) as Tree;
  return hashOf({ ...content, info });
}

/** Returns the hash of an environment without its mark and its values, which users may change. */
export function hashEnvironment(content: Tree): string {
  const { _postmint: _, values, ...rest } = content;
  const bare = Array.isArray(values) ? values.map((value) => ({ ...(value as Tree), value: undefined })) : values;
  return hashOf({ ...rest, values: bare });
}

/** Returns a copy of a collection with its mark, which is in `info`. */
export function markCollection(content: Tree, list: string): Tree {
  const mark: Mark = { list, hash: hashCollection(content) };
  return { ...content, info: { ...(content.info as Tree), 'x-postmint': mark } };
}

/** Returns the mark in the content of a file; undefined when there is none. */
export function markOf(content: Tree): Mark | undefined {
  const mark = (content._postmint ?? (content.info as Tree | undefined)?.['x-postmint']) as Mark | undefined;
  return typeof mark?.list === 'string' && typeof mark.hash === 'string' ? mark : undefined;
}

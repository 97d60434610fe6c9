/** The mark in generated files. */

import { createHash } from 'node:crypto';
import { canonicalJson } from '../notation/json/canonical-json.ts';

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

const sha256 = (text: string) => `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;

/** Returns the hash of a text. */
export const hashText = (text: string): string => sha256(text);

/** Returns the hash of canonical JSON: a formatter that changes the layout or the order of keys does not change it. */
const hashOf = (value: unknown) => sha256(canonicalJson(value));

/** Returns the hash of a collection without its mark. */
export function hashCollection(content: Tree): string {
  return hashOf(withoutMark(content));
}

/** Returns a collection without its mark, and without what Postman adds when it exports one. */
export function withoutMark(content: Tree): Tree {
  const { 'x-postmint': _, _exporter_id, _collection_link, ...info } = (content.info ?? {}) as Tree;
  return { ...content, info };
}

/** True if a collection differs from the hash in its mark, or has none. Version 0.1.0 did not sort the keys. */
export function isEdited(content: Tree): boolean {
  const bare = withoutMark(content);
  const hash = markOf(content)?.hash;
  return hash !== hashOf(bare) && hash !== sha256(JSON.stringify(bare));
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

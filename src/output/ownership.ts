import { createHash } from 'node:crypto';

type Tree = Readonly<Record<string, unknown>>;

/** How postmint knows its own files again, and sees whether somebody else changed them. */
export interface Mark {
  /** File name of the list that made it. */
  readonly list: string;
  /** Hash of the canonical content. */
  readonly hash: string;
  /** In an environment: the values that were generated, so that a typed one can be told from them. */
  readonly values?: Readonly<Record<string, string>>;
}

/**
 * Hash of a content: of its JSON without blanks, so that a formatter or another kind of line end changes nothing. Keys
 * are not sorted: no tool that people use moves them, and it would cost a tenth of the time of `generate`.
 */
function hashOf(value: unknown): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(value), 'utf8').digest('hex')}`;
}

/** Hash of a collection without its mark. */
export function hashCollection(content: Tree): string {
  const { 'x-postmint': _, ...info } = (content.info ?? {}) as Tree;
  return hashOf({ ...content, info });
}

/** Hash of an environment without its mark and without its values, which are the user's. */
export function hashEnvironment(content: Tree): string {
  const { _postmint: _, values, ...rest } = content;
  const bare = Array.isArray(values) ? values.map((one) => ({ ...(one as Tree), value: undefined })) : values;
  return hashOf({ ...rest, values: bare });
}

/** A collection with its mark, which stands in `info`. */
export function markCollection(content: Tree, list: string): Tree {
  const mark: Mark = { list, hash: hashCollection(content) };
  return { ...content, info: { ...(content.info as Tree), 'x-postmint': mark } };
}

/** The mark in a file's content, if it has one. */
export function markOf(content: Tree): Mark | undefined {
  const mark = (content._postmint ?? (content.info as Tree | undefined)?.['x-postmint']) as Mark | undefined;
  return typeof mark?.list === 'string' && typeof mark.hash === 'string' ? mark : undefined;
}

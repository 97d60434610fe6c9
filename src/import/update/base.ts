/**
 * What import wrote, so that `import --update` can tell what the user changed. It is kept beside the list, as stamps: a
 * short text for each value.
 */

import type { DraftFolder, DraftList } from '../entries/to-list.ts';
import { isTree } from '../openapi/tree.ts';
import { fieldsOf, stampOf } from './fields.ts';

/** Stamps by field. */
export type Stamps = Readonly<Record<string, string>>;

/** What import wrote for one operation. */
export interface BaseEntry {
  /** The id of the operation in the description. */
  readonly id?: string | undefined;
  readonly folder: string;
  readonly fields: Stamps;
}

/** Everything that import wrote. */
export interface Base {
  readonly options: Readonly<Record<string, string | boolean>>;
  readonly head: Stamps;
  readonly folders: Readonly<Record<string, Stamps>>;
  /** By request, such as `GET /books/{isbn}`. */
  readonly entries: Readonly<Record<string, BaseEntry>>;
}

const stampsOf = (keys: { readonly [key: string]: unknown }): Stamps =>
  Object.fromEntries([...fieldsOf(keys)].map(([name, { value }]) => [name, stampOf(value)]));

/**
 * Returns what a list made from a description says.
 *
 * @param options the options of the import, for the next one
 */
export function toBase({ head, folders }: DraftList, options: Base['options']): Base {
  const entries = folders.flatMap(({ name, entries: own }: DraftFolder) =>
    own.map(({ request, operation, keys }): [string, BaseEntry] => [
      request,
      { ...(operation.id === undefined ? {} : { id: operation.id }), folder: name, fields: stampsOf(keys) },
    ]),
  );
  return {
    options,
    head: stampsOf(head),
    folders: Object.fromEntries(folders.map(({ name, keys }) => [name, stampsOf(keys)])),
    entries: Object.fromEntries(entries),
  };
}

const NOTE = 'Written by postmint import, for import --update. Keep it in git; do not edit it.';

/** Returns the text of the file: a line for each operation, so that changes are easy to read. */
export function printBase({ options, head, folders, entries }: Base): string {
  const lines = (map: object) =>
    Object.entries(map)
      .map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
      .join(',\n');
  const block = (map: object) => (Object.keys(map).length === 0 ? '{}' : `{\n${lines(map)}\n  }`);
  return `{
  "_postmint": ${JSON.stringify(NOTE)},
  "options": ${JSON.stringify(options)},
  "head": ${block(head)},
  "folders": ${block(folders)},
  "entries": ${block(entries)}
}
`;
}

/** Returns what a file says; undefined if it is not one of import. */
export function parseBase(text: string): Base | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isTree(value)) return undefined;
  const { options, head, folders, entries } = value;
  const isStamps = (map: unknown) => isTree(map) && Object.values(map).every((stamp) => typeof stamp === 'string');
  const isValid =
    isTree(options) &&
    isStamps(head) &&
    isTree(folders) &&
    Object.values(folders).every(isStamps) &&
    isTree(entries) &&
    Object.values(entries).every(
      (entry) => isTree(entry) && typeof entry.folder === 'string' && isStamps(entry.fields),
    );
  return isValid ? (value as unknown as Base) : undefined;
}

/** Returns the name of the file beside a list: `endpoints.import.json` for `endpoints.yaml`. */
export const baseName = (list: string): string => list.replace(/\.ya?ml$/, '.import.json');

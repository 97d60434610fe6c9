/** The kinds of generated files, one row for each. */

import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { mergeEnvironment, typedValues } from './merge-environment.ts';
import type { OutputFile } from './output-file.ts';
import { isEdited, markCollection, markOf, type Tree } from './ownership.ts';
import { sameCollection, sameEnvironment } from './same-content.ts';

/** How one kind of file is named, written and recognized. */
export interface FileKind {
  /** The end of its file names. */
  readonly ending: string;
  /** The text of the file. */
  readonly print: (content: Tree) => string;
  /** The content of a text; undefined when the text is not of this kind. */
  readonly parse: (text: string) => Tree | undefined;
  /**
   * The content to write: what was generated, with our mark.
   *
   * @param found reads the file on disk, which has values that must be kept
   * @param list file name of the list
   */
  readonly finish: (content: Tree, found: () => Tree | undefined, list: string) => Tree;
  /** True when users can enter secrets into it, so that only its owner may read it. */
  readonly isPrivate: (content: Tree) => boolean;
  /** True if a file on disk says what would be written, in another layout or order, or as Postman saved it. */
  readonly isSame: (finished: Tree, found: Tree) => boolean;
  /** Why replacing it needs `--force`: somebody else wrote it, or somebody changed it. */
  readonly conflict: (wanted: Tree, found: Tree | undefined, path: string) => Diagnostic | undefined;
  /** Why removing it needs `--force`: something in it would be lost. */
  readonly loss: (found: Tree, path: string) => Diagnostic | undefined;
}

/** With tabs, like an export of Postman, and with a line end. */
const printJson = (content: Tree) => `${JSON.stringify(content, null, '\t')}\n`;

function parseJson(text: string): Tree | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Tree) : undefined;
  } catch {
    return undefined;
  }
}

const idOf = (content: Tree | undefined) => (content?.info as Tree | undefined)?._postman_id;

const collection: FileKind = {
  ending: '.postman_collection.json',
  print: printJson,
  parse: parseJson,
  // Nothing of a collection on disk is kept, so it is not even read.
  finish: (content, _, list) => markCollection(content, list),
  isPrivate: () => false,
  isSame: sameCollection,
  conflict: (wanted, found, path) => {
    if (!found) return diagnose('foreign-file', { path, isJson: false });
    const isOurs = markOf(found) || (idOf(found) !== undefined && idOf(found) === idOf(wanted));
    if (!isOurs) return diagnose('foreign-file', { path, isJson: true });
    // An export of the app has lost the mark, so what was changed in it cannot be seen.
    return isEdited(found) ? diagnose('edited-by-hand', { path }) : undefined;
  },
  loss: (found, path) => (isEdited(found) ? diagnose('edited-by-hand', { path }) : undefined),
};

/** True for an export of an environment that was imported into the app, which gave it another id. */
function isImported(wanted: Tree, found: Tree): boolean {
  const keysOf = ({ values }: Tree) =>
    Array.isArray(values) ? values.map((value: { key?: unknown } | null) => value?.key) : [];
  const keys = new Set(keysOf(wanted));
  return found.name === wanted.name && keysOf(found).some((key) => keys.has(key));
}

const environment: FileKind = {
  ending: '.postman_environment.json',
  print: printJson,
  parse: parseJson,
  finish: (content, found, list) => mergeEnvironment(content, found(), list),
  isPrivate: ({ values }) =>
    (values as { type?: string }[] | undefined)?.some(({ type }) => type === 'secret') === true,
  isSame: sameEnvironment,
  conflict: (wanted, found, path) => {
    // An export of the app has lost the mark, but is still this environment. Its values are kept anyway.
    if (!found) return diagnose('foreign-file', { path, isJson: false });
    const isOurs = markOf(found) || found.id === wanted.id || isImported(wanted, found);
    return isOurs ? undefined : diagnose('foreign-file', { path, isJson: true });
  },
  loss: (found, path) => {
    const names = [...typedValues(found)].filter(([, value]) => value !== '').map(([name]) => name);
    return names.length > 0 ? diagnose('typed-values', { path, names }) : undefined;
  },
};

/** Every kind of generated file. */
export const fileKinds: Readonly<Record<OutputFile['kind'], FileKind>> = { collection, environment };

/** The kind of a file by the end of its name; undefined when the name is not that of a generated file. */
export function kindOf(name: string): FileKind | undefined {
  return Object.values(fileKinds).find(({ ending }) => name.endsWith(ending));
}

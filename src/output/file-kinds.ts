/** The kinds of generated files, one row for each. */

import { diagnose } from '../diagnostics/diagnostic.ts';
import type { FileKind } from './file-kind.ts';
import { mergeEnvironment, typedValues } from './merge-environment.ts';
import type { OutputFile } from './output-file.ts';
import { isEdited, markCollection, markOf, type Tree } from './ownership.ts';
import { htmlPage, markdownPage } from './page-kinds.ts';
import { sameCollection, sameEnvironment } from './same-content.ts';

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
  isJson: true,
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
  isJson: true,
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
export const fileKinds: Readonly<Record<OutputFile['kind'], FileKind>> = {
  collection,
  environment,
  'html-page': htmlPage,
  'markdown-page': markdownPage,
};

/** The kind of a file by the end of its name; undefined when the name is not that of a generated file. */
export function kindOf(name: string): FileKind | undefined {
  return Object.values(fileKinds).find(({ ending }) => name.endsWith(ending));
}

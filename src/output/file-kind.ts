import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Tree } from './ownership.ts';

/** How one kind of file is named, written and recognized. */
export interface FileKind {
  /** The end of its file names. */
  readonly ending: string;
  /** Whether it is JSON. */
  readonly isJson: boolean;
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

/** Generated files: as a list produces them, and as they are on disk. */

/** A file that a list produces. */
export interface OutputFile {
  readonly kind: 'collection' | 'environment' | 'html-page' | 'markdown-page';
  /** File name, beside the list. */
  readonly name: string;
  /** JSON, or the text of a page under the key `text`. */
  readonly content: Readonly<Record<string, unknown>>;
  /** False for an environment into which nobody types a secret; only its owner may read the others. */
  readonly private?: boolean;
}

/** A file as it is on disk. */
export interface DiskFile {
  readonly name: string;
  readonly text: string;
  /** Why it must not be replaced; set when it is not a regular file. */
  readonly unsafe?: string;
  /** Why a regular file cannot be read, and its permissions in octal, such as `600`. */
  readonly unreadable?: { readonly reason: string; readonly mode: string };
}

/** Generated files: as a list produces them, and as they are on disk. */

/** A file that a list produces. */
export interface OutputFile {
  readonly kind: 'collection' | 'environment';
  /** File name, beside the list. */
  readonly name: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** A file as it is on disk. */
export interface DiskFile {
  readonly name: string;
  readonly text: string;
  /** Why it must not be replaced; set when it is not a readable regular file. */
  readonly unsafe?: string;
}

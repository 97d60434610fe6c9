/** A file that a list makes. */
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
  /** Why it must not be replaced, when it is not a regular file. */
  readonly unsafe?: string;
}

/** Endings by which generated files are found. */
export const endings = { collection: '.postman_collection.json', environment: '.postman_environment.json' } as const;

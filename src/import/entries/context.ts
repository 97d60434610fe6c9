import type { Printable } from '../../source/print/print-value.ts';
import type { Omissions } from '../openapi/omissions.ts';
import type { Samples } from '../openapi/samples.ts';
import type { Variables } from './variables.ts';

/** What the makers of entries share. */
export interface EntryContext {
  readonly variables: Variables;
  readonly samples: Samples;
  readonly omissions: Omissions;
  /** Whether expectations have the schema of the answer. */
  readonly withSchemas: boolean;
  /** Whether requests sign in unless they say otherwise. */
  readonly signsIn: boolean;
  /** Before every path, such as `/a`. */
  readonly prefix: string;
}

/** Keys of an entry, in the order of the file. */
export type Draft = { [key: string]: Printable };

/** Parts of an entry with comments about what could not be carried over. */
export interface DraftPart {
  readonly keys: Draft;
  readonly comments: readonly string[];
}

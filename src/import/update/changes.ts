import type { Field } from './fields.ts';
import type { ListedEntry } from './list-entries.ts';

/** A change of one field: its new value, or undefined to remove it. */
export interface FieldChange {
  readonly field: Field;
  readonly value: Field['value'];
}

/** A field that the user changed, and that the description now says in another way. The user's value stays. */
export interface Kept {
  readonly where: string;
  readonly field: string;
}

/** What happens to an entry that is in the list. */
export interface EntryPlan {
  readonly entry: ListedEntry;
  readonly changes: readonly FieldChange[];
  /** Whether its operation has gone, or is back. */
  readonly mark?: 'gone' | 'back';
  /** The request that it had. */
  readonly renamedFrom?: string;
}

import type { Origin } from '../diagnostics/origin.ts';

/** The variables and scripts that were noted while a list was built, each with a place in the list. */
export interface Noted {
  /** First place that uses each variable. */
  readonly uses: ReadonlyMap<string, Origin>;
  /** Path parameters that read the variable of the same name. */
  readonly implied: ReadonlyMap<string, Origin>;
  /** Saved variables, with the place of the first save. */
  readonly saved: ReadonlyMap<string, { readonly origin: Origin; readonly secret: boolean }>;
  /** Names that were used before anything saved them. */
  readonly early: readonly { readonly name: string; readonly origin: Origin }[];
  /** The user's scripts. A variable that a script names counts as used. */
  readonly scripts: readonly { readonly text: string; readonly origin: Origin }[];
}

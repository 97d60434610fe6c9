import type { Origin } from '../diagnostics/origin.ts';

/** Variables and scripts that were found while the model was built, with their places in the list. */
export interface Noted {
  /** First use of each variable. */
  readonly uses: ReadonlyMap<string, Origin>;
  /** Path parameters without a value: they read the variable of the same name. */
  readonly implied: ReadonlyMap<string, Origin>;
  /** Variables that requests save, with the place of the first save. */
  readonly saved: ReadonlyMap<string, { readonly origin: Origin; readonly secret: boolean }>;
  /** Uses of variables that are not declared and not saved by an earlier request. */
  readonly early: readonly { readonly name: string; readonly origin: Origin }[];
  /** Names under `literal_braces`, with their places. */
  readonly literals: readonly { readonly name: string; readonly origin: Origin }[];
  /** The user's scripts. A variable whose name occurs in one counts as used. */
  readonly scripts: readonly { readonly text: string; readonly origin: Origin }[];
}

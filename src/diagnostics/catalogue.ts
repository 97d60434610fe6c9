import { filesCodes } from './codes/files.ts';
import { listCodes } from './codes/list.ts';
import { requestCodes } from './codes/request.ts';
import { runCodes } from './codes/run.ts';
import { sourceCodes } from './codes/source.ts';
import type { Entry } from './entry.ts';

export type { Entry, Severity } from './entry.ts';

/** Every code that postmint can report. Codes are promised to stay; words may be made better. */
export const catalogue = {
  ...sourceCodes,
  ...listCodes,
  ...requestCodes,
  ...filesCodes,
  ...runCodes,
};

/** The name of a diagnostic. */
export type Code = keyof typeof catalogue;

/** The facts that a code's words are composed of. */
export type Args<C extends Code> = (typeof catalogue)[C] extends Entry<infer A> ? A : never;

/** All codes, in the catalogue's order. */
export const codes = Object.keys(catalogue) as Code[];

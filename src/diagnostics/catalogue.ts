/** The catalogue of all codes, from its groups. */

import { filesCodes } from './codes/files.ts';
import { importCodes } from './codes/import.ts';
import { includeCodes } from './codes/include.ts';
import { listCodes } from './codes/list.ts';
import { requestCodes } from './codes/request.ts';
import { runCodes } from './codes/run.ts';
import { sendingCodes } from './codes/sending.ts';
import { sourceCodes } from './codes/source.ts';
import type { Entry } from './entry.ts';

export type { Entry, Severity } from './entry.ts';

/** Every code that postmint can report. Codes are promised to stay; the wording can improve. */
export const catalogue = {
  ...sourceCodes,
  ...listCodes,
  ...includeCodes,
  ...requestCodes,
  ...sendingCodes,
  ...filesCodes,
  ...importCodes,
  ...runCodes,
};

/** A code of the catalogue, such as `unknown-key`. */
export type Code = keyof typeof catalogue;

/** The facts from which the message and hint of a code are composed. */
export type Args<C extends Code> = (typeof catalogue)[C] extends Entry<infer A> ? A : never;

/** All codes, in the catalogue's order. */
export const codes = Object.keys(catalogue) as Code[];

import type { Language } from '../../snippets/draft.ts';
import type { RunOptions } from '../run/options.ts';
import { runDefaults } from '../run/options.ts';

/** Options of `curl`, as yargs parses them. */
export interface CurlOptions extends Omit<RunOptions, 'lists'> {
  /** The list, if it is given, and the name of a request. */
  readonly words: readonly string[];
  readonly as: Language;
  /** Send the request as `run --request` does. */
  readonly run: boolean;
}

/** Default values of the options. */
export const curlDefaults: Omit<CurlOptions, 'format'> = { ...runDefaults, words: [], as: 'curl', run: false };

import { error, note, warning } from '../entry.ts';
import { quoteText } from '../show-text.ts';

/** Codes about files that are imported. */
export const importCodes = {
  'bad-description': error<{ path: string; reason: string }>(
    ({ path, reason }) => `${quoteText(path)} cannot be imported: ${reason}`,
    () => 'give the path of an OpenAPI or Swagger description, as JSON or YAML',
  ),
  'description-depth': error<{ path: string; limit: number }>(
    ({ path, limit }) => `${quoteText(path)} is nested deeper than ${limit} levels`,
    () => 'check whether it was made by mistake; descriptions are rarely deeper than 30 levels',
  ),
  'external-reference': error<{ path: string; reference: string; pointer: string; isAllowed: boolean }>(
    ({ path, reference, pointer, isAllowed }) =>
      `${quoteText(path)} refers to ${isAllowed ? 'another host' : 'another file'}: ${quoteText(reference)} at ${pointer}`,
    ({ isAllowed }) =>
      isAllowed
        ? 'nothing is fetched: save the file beside the description, and refer to it by its path'
        : 'to read files in the folder of the description, add: --allow-external',
  ),
  'broken-reference': warning<{ path: string; reference: string; pointer: string }>(
    ({ path, reference, pointer }) =>
      `${quoteText(path)} has a reference without a target: ${quoteText(reference)} at ${pointer}`,
    () => 'repair the description, or complete the list by hand',
  ),
  'no-import-file': note<{ path: string }>(
    ({ path }) =>
      `${quoteText(path)} is missing, so everything in the list counts as yours: only new requests are added`,
    () => 'keep this file in git; import writes it beside the list',
  ),
  'bad-import-file': error<{ path: string }>(
    ({ path }) => `${quoteText(path)} is not a file that import wrote`,
    () => 'restore it from git, or remove it: then everything in the list counts as yours',
  ),
};

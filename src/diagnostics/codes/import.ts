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
  'not-in-description': warning<{ method: string; name: string }>(
    ({ method, name }) => `${quoteText(name)} (${method}) is not in the description`,
    () => 'if it is not a request of your own, remove it, or correct its method and path',
  ),
  'differs-from-description': warning<{ name: string; what: string }>(
    ({ name, what }) => `${quoteText(name)} differs from the description: ${what}`,
    () => 'change the request; if it is as it was imported: postmint import FILE --update',
  ),
  'low-coverage': error<{ coverage: number; least: number }>(
    ({ coverage, least }) =>
      `the list has ${coverage} % of the operations of the description; at least ${least} % are required`,
    () => 'write the missing ones; what is new in the description is added by: postmint import FILE --update',
  ),
  'description-unread': error<{ url: string; reason: string }>(
    ({ url, reason }) => `the description at ${quoteText(url)} cannot be read: ${reason}`,
    () => 'check the address, or save the description to a file and give its path',
  ),
  'no-credentials': error<{ path: string; reason: string; help: string }>(
    ({ path, reason }) => `${quoteText(path)} has no credentials: ${reason}`,
    ({ help }) => help,
  ),
};

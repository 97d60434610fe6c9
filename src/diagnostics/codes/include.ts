import { error } from '../entry.ts';
import { quoteText } from '../show-text.ts';

/** Codes about files with further entries, which a list includes. */
export const includeCodes = {
  'no-include': error<{ pattern: string }>(
    ({ pattern }) => `no file matches ${quoteText(pattern)}`,
    () => 'correct the pattern; it is relative to this file, and only files inside the folder of the list are found',
  ),
  'bad-include': error<{ pattern: string; reason: string }>(
    ({ pattern, reason }) => `${quoteText(pattern)} cannot be included: ${reason}`,
    () => 'write a path or a pattern such as more/*.yaml',
  ),
  'include-cycle': error<{ path: string }>(
    ({ path }) => `${quoteText(path)} includes this file, so the list would never end`,
    () => 'remove one of the two includes',
  ),
  'included-twice': error<{ path: string }>(
    ({ path }) => `${quoteText(path)} is included twice`,
    () => 'remove one include, or make its pattern narrower',
  ),
  'too-many-includes': error<{ count: number; limit: number }>(
    ({ count, limit }) => `the list includes ${count} files; the limit is ${limit}`,
    () => 'split it into several lists',
  ),
  'include-needs-folder': error<{ key: string }>(
    ({ key }) => `"${key}" applies to a folder, and this file has none`,
    () => 'add a name: folder: Users',
  ),
  'declared-twice': error<{ name: string }>(
    ({ name }) => `the variable "${name}" is declared in another file as well`,
    () => 'keep one of the two',
  ),
};

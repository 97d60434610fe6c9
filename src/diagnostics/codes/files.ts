import { error, note } from '../entry.ts';
import { quoteText } from '../show-text.ts';

const regenerate = () => 'run: postmint generate';

/** What is on disk against what would be generated. */
export const filesCodes = {
  'no-list': error<{ tried: readonly string[] }>(
    ({ tried }) => `no list found (looked for ${tried.join(', ')})`,
    () => 'name it after the command: path/to/endpoints.yaml',
  ),
  'output-clash': error<{ path: string; other: string }>(
    ({ path, other }) => `${quoteText(path)} would also be written by ${quoteText(other)}`,
    () => 'give one of the two lists another "slug" (or environment another name)',
  ),
  'missing-file': error<{ path: string }>(({ path }) => `${quoteText(path)} is not there`, regenerate),
  'stale-file': error<{ path: string }>(({ path }) => `${quoteText(path)} is not what would be generated`, regenerate),
  'edited-by-hand': error<{ path: string }>(
    ({ path }) => `${quoteText(path)} was changed by hand`,
    () => 'move the change to the list; or run: postmint generate --force (keeps a .bak of the file)',
  ),
  'foreign-file': error<{ path: string }>(
    ({ path }) => `${quoteText(path)} was not made by postmint`,
    () => 'move it away, or run: postmint generate --force (keeps a .bak of the file)',
  ),
  'orphan-file': error<{ path: string }>(
    ({ path }) => `${quoteText(path)} was generated, and the list no longer makes it`,
    () => 'run: postmint generate (removes it)',
  ),
  'typed-values': error<{ path: string; names: readonly string[] }>(
    ({ path, names }) =>
      `${quoteText(path)} is no longer made, and holds values that were typed in: ${names.join(', ')}`,
    () => 'save them elsewhere and delete the file; or run: postmint generate --force (keeps a .bak)',
  ),
  'tracked-secret': error<{ path: string; name: string }>(
    ({ path, name }) => `${quoteText(path)} is tracked by git and holds a value for the secret "${name}"`,
    () => 'empty the value, change the secret (it may be in the history), and use an environment variable instead',
  ),
  'unsafe-output': error<{ path: string; reason: string }>(
    ({ path, reason }) => `${quoteText(path)} is not overwritten: ${reason}`,
    () => 'move it away',
  ),
  'write-failed': error<{ path: string; reason: string }>(
    ({ path, reason }) => `cannot write ${quoteText(path)}: ${reason}; what was there is unchanged`,
  ),
  'judge-differs': error<{ what: string; expected: string; found: string }>(
    ({ what, expected, found }) =>
      `Postman reads ${what} as ${quoteText(found, 200)}, and the list means ${quoteText(expected, 200)}`,
    () => 'this is a fault in postmint: please report it with the list',
  ),
  'kept-backup': note<{ path: string; backup: string }>(
    ({ path, backup }) => `the file that was at ${quoteText(path)} is kept as ${quoteText(backup)}`,
  ),
};

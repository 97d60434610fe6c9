import type { includeCodes } from '../codes/include.ts';
import { type ExplanationsOf, explain } from './explanation.ts';

/** The pages of the codes about included files. */
export const includeExplanations: ExplanationsOf<typeof includeCodes> = {
  'no-include': explain(
    { pattern: 'more/none-*.yaml' },
    'An include that finds nothing would silently leave requests out of the collection.',
    'Files whose names begin with a dot are found only if the pattern says so.',
  ),
  'bad-include': explain(
    { pattern: '../ok/*.yaml', reason: 'it is outside the folder of the list' },
    'All files of a list are inside its folder, so that the folder can be moved and checked out as one.',
    'The path of an include is text of the list, so it can contain no variables, and no address of a server.',
  ),
  'include-cycle': explain(
    { path: 'more/loop/a.yaml' },
    'An included file may include others, but not the file that it was included from.',
    'Where a pattern would match the file that writes it, that file is not included again.',
  ),
  'included-twice': explain(
    { path: 'more/twice/a.yaml' },
    'Its requests would be in the collection twice, with the same names.',
    'To use a request with several values, use a data file.',
  ),
  'too-many-includes': explain(
    { count: 1200, limit: 1000 },
    'A pattern that is too wide, such as **/*.yaml, can find files that do not belong to the list.',
    'Files in node_modules are not found.',
  ),
  'include-needs-folder': explain(
    { key: 'auth' },
    'An included file without "folder" adds its entries where the include is.',
    'Settings for all of them belong to a folder: give the file a folder, or write the include inside one.',
  ),
  'declared-twice': explain(
    { name: 'limit' },
    'The list and its included files share their variables.',
    'With two declarations, it would depend on the order of the files which one is used.',
  ),
};

import type { importCodes } from '../codes/import.ts';
import { type ExplanationsOf, explain } from './explanation.ts';

const path = 'openapi.yaml';

/** The pages of the codes about imported files. */
export const importExplanations: ExplanationsOf<typeof importCodes> = {
  'bad-description': explain(
    { path, reason: 'it has neither "openapi: 3.x" nor "swagger: 2.0"' },
    'The file is not a description that postmint can read.',
    'OpenAPI 3.0, 3.1 and 3.2 and Swagger 2.0 can be imported, as JSON or YAML, from a file or from standard input.',
  ),
  'description-depth': explain(
    { path, limit: 200 },
    'A file that is nested very deep is a mistake or an attack, and would stop the reader.',
  ),
  'external-reference': explain(
    { path, reference: 'common.yaml#/User', pointer: '#/paths/~1users/get', isAllowed: false },
    'The description takes a part from another file.',
    'Other files are read only if you allow it, and only if they are in the folder of the description. Nothing is ever fetched from a host.',
  ),
  'broken-reference': explain(
    { path, reference: '#/components/schemas/Usr', pointer: '#/paths/~1users/get' },
    'A "$ref" points to a part that does not exist.',
    'The import goes on as if the part were empty.',
  ),
  'no-import-file': explain(
    { path: 'endpoints.import.json' },
    '"import --update" compares the list with what the import before wrote, to tell what you changed.',
    'Without that file, requests of the list are not changed, and none is marked as gone.',
  ),
  'bad-import-file': explain(
    { path: 'endpoints.import.json' },
    'The file beside the list says what the import before wrote. It was changed or cut.',
    'Nothing was written.',
  ),
};

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
    'Nothing was written.',
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
  'not-in-description': explain(
    { method: 'GET', name: 'List orders' },
    'The list has a request that the description does not have: it has gone from the API, or its path is mistyped.',
    '"check --against" compares only requests below "base_url".',
  ),
  'differs-from-description': explain(
    { name: 'List orders', what: 'the required query parameter "page" is not sent' },
    'The request is in the description, but a parameter, its body, its sign-in or its status is not as described.',
    'Optional parameters that a request does not send are no difference.',
  ),
  'low-coverage': explain(
    { coverage: 91.3, least: 95 },
    'The list has fewer of the operations of the description than "--min-coverage" requires.',
    'An operation counts if at least one request of the list has its method and path.',
  ),
  'description-unread': explain(
    { url: 'https://api.example.com/openapi.json', reason: 'the server answered with status 404' },
    'The server did not send the description.',
    'It is read with the sign-in of the list if it is on the server of the list, and without credentials otherwise. Redirects are not followed.',
  ),
  'no-credentials': explain(
    {
      path: 'pydio.json',
      reason: 'the clients have no secret (cells-frontend)',
      help: 'from Cells 2 on, use a personal access token (template pydio-cells-token), made by: cells admin user token',
    },
    'Only clients with a secret can sign in by themselves: those of Cells 1, and those that were added by hand.',
    'The clients of Cells 2 to 5 are public: people sign in with a browser, and scripts use a personal access token.',
  ),
};

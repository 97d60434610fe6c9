import type { sendingCodes } from '../codes/sending.ts';
import { type ExplanationsOf, explain } from './explanation.ts';

/** The pages of the codes about how one request is sent. */
export const sendingExplanations: ExplanationsOf<typeof sendingCodes> = {
  'empty-body': explain(
    { key: 'graphql' },
    'The key of the body is there, but nothing is after it.',
    'A GraphQL request needs a document, and a file body needs a path.',
  ),
  'value-and-file': explain(
    {},
    'A field of a multipart body is sent either with a value from the list or with the content of a file.',
    'To send both, write two fields: a list repeats the name.',
  ),
  'upload-path': explain(
    { path: '~/logo.png', reason: 'it must be relative, with "/" between its parts' },
    'The path is written into the collection, where it must mean the same file on every machine and in every runner.',
    'It is relative to the file that writes it.',
    'The run determines which files may be read before the first request, so the path cannot contain variables.',
  ),
  'upload-missing': explain(
    { path: 'files/none.png' },
    'The collection can be generated without the file, for example if a build makes it later.',
    'A run checks again, and does not start while the file is missing.',
  ),
  'unknown-operation': explain(
    { name: 'Usr', known: ['User'] },
    'The server would answer that it does not know which operation to execute.',
    'The name under "operation" must be the name of a query, mutation or subscription of the document.',
  ),
  'repeated-header': explain(
    { name: 'Content-Type' },
    'A list of values sends the header several times, and the value of this header is not a list (RFC 9110, section 5.3).',
    'Servers refuse such a request, or take one of the values.',
  ),
  'unsafe-retry': explain(
    {},
    '"retry" sends a request again until its expectations hold.',
    'For a request that creates something, that could create it several times.',
    'PUT and DELETE often have the same effect if they are sent again; only you know whether that is true here.',
  ),
  'redirects-everywhere': explain(
    { has: 'sign-in' },
    'The run follows redirects to the same scheme, host and port only. The generated file cannot say that.',
    'So "same-origin" is only for requests without sign-in, secrets and body: nothing of them can reach another host.',
  ),
  'redirects-any': explain(
    {},
    'With "any", whoever controls an address in a redirect can receive the headers and the body of the request.',
    'The Authorization header is removed at another origin; API keys, cookies in headers and bodies are not.',
  ),
  'skippable-alone': explain(
    {},
    'A skippable request may be skipped by its own "before" script, or by that of a folder around it.',
    'There is none, so the key has no effect.',
  ),
  'always-declared': explain(
    { name: 'job' },
    'A request with "always" is left out if nothing made the values that it uses.',
    'A variable with a value of its own is never empty: the request would be sent although there is nothing to clean up.',
  ),
  'sign-in-always': explain(
    {},
    'Requests with "always" are sent last, to clean up.',
    'A token request must be before the requests that need its token.',
  ),
};

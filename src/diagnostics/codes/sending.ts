import { suggest } from '../did-you-mean.ts';
import { error, warning } from '../entry.ts';
import { quoteText } from '../show-text.ts';

/** Codes about how one request is sent: its body, uploads, tries and redirects, and its place in a run. */
export const sendingCodes = {
  'empty-body': error<{ key: string }>(
    ({ key }) => `"${key}" has no value`,
    () => 'give it one, or remove the key',
  ),
  'value-and-file': error<Record<string, never>>(
    () => 'a field has either a value or a file, but this one has both',
    () => 'remove "value" or "file"',
  ),
  'upload-path': error<{ path: string; reason: string }>(
    ({ path, reason }) => `the file ${quoteText(path)} cannot be sent: ${reason}`,
    () => 'write a path such as fixtures/logo.png',
  ),
  'upload-missing': warning<{ path: string }>(
    ({ path }) => `the file ${quoteText(path)} does not exist, so a run with this request would not start`,
    () => 'make the file, or correct its path',
  ),
  'unknown-operation': error<{ name: string; known: readonly string[] }>(
    ({ name }) => `the document has no operation ${quoteText(name)}`,
    ({ name, known }) => suggest(name, known),
  ),
  'repeated-header': error<{ name: string }>(
    ({ name }) => `the header ${quoteText(name)} can be sent only once`,
    () => 'keep one value',
  ),
  'unsafe-retry': error<Record<string, never>>(
    () => 'this request may change data, and each further try would change it again',
    () => 'if several tries have the effect of one, write: retry: { …, idempotent: true }',
  ),
  'redirects-everywhere': error<{ has: string }>(
    ({ has }) =>
      `Postman and newman follow all redirects or none, so the ${has} of this request could reach other hosts`,
    () => 'remove "redirects", or accept that: redirects: any',
  ),
  'redirects-any': warning<Record<string, never>>(
    () => 'this request, with its secrets, is sent wherever the server redirects it',
    () => 'if only redirects to the same host are needed, write: redirects: same-origin',
  ),
  'skippable-alone': error<Record<string, never>>(
    () => 'no script can skip this request',
    () => 'add a "before" script that calls pm.execution.skipRequest(), or remove "skippable"',
  ),
  'always-declared': error<{ name: string }>(
    ({ name }) =>
      `{{${name}}} has a value even if no request made it, so this request could clean up what is not of this run`,
    ({ name }) => `use another name for what is made, or declare it without a value: ${name}: { optional: true }`,
  ),
  'sign-in-always': error<Record<string, never>>(
    () => 'a sign-in cannot be in a folder with "always": it is sent before the requests that need it',
    () => 'move it out of the folder',
  ),
};

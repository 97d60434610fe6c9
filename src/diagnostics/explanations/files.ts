import type { filesCodes } from '../codes/files.ts';
import { type ExplanationsOf, explain } from './explanation.ts';

const collection = 'shop.postman_collection.json';
const environment = 'shop.dev.postman_environment.json';

/** The pages of the codes about generated files. */
export const filesExplanations: ExplanationsOf<typeof filesCodes> = {
  'no-list': explain(
    { tried: ['endpoints.yaml', 'collections/*/endpoints.yaml'] },
    'The command line names no list, and there is none in the usual places.',
    'Change to the folder of the list, or write the path of the list.',
  ),
  'output-clash': explain(
    { path: collection, other: 'shop2.yaml' },
    'Two lists write the same file, so each would overwrite the work of the other.',
    'File names are made from the slug of the list and the name of the environment.',
  ),
  'missing-file': explain(
    { path: collection },
    'The list produces this file, but the file does not exist.',
    'Generated files belong beside the list, and usually into git.',
    'A run uses these files, so it stops until they exist.',
  ),
  'ignored-file': explain(
    { path: environment },
    'People type secrets into environment files, so git should ignore them; a fresh clone then does not have them.',
    'Nothing is wrong: "run" and "token" use what "generate" would write, and secrets from their other sources.',
    'Where git cannot be asked, a missing environment file in a repository counts as ignored.',
  ),
  'stale-file': explain(
    { path: collection },
    'The list, or the version of postmint, has changed since the file was generated.',
    'A run uses the generated files and stops, so that the files you test are the files you hand over.',
  ),
  'edited-by-hand': explain(
    { path: collection },
    'Somebody changed a generated collection, for example in the Postman app, and "generate" would delete that change.',
    'A change in the list is kept when the files are generated again.',
  ),
  'foreign-file': explain(
    { path: collection, isJson: true },
    'A file with the name of a generated file already exists, but it does not have the mark of postmint.',
    'postmint does not overwrite work that it did not generate.',
  ),
  'file-exists': explain(
    { path: 'endpoints.yaml' },
    'A file that "init" or "import" would write exists already. Nothing was written.',
    'A second list can have another name, such as shop.postmint.yaml.',
  ),
  'orphan-file': explain(
    { path: 'shop.stage.postman_environment.json' },
    'An environment or the slug of the list was renamed or removed, so this file belongs to nothing.',
    '"generate" removes it, unless somebody changed it.',
  ),
  'typed-values': explain(
    { path: 'shop.stage.postman_environment.json', names: ['password'] },
    'The environment of this file is no longer in the list, but somebody entered values into the file.',
    'postmint does not delete values that exist nowhere else.',
  ),
  'tracked-secret': explain(
    { path: environment, name: 'password' },
    'Everyone who can read the repository can read this secret, and removing it later does not remove it from the history of git.',
    'Change the secret on the server, and hand it to a run by an environment variable, an env file or the prompt.',
  ),
  'unsafe-output': explain(
    { path: collection, reason: 'it is a symbolic link' },
    'The place of a generated file is taken by something that is not a regular file, or that cannot be read.',
    'Writing through a symbolic link could overwrite a file in another folder.',
  ),
  'unreadable-output': explain(
    { path: environment, mode: '600', reason: 'permission denied' },
    'A generated file belongs to another user, for example because a container runs as one.',
    'An environment file into which people type secrets has mode 600, so only its owner can read it; others have no secrets.',
    'In CI, let git ignore that file: a missing one is not an error, and secrets come from the process environment.',
  ),
  'write-failed': explain(
    { path: collection, reason: 'EACCES' },
    'The operating system refused to write the file; the reason is its error code.',
    'Files are written completely or not at all, so an existing file keeps its content.',
  ),
  'judge-differs': explain(
    { what: 'the URL of "List orders"', expected: '{{base_url}}/orders', found: '{{base_url}}/order' },
    "The generated collection was loaded with Postman's own library, and it does not mean what the list says.",
    'Nothing that you can write in a list should cause this.',
  ),
  'kept-backup': explain(
    { path: collection, backup: `${collection}.bak` },
    'With --force, postmint replaces a file that it would otherwise keep, and first saves a copy.',
    'Delete the copy when you do not need it.',
  ),
};

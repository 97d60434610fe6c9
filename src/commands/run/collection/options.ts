import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { diagnose } from '../../../diagnostics/diagnostic.ts';
import { flag, many, text } from '../../declare.ts';

/** Options for a collection file, as yargs parses them. */
export interface CollectionOptions {
  readonly globals?: string | undefined;
  readonly 'env-var'?: readonly string[] | undefined;
  readonly 'global-var'?: readonly string[] | undefined;
  readonly 'ignore-redirects'?: boolean | undefined;
  readonly 'timeout-script'?: string | undefined;
  readonly 'working-dir'?: string | undefined;
  readonly 'no-insecure-file-read'?: boolean | undefined;
  readonly 'allow-untested'?: boolean | undefined;
  readonly reporters?: string | undefined;
  readonly 'reporter-json-export'?: string | undefined;
  readonly 'reporter-junit-export'?: string | undefined;
  readonly 'reporter-html-export'?: string | undefined;
  readonly 'reporter-htmlextra-export'?: string | undefined;
  readonly 'ssl-client-key'?: string | undefined;
}

/** Options that only a collection file has. Most are newman's, and mean the same. */
export const collectionOptions = {
  globals: { alias: 'g', ...text('File with globals') },
  'env-var': many('NAME=VALUE in the environment; not for secrets'),
  'global-var': many('NAME=VALUE in the globals; not for secrets'),
  'allow-untested': flag('Let errors pass that no test looks at'),
  'ignore-redirects': flag('Do not follow redirects'),
  'timeout-script': text('Longest time for one script'),
  'working-dir': text('Folder of the files that requests send; otherwise this one'),
} as const;

/** Options of newman that are carried out, and of which the help does not speak. */
export const hiddenOptions = {
  'no-insecure-file-read': { ...flag('Files outside of the folder are never read'), hidden: true },
  reporters: { alias: 'r', ...text('cli, json, junit'), hidden: true },
  'reporter-json-export': { ...text('The same as --report json=FILE'), hidden: true },
  'reporter-junit-export': { ...text('The same as --report junit=FILE'), hidden: true },
  'reporter-html-export': { ...text('The same as --report html=FILE'), hidden: true },
  'reporter-htmlextra-export': { ...text('The same as --report html=FILE'), hidden: true },
  'ssl-client-key': { ...text('Key of the client certificate'), hidden: true },
} as const;

/** Options of newman that are not carried out: what to do instead. */
const refused = {
  'suppress-exit-code': 'the exit code is the verdict; where it must not count, add: || true',
  'disable-unicode': 'write --report json=FILE for programs; the text has only the signs ✓ and ✗',
  'export-globals': 'scripts can write to the environment, which --export-environment FILE writes',
  'export-collection': 'the collection is not changed by a run: copy the file',
  'postman-api-key': 'export the collection from Postman, and run the file',
  'ssl-client-cert-list': 'one certificate is possible: --client-cert CERT.pem,KEY.pem',
  'ssl-client-passphrase':
    'every user of this machine can read it there; the passphrase is asked for, or in --env-file',
  'cookie-jar': 'sign in with a request of the collection',
  'export-cookie-jar': 'cookies are credentials, and are not written',
} as const;

/** Declares the options that are not carried out, so that they are refused with what to do instead. */
export const refusedOptions = Object.fromEntries(
  Object.entries(refused).map(([name, help]) => [
    name,
    {
      ...(/^(?:suppress-exit-code|disable-unicode)$/.test(name) ? { type: 'boolean' as const } : {}),
      describe: help,
      hidden: true,
      ...(name === 'suppress-exit-code' ? { alias: 'x' } : {}),
    },
  ]),
);

/** Errors for options of newman that are not carried out. */
export function refuseOptions(given: Readonly<Record<string, unknown>>): Diagnostic[] {
  return Object.entries(refused).flatMap(([name, help]) =>
    given[name] === undefined || given[name] === false
      ? []
      : [diagnose('usage', { reason: `postmint does not have newman's --${name}`, help })],
  );
}

/** Errors for options that do not go with a collection file, or with a list. */
export function refuseOthers(options: Readonly<Record<string, unknown>>, isCollection: boolean): Diagnostic[] {
  const others = isCollection ? ofLists : [...Object.keys(collectionOptions), ...Object.keys(hiddenOptions)];
  const isGiven = (value: unknown) =>
    value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0) && value !== '0';
  return others
    .filter((name) => isGiven(options[name]))
    .map((name) => {
      const reason = `--${name} goes with ${isCollection ? 'a list' : 'a collection file'}`;
      const help = isCollection ? `run the file without it` : `run FILE.postman_collection.json, or omit --${name}`;
      return diagnose('usage', { reason, help });
    });
}

/** Options that a collection file does not have: it has no tags, and does not say what changes data. */
const ofLists = ['request', 'tag', 'not-tag', 'unsafe', 'yes', 'retries', 'var', 'allow-http'];

import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Inherited } from '../../schema/endpoint-list.ts';
import type { Located } from '../../source/located.ts';
import type { Endpoint, Parameter } from '../api.ts';
import { defaultIdentityOf } from '../identities.ts';
import type { BuildContext } from './build-context.ts';
import { buildHeaders, mergeHeaders } from './build-parameters.ts';

/** Settings of the list and of folders that apply to everything inside. */
export interface Inheritance {
  readonly auth?: Endpoint['auth'];
  readonly headers: readonly Parameter[];
  readonly tags: readonly string[];
  readonly safe?: boolean;
  /** Whether requests are sent last, whatever failed before. */
  readonly always?: boolean;
  /** Whether a folder has a script that runs before each request. */
  readonly hasBefore?: boolean;
}

/**
 * Combines the inherited settings with those of a folder or entry. Its `auth` and `safe` take precedence; headers and
 * tags are merged.
 */
export function inherit(
  from: Inheritance,
  entry: Located<Inherited & { always?: boolean | undefined }>,
  context: BuildContext,
): Inheritance {
  const auth = entry.get('auth');
  const headers = entry.get('headers');
  const tags = entry.get('tags')?.value() ?? [];
  const safe = entry.get('safe')?.value() ?? from.safe;
  const ownAuth = auth ? buildAuth(auth, context) : from.auth;
  return {
    ...(ownAuth === undefined ? {} : { auth: ownAuth }),
    headers: headers ? mergeHeaders(from.headers, buildHeaders(headers, context)) : from.headers,
    tags: [...new Set([...from.tags, ...tags])],
    ...(safe === undefined ? {} : { safe }),
    // An entry of a folder that is sent last is sent last too.
    always: from.always === true || entry.get('always')?.value() === true,
    hasBefore: from.hasBefore === true || entry.has('before'),
  };
}

function buildAuth(auth: Located<string>, context: BuildContext): Endpoint['auth'] | undefined {
  const word = auth.text();
  const names = context.input.identities.flatMap(({ name }) => name ?? []);
  if (!['inherit', 'none', ...names].includes(word)) {
    context.report(diagnose('wrong-value', { found: word, known: ['inherit', 'none', ...names] }, auth));
    return undefined;
  }
  if (word === 'inherit' && !defaultIdentityOf(context.input)) {
    context.report(diagnose('no-sign-in', { where: 'this entry' }, auth));
  }
  return word;
}

/**
 * Returns the user's script under `before` or `after`, from the list or from a file; undefined if there is none or the
 * file could not be read.
 *
 * @param check reports mistakes in the script
 */
export function buildScript(
  entry: Located<Inherited>,
  key: 'before' | 'after',
  context: BuildContext,
  check: (text: string, origin: Located<unknown>) => void,
): string | undefined {
  const located = entry.get(key);
  if (!located) return undefined;
  const text = located.is('mapping') ? context.file(located)?.text : located.text();
  if (text === undefined) return undefined;
  check(text, located);
  context.scripts.push({ text, origin: located });
  return text;
}

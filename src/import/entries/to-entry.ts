import { Commented, type Printable } from '../../source/print/print-value.ts';
import type { Operation, Server } from '../openapi/description.ts';
import type { Draft, EntryContext } from './context.ts';
import { cleanName, humanize } from './names.ts';
import { safetyOf } from './safety.ts';
import { hasSecret, prose } from './secret-values.ts';
import { toBody } from './to-body.ts';
import { toExpectation } from './to-expectation.ts';
import { toParameters } from './to-parameters.ts';

/** An entry of a list, made from an operation. */
export interface DraftEntry {
  readonly operation: Operation;
  /** `METHOD path`, as written in the list. */
  readonly request: string;
  readonly keys: Draft;
  readonly comments: readonly string[];
}

/**
 * Returns the entry of an operation.
 *
 * @param signIn its `auth`, undefined for that of the list, and headers beside it
 * @param serverOf returns the variable for a server that differs from those of the list
 */
export function toEntry(
  operation: Operation,
  { auth, headers: ofSignIn }: { readonly auth: string | undefined; readonly headers: Draft },
  context: EntryContext,
  serverOf: (servers: readonly Server[]) => string | undefined,
): DraftEntry {
  const { method, summary, description, isDeprecated, tags } = operation;
  if (description !== undefined && hasSecret(description))
    context.omissions.add('secret-example', `${operation.pointer}/description`);
  const parameters = toParameters(operation, context);
  const body = toBody(operation, context);
  const server = serverOf(operation.servers);
  const request = `${method} ${server === undefined ? '' : `{{${server}}}`}${parameters.path}`;
  const name = nameOf(operation);
  const safe = safetyOf(operation);
  const ofBody = operation.body?.description === undefined ? '' : `Body: ${prose(operation.body.description)}`;
  const about = [aboutOf(description, summary, isDeprecated), ofBody].filter((text) => text !== '').join('\n\n');
  const ofParameters = parameters.keys.headers as Draft | undefined;
  const headers = {
    ...ofSignIn,
    ...ofParameters,
    ...bothCookies(ofSignIn.Cookie, ofParameters?.Cookie),
    ...(body.keys.headers as Draft | undefined),
  };
  const keys: Draft = {
    ...(name === '' ? {} : { name }),
    ...(about === '' ? {} : { description: about }),
    request,
    ...authOf(auth, server !== undefined && context.signsIn),
    ...(safe === undefined ? {} : { safe }),
    ...(tags.length > 1 ? { tags: tags.slice(1).map((tag) => cleanName(tag)) } : {}),
    ...parameters.keys,
    ...body.keys,
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    ...toExpectation(operation, context),
  };
  return { operation, request, keys, comments: [...parameters.comments, ...body.comments] };
}

/** The cookie of the sign-in before those of parameters. One that is optional is only named. */
function bothCookies(ofSignIn: Printable, ofParameters: Printable): Draft {
  if (typeof ofSignIn !== 'string' || ofParameters === undefined) return {};
  if (typeof ofParameters === 'string') return { Cookie: `${ofSignIn}; ${ofParameters}` };
  const { value, disabled, description = '' } = ofParameters as Draft;
  return disabled
    ? { Cookie: { value: ofSignIn, description: `Optional: ${value}. ${description}`.trim() } }
    : { Cookie: { value: `${ofSignIn}; ${value}`, description } };
}

/** A request to another server has a token only if it says so. */
const authOf = (auth: string | undefined, needsWord: boolean): Draft =>
  auth !== undefined ? { auth } : needsWord ? { auth: 'inherit' } : {};

/** The name: the summary, else the id in words; empty if there is neither. */
function nameOf({ summary, id }: Operation): string {
  const name = summary === undefined ? '' : cleanName(summary);
  return name !== '' ? name : id === undefined ? '' : cleanName(humanize(id));
}

/** The description, unless it says nothing that the name does not say. */
function aboutOf(description: string | undefined, summary: string | undefined, isDeprecated: boolean): string {
  const text =
    description === undefined
      ? ''
      : prose(description)
          .replace(/[^\S\n]+$/gm, '')
          .replace(/\n{3,}/g, '\n\n')
          .trim();
  const isSame = text.replace(/\.$/, '').toLowerCase() === (summary ?? '').trim().replace(/\.$/, '').toLowerCase();
  // A long summary is cut in the name.
  const own = isSame && cleanName(summary ?? '').endsWith('…') === false ? '' : text;
  const whole = own === '' && summary !== undefined && cleanName(summary).endsWith('…') ? prose(summary) : own;
  return isDeprecated ? `**Deprecated.** ${whole}`.trim() : whole;
}

/** An entry as it is printed: in one line if there is only the request. */
export function printableEntry({ keys, comments }: DraftEntry): Printable {
  const isShort = Object.keys(keys).length === 1;
  const value = isShort ? (keys.request as string) : keys;
  return comments.length > 0 ? new Commented(comments, value) : value;
}

/** True for an entry that is written in lines: a request in its long form, or a folder. */
export const isEntry = (value: object): boolean => 'request' in value || 'folder' in value;

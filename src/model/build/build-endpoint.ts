import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../diagnostics/origin.ts';
import { safeMethods } from '../../notation/methods.ts';
import { findReferences } from '../../notation/references.ts';
import type { RequestEntry } from '../../schema/endpoint-list.ts';
import type { Located } from '../../source/located.ts';
import type { Endpoint, Parameter, Url } from '../api.ts';
import { checkScript } from '../check/check-script.ts';
import { defaultIdentityOf, identityOf } from '../identities.ts';
import { stableId } from '../ids.ts';
import { isLiteral } from '../literal-braces.ts';
import { buildBody } from './build-body.ts';
import type { BuildContext } from './build-context.ts';
import { buildExamples } from './build-examples.ts';
import { buildExpectations } from './build-expectations.ts';
import { buildSaves } from './build-saves.ts';
import { buildUrl } from './build-url.ts';
import { buildScript, type Inheritance, inherit } from './inherit.ts';
import { beginLiterals, endLiterals, leftLiterals } from './literals/literals.ts';
import { useIdentity } from './note-identity.ts';
import { type EntryText, parseEntry } from './parse-entry.ts';
import { buildSending } from './sending/build-sending.ts';
import { buildSets } from './sending/build-sets.ts';

/** The parts of a request whose variables need values when it is sent. */
type SentParts = Pick<Endpoint, 'method' | 'url' | 'headers' | 'expectations' | 'body' | 'before' | 'after'> & {
  readonly own: Inheritance;
};

/**
 * Builds a request. Reports mistakes; returns undefined if no request can be built.
 *
 * @param folders names of the folders around it, outermost first
 * @param from settings that it inherits
 */
export function buildEndpoint(
  located: Located<string | RequestEntry>,
  folders: readonly string[],
  from: Inheritance,
  context: BuildContext,
): Endpoint | undefined {
  const entry = located.is('mapping') ? located.as<RequestEntry>() : undefined;
  const line = entry ? entry.get('request') : located.as<string>();
  if (!line) return undefined;
  const parsed = parseEntry(line, context);
  if (!parsed) return undefined;
  const braces = entry?.get('literal_braces');
  beginLiterals(braces, context);
  const name = entry?.get('name')?.text() ?? `${parsed.method} ${parsed.url}`;
  // The rest of the request may use what it sets.
  const { value: sets, needed: forSets } = context.gather(() => buildSets(entry?.get('set'), name, context));
  const { value: parts, needed } = context.gather(() => buildSent({ line, parsed, entry, from }, context));
  const examples = buildExamples(entry?.get('examples'), context);
  const literal = parts ? leftLiterals(parts, context) : [];
  const used = parts ? [...needed, ...variablesOf(parts.headers, context)] : needed;
  const isSet = new Set(sets.map(({ variable }) => variable));
  const uses = new Set([...forSets, ...[...used].filter((variable) => !isSet.has(variable))]);
  endLiterals(braces, context);
  if (!parts) return undefined;
  const { own, ...sent } = parts;
  const auth = authOf(own, sent.url, context);
  const ofIdentity = context.gather(() => useIdentity(identityOf(context.input, { auth }), line, context)).needed;
  const description = entry?.get('description')?.text();
  const safe = own.safe ?? safeMethods.has(sent.method);
  const saves = buildSaves(entry?.get('save'), name, context);
  const skippable = entry?.get('skippable')?.value() === true;
  if (entry && skippable && sent.before === undefined && !own.hasBefore) {
    context.report(diagnose('skippable-alone', {}, entry.keyOrigin('skippable')));
  }
  return {
    kind: 'endpoint',
    name,
    id: stableId(context.slug, 'item', ...folders, name),
    folders,
    ...(description ? { description } : {}),
    ...sent,
    auth,
    safe,
    tags: own.tags,
    saves,
    ...(sets.length > 0 ? { sets } : {}),
    ...buildSending(entry, safe, context),
    ...(skippable ? { skippable: true } : {}),
    ...(own.always ? { always: true } : {}),
    examples,
    ...(literal.length > 0 ? { literal } : {}),
    uses: ofIdentity.size > 0 ? new Set([...uses, ...ofIdentity]) : uses,
    origin: line,
  };
}

/** An entry whose text is split into method and URL. */
interface ParsedEntry {
  readonly line: Located<string>;
  readonly parsed: EntryText;
  /** Undefined for the short form. */
  readonly entry: Located<RequestEntry> | undefined;
  readonly from: Inheritance;
}

function buildSent({ line, parsed, entry, from }: ParsedEntry, context: BuildContext): SentParts | undefined {
  const placeOf = (start: number, end: number): Origin => line.slice(parsed.urlStart + start, parsed.urlStart + end);
  const url = buildUrl({ text: parsed.url, placeOf, path: entry?.get('path'), query: entry?.get('query') }, context);
  if (!url) return undefined;
  const own = entry ? inherit(from, entry, context) : from;
  const expectations = buildExpectations(entry?.get('expect'), line, context);
  const body = entry && buildBody(entry, context);
  const check = (text: string, origin: Origin) => context.report(...checkScript(text, origin));
  const before = entry && buildScript(entry, 'before', context, check);
  const after = entry && buildScript(entry, 'after', context, check);
  return {
    own,
    method: parsed.method,
    url,
    headers: own.headers,
    ...(body ? { body } : {}),
    expectations,
    ...(before ? { before } : {}),
    ...(after ? { after } : {}),
  };
}

function variablesOf(headers: readonly Parameter[], { literal }: BuildContext): string[] {
  return headers.flatMap(({ value, disabled }) =>
    disabled
      ? []
      : findReferences(value ?? '').flatMap((reference) => (isLiteral(reference, literal) ? [] : [reference.name])),
  );
}

/** The auth of a request. A URL outside `{{base_url}}` gets no token unless the list writes `auth`. */
function authOf(own: Inheritance, url: Url, context: BuildContext): Endpoint['auth'] {
  const auth = own.auth ?? (url.base === '{{base_url}}' ? 'inherit' : 'none');
  return auth === 'inherit' && !defaultIdentityOf(context.input) ? 'none' : auth;
}

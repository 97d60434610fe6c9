import type { Origin } from '../../diagnostics/origin.ts';
import { safeMethods } from '../../notation/methods.ts';
import { findReferences } from '../../notation/references.ts';
import type { RequestEntry } from '../../schema/endpoint-list.ts';
import type { Located } from '../../source/located.ts';
import type { Endpoint, Parameter, Url } from '../api.ts';
import { checkScript } from '../check/check-script.ts';
import { defaultIdentityOf } from '../identities.ts';
import { stableId } from '../ids.ts';
import { buildBody } from './build-body.ts';
import type { BuildContext } from './build-context.ts';
import { buildExamples } from './build-examples.ts';
import { buildExpectations } from './build-expectations.ts';
import { buildSaves } from './build-saves.ts';
import { buildUrl } from './build-url.ts';
import { buildScript, type Inheritance, inherit } from './inherit.ts';
import { parseEntry } from './parse-entry.ts';

/** Builds one entry; undefined when it cannot become a request. */
export function buildEndpoint(
  located: Located<string | RequestEntry>,
  folders: readonly string[],
  from: Inheritance,
  context: BuildContext,
): Endpoint | undefined {
  context.needed = new Set();
  const entry = located.is('mapping') ? located.as<RequestEntry>() : undefined;
  const line = entry ? entry.get('request') : located.as<string>();
  if (!line) return undefined;
  const parsed = parseEntry(line, context);
  if (!parsed) return undefined;
  const { method } = parsed;
  const placeOf = (start: number, end: number): Origin => line.slice(parsed.urlStart + start, parsed.urlStart + end);
  const url = buildUrl({ text: parsed.url, placeOf, path: entry?.get('path'), query: entry?.get('query') }, context);
  if (!url) return undefined;
  const own = entry ? inherit(from, entry, context) : from;
  const headers = own.headers;
  const expectations = buildExpectations(entry?.get('expect'), line, context);
  const body = entry && buildBody(entry, context);
  const check = (text: string, origin: Origin) => context.report(...checkScript(text, origin));
  const before = entry && buildScript(entry, 'before', context, check);
  const after = entry && buildScript(entry, 'after', context, check);
  for (const name of variablesOf(headers)) context.needed.add(name);
  const uses = new Set(context.needed);
  const saves = buildSaves(entry?.get('save'), context);
  const examples = buildExamples(entry?.get('examples'), context);
  const description = entry?.get('description')?.text();
  const name = entry?.get('name')?.text() ?? `${method} ${parsed.url}`;
  return {
    kind: 'endpoint',
    name,
    id: stableId(context.slug, 'item', ...folders, name),
    folders,
    ...(description ? { description } : {}),
    method,
    url,
    headers,
    ...(body ? { body } : {}),
    auth: authOf(own, url, context),
    safe: own.safe ?? safeMethods.has(method),
    tags: own.tags,
    expectations,
    saves,
    ...(before ? { before } : {}),
    ...(after ? { after } : {}),
    examples,
    uses,
    origin: line,
  };
}

function variablesOf(headers: readonly Parameter[]): string[] {
  return headers.flatMap(({ value, disabled }) =>
    disabled ? [] : findReferences(value ?? '').map((reference) => reference.name),
  );
}

/** A URL outside the API gets no token unless the list writes `auth`. */
function authOf(own: Inheritance, url: Url, context: BuildContext): Endpoint['auth'] {
  const auth = own.auth ?? (url.base === '{{base_url}}' ? 'inherit' : 'none');
  return auth === 'inherit' && !defaultIdentityOf(context.input) ? 'none' : auth;
}

import { diagnose, type Result, resultOf } from '../../diagnostics/diagnostic.ts';
import { isToken } from '../../notation/http-token.ts';
import { isSlug, slugOf } from '../../notation/slug.ts';
import type { Located } from '../../schema/decode.ts';
import type { EndpointList, Entry } from '../../schema/endpoint-list.ts';
import { type Api, endpointsOf } from '../api.ts';
import { checkIdentity, checkTaken } from '../check/check-identity.ts';
import { checkLogs } from '../check/check-logs.ts';
import { checkLostHeaders } from '../check/check-lost-headers.ts';
import { checkName } from '../check/check-name.ts';
import {
  checkBaseUrls,
  checkCycles,
  checkDeclared,
  checkImplied,
  checkSecretUrls,
  checkUsed,
} from '../check/check-variables.ts';
import { stableId } from '../ids.ts';
import { BuildContext, type BuildInput } from './build-context.ts';
import { buildItems } from './build-items.ts';
import { buildHeaders } from './build-parameters.ts';
import { buildSettings, readEnvironments, toEnvironments } from './build-variables.ts';
import { VariableTable } from './variable-table.ts';

export type { BuildInput } from './build-context.ts';

/** How many endpoints one list may have. */
export const MAX_ENDPOINTS = 10_000;

/** How many values its variables and environments may have together: each costs every script of a run some time. */
const MAX_VARIABLES = 2000;

/**
 * Builds the model of an API from a list that its schema has accepted: names and ids, inheritance, variables,
 * environments. Reports everything that a schema cannot see.
 */
export function build(list: Located<EndpointList>, input: BuildInput): Result<Api> {
  const name = list.get('name')?.text() ?? '';
  const slug = list.get('slug')?.text() ?? slugOf(name);
  const methods = new Set((list.get('methods')?.value() ?? []).map((method) => method.toUpperCase()));
  const context = new BuildContext(slug, list.source, input, methods);
  checkMethods(list, context);
  checkName(name, list.get('name') ?? list, context);
  if (!isSlug(slug)) {
    const origin = list.get('slug') ?? list.get('name') ?? list;
    context.report(diagnose('bad-slug', { slug: slug || name }, origin));
  }
  const settings = buildSettings(list.get('variables'), context);
  const environments = readEnvironments(list, context);
  const count = settings.length + environments.reduce((sum, one) => sum + one.settings.length, 0);
  if (count > MAX_VARIABLES) {
    const origin = list.keyOrigin(settings.length > 0 ? 'variables' : 'environments');
    return { diagnostics: [diagnose('too-many-variables', { count, limit: MAX_VARIABLES }, origin)] };
  }
  const table = new VariableTable(context);
  table.declare(settings, environments);
  for (const identity of input.identities) checkIdentity(identity, context);
  checkTaken(input.identities, [...settings, ...environments.flatMap((one) => one.settings)], context);
  const headers = list.get('headers');
  const from = { headers: headers ? buildHeaders(headers, context) : [], tags: [] };
  const entries = (list.get('endpoints')?.items() ?? []) as Located<Entry>[];
  const tokenRequests = input.identities.flatMap((identity) =>
    identity.signIn ? [{ id: stableId(slug, 'item', identity.signIn.name), signIn: identity.signIn, identity }] : [],
  );
  const reserved = tokenRequests.map((one) => one.signIn.name);
  const items = buildItems(entries, [], from, reserved, context);
  const unsafe = list.get('unsafe')?.value() ?? 'plain';
  const variables = table.finish(unsafe, list);
  const description = list.get('description')?.text();
  const api: Api = {
    name,
    slug,
    id: stableId(slug, 'collection'),
    ...(description ? { description } : {}),
    ...(context.identity ? { identity: context.identity } : {}),
    identities: input.identities,
    tokenRequests,
    unsafe,
    variables,
    environments: toEnvironments(environments, variables, slug),
    items,
    origin: list.get('name') ?? list,
  };
  checkSize(api, entries.length, list, context);
  checkDeclared(variables, context);
  checkImplied(variables, context);
  checkLogs(variables, context);
  checkUsed(settings, environments, unsafe, context);
  checkCycles(settings, environments, variables, context);
  checkSecretUrls(api, context);
  checkLostHeaders(api, context);
  checkBaseUrls(settings, environments, context);
  return resultOf(api, context.diagnostics);
}

/** Declared methods are methods: tokens of RFC 9110. */
function checkMethods(list: Located<EndpointList>, context: BuildContext): void {
  for (const method of list.get('methods')?.items() ?? []) {
    if (isToken(method.text())) continue;
    const reason = 'RFC 9110 does not allow all of its characters';
    context.report(diagnose('bad-method', { method: method.text(), reason }, method));
  }
}

function checkSize(api: Api, entries: number, list: Located<EndpointList>, context: BuildContext): void {
  if (entries === 0) context.report(diagnose('empty-list', { what: 'the list' }, list.keyOrigin('endpoints')));
  const count = endpointsOf(api.items).length;
  if (count > MAX_ENDPOINTS) {
    const args = { count, limit: MAX_ENDPOINTS };
    context.report(diagnose('too-many-endpoints', args, list.keyOrigin('endpoints')));
  }
}

import { type Diagnostic, diagnose, type Result, resultOf } from '../../diagnostics/diagnostic.ts';
import { isToken } from '../../notation/http-token.ts';
import { isSlug, slugOf } from '../../notation/slug.ts';
import type { EndpointList, Entry } from '../../schema/endpoint-list.ts';
import type { Located } from '../../source/located.ts';
import { type Api, endpointsOf } from '../api.ts';
import { checkAttributes, checkIdentityName, checkSameSignIn, checkTaken } from '../check/check-identity.ts';
import { checkLogs } from '../check/check-logs.ts';
import { checkLostHeaders } from '../check/check-lost-headers.ts';
import { checkName } from '../check/check-name.ts';
import { checkSignInPlaces } from '../check/check-sign-in-places.ts';
import { checkBaseUrls, checkExpansion, checkSecretUrls } from '../check/check-values.ts';
import { checkDeclared, checkImplied, checkLiterals, checkUsed } from '../check/check-variables.ts';
import { checkAlways } from '../check/sending/check-always.ts';
import { checkRedirects } from '../check/sending/check-redirects.ts';
import { tokenIdentitiesOf } from '../identities.ts';
import { stableId } from '../ids.ts';
import { allSettings, type Settings } from '../settings.ts';
import { BuildContext, type BuildInput } from './build-context.ts';
import { buildItems } from './build-items.ts';
import { buildHeaders } from './build-parameters.ts';
import { buildSettings, readEnvironments, toEnvironments } from './build-variables.ts';
import { checkSavedForIdentities, noteIdentity } from './note-identity.ts';
import { VariableTable } from './variable-table.ts';

/** Largest number of endpoints in a list. */
export const MAX_ENDPOINTS = 10_000;

/** Largest number of values in `variables` and all environments. Each one slows down every script of a run. */
const MAX_VARIABLES = 2000;

/**
 * Builds the model of an API from a list that its schema has accepted. Reports mistakes that a schema cannot find, such as
 * undeclared variables and duplicate names.
 *
 * @returns the model and all diagnostics; no model if there are errors
 */
export function build(list: Located<EndpointList>, input: BuildInput): Result<Api> {
  const name = list.get('name')?.text() ?? '';
  const slug = list.get('slug')?.text() ?? slugOf(name);
  const methods = new Set((list.get('methods')?.value() ?? []).map((method) => method.toUpperCase()));
  const context = new BuildContext(slug, list.source, input, methods);
  checkMethods(list, context);
  context.report(...checkName(name, list.get('name') ?? list));
  if (!isSlug(slug)) {
    const origin = list.get('slug') ?? list.get('name') ?? list;
    context.report(diagnose('bad-slug', { slug: slug || name }, origin));
  }
  const settings: Settings = {
    listed: buildSettings(list.get('variables'), context),
    environments: readEnvironments(list, context),
  };
  const tooMany = checkCount(settings, list);
  if (tooMany) return { diagnostics: [tooMany] };
  const api = buildApi({ list, name, slug, settings }, context);
  const { variables, identities, unsafe } = api;
  context.report(
    ...checkSize(api, list),
    ...checkDeclared(variables, context),
    ...checkImplied(variables, context),
    ...checkLiterals(variables, context),
    ...checkLogs(variables, context),
    ...checkUsed(settings, { identities, unsafe, noted: context }),
    ...checkExpansion(settings, variables),
    ...checkSecretUrls(api),
    ...checkLostHeaders(api),
    ...checkSignInPlaces(api),
    ...checkRedirects(api),
    ...checkAlways(api),
    ...checkBaseUrls(settings, context),
  );
  return resultOf(api, context.diagnostics);
}

/** The parts of a list that are read before its requests are built. */
interface Start {
  readonly list: Located<EndpointList>;
  readonly name: string;
  readonly slug: string;
  readonly settings: Settings;
}

function buildApi({ list, name, slug, settings }: Start, context: BuildContext): Api {
  const { identities } = context.input;
  const table = new VariableTable(context);
  table.declare(settings.listed, settings.environments);
  for (const identity of identities) {
    context.report(...checkIdentityName(identity), ...checkAttributes(identity));
    noteIdentity(identity, context);
  }
  context.report(...checkTaken(identities, settings), ...checkSameSignIn(identities));
  const headers = list.get('headers');
  const from = { headers: headers ? buildHeaders(headers, context) : [], tags: [] };
  const entries = (list.get('endpoints')?.items() ?? []) as Located<Entry>[];
  const reserved = tokenIdentitiesOf({ identities }).map(({ signIn }) => signIn.name);
  const items = buildItems(entries, [], from, reserved, context);
  checkSavedForIdentities(context);
  const unsafe = list.get('unsafe')?.value() ?? 'plain';
  const variables = table.finish(unsafe, list);
  const description = list.get('description')?.text();
  const docs = list.get('docs')?.text();
  return {
    name,
    slug,
    id: stableId(slug, 'collection'),
    ...(description ? { description } : {}),
    ...(docs ? { docs } : {}),
    identities,
    unsafe,
    variables,
    environments: toEnvironments(settings.environments, variables, slug),
    items,
    origin: list.get('name') ?? list,
  };
}

function checkCount(settings: Settings, list: Located<EndpointList>): Diagnostic | undefined {
  const count = allSettings(settings).length;
  if (count <= MAX_VARIABLES) return undefined;
  const origin = list.keyOrigin(settings.listed.length > 0 ? 'variables' : 'environments');
  return diagnose('too-many-variables', { count, limit: MAX_VARIABLES }, origin);
}

/** Reports names under `methods` that RFC 9110 does not allow. */
function checkMethods(list: Located<EndpointList>, context: BuildContext): void {
  for (const method of list.get('methods')?.items() ?? []) {
    if (isToken(method.text())) continue;
    const reason = 'RFC 9110 does not allow all of its characters';
    context.report(diagnose('bad-method', { method: method.text(), reason }, method));
  }
}

function checkSize(api: Api, list: Located<EndpointList>): Diagnostic[] {
  const origin = list.keyOrigin('endpoints');
  const count = endpointsOf(api.items).length;
  return [
    ...(list.get('endpoints')?.items().length ? [] : [diagnose('empty-list', { what: 'the list' }, origin)]),
    ...(count > MAX_ENDPOINTS ? [diagnose('too-many-endpoints', { count, limit: MAX_ENDPOINTS }, origin)] : []),
  ];
}

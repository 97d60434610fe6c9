import { diagnose, type Result, resultOf } from '../diagnostics/diagnostic.ts';
import type { Located } from '../schema/decode.ts';
import type { EndpointList, Entry } from '../schema/endpoint-list.ts';
import { type Api, endpointsOf } from './api.ts';
import { BuildContext, type BuildInput } from './build-context.ts';
import { buildItems } from './build-items.ts';
import { buildHeaders } from './build-parameters.ts';
import { buildUrl } from './build-url.ts';
import { buildSettings, readEnvironments, toEnvironments } from './build-variables.ts';
import { checkName } from './check-name.ts';
import {
  checkBaseUrls,
  checkCycles,
  checkDeclared,
  checkImplied,
  checkSecretUrls,
  checkUsed,
} from './check-variables.ts';
import { VariableTable } from './collect-variables.ts';
import { stableId } from './ids.ts';
import { isToken } from './methods.ts';
import { isVariableName } from './references.ts';
import { isSlug, slugOf } from './slug.ts';

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
  const { signIn } = input;
  const settings = buildSettings(list.get('variables'), context);
  const environments = readEnvironments(list, context);
  const count = settings.length + environments.reduce((sum, one) => sum + one.settings.length, 0);
  if (count > MAX_VARIABLES) {
    const origin = list.keyOrigin(settings.length > 0 ? 'variables' : 'environments');
    return { diagnostics: [diagnose('too-many-variables', { count, limit: MAX_VARIABLES }, origin)] };
  }
  const table = new VariableTable(context);
  table.declare(settings, environments, list);
  checkSignIn(context);
  const headers = list.get('headers');
  const from = { headers: headers ? buildHeaders(headers, context) : [], tags: [] };
  const entries = (list.get('endpoints')?.items() ?? []) as Located<Entry>[];
  const items = buildItems(entries, [], from, signIn ? [signIn.name] : [], context);
  const unsafe = list.get('unsafe')?.value() ?? 'plain';
  const variables = table.finish(unsafe, list);
  const description = list.get('description')?.text();
  const api: Api = {
    name,
    slug,
    id: stableId(slug, 'collection'),
    ...(description ? { description } : {}),
    ...(signIn ? { signIn, tokenRequestId: stableId(slug, 'item', signIn.name) } : {}),
    unsafe,
    variables,
    environments: toEnvironments(environments, variables, slug),
    items,
    origin: list.get('name') ?? list,
  };
  checkSize(api, entries.length, list, context);
  checkDeclared(variables, context);
  checkImplied(variables, context);
  checkUsed(settings, environments, unsafe, context);
  checkCycles(settings, environments, variables, context);
  checkSecretUrls(api, context);
  checkBaseUrls(settings, environments, context);
  return resultOf(api, context.diagnostics);
}

/** Declared methods are methods: tokens of RFC 9110. */
function checkMethods(list: Located<EndpointList>, context: BuildContext): void {
  for (const method of list.get('methods')?.items() ?? []) {
    if (isToken(method.text())) continue;
    const reason = 'it has characters that RFC 9110 does not allow';
    context.report(diagnose('bad-method', { method: method.text(), reason }, method));
  }
}

/** Notes the variables that the token request itself names, at the list's `auth`, and checks where it is sent. */
function checkSignIn(context: BuildContext): void {
  const { signIn } = context.input;
  if (!signIn) return;
  const { origin, tokenUrl, clientId, clientSecret, form, headers, token } = signIn;
  const client = signIn.clientAuthentication === 'none' ? [clientId] : [clientId, clientSecret];
  for (const text of [...client, ...[...form, ...headers].map((field) => field.value)])
    context.note(text, () => origin);
  const url = buildUrl({ text: tokenUrl, placeOf: () => origin }, context);
  if (url && (url.query.length > 0 || /(?<!\{)\{[^{}]*\}(?!\})/.test(tokenUrl))) {
    const reason =
      url.query.length > 0 ? 'a token URL has no query' : 'a token URL takes {{variables}}, no {parameters}';
    context.report(diagnose('bad-url', { url: tokenUrl, reason }, origin));
  }
  const taken = token.variable === 'base_url' || signIn.variables.some((one) => one.name === token.variable);
  if (taken || !isVariableName(token.variable)) {
    context.report(diagnose('bad-variable-name', { name: token.variable }, origin));
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

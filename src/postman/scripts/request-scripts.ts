import { type Api, type Endpoint, endpointsOf, type Folder } from '../../model/api.ts';
import { fillScript } from './fill-script.ts';
import { headerOf, type ScriptContext, type ScriptsByEvent } from './script-context.ts';
import { toTests } from './to-tests.ts';
import { valueScripts } from './value-scripts.ts';

const own = (text: string | undefined): string[] => (text ? [text.trimEnd()] : []);

/**
 * Returns the scripts of a request: checks before it is sent, the list's own scripts, the encoding of values, and the
 * tests of its answer.
 */
export function requestScripts(endpoint: Endpoint, context: ScriptContext): ScriptsByEvent {
  const { before, after } = endpoint;
  const checks = [...unsafeCheck(endpoint, context), ...savedCheck(endpoint, context)];
  const values = valuesOf(endpoint, context.api).map((script) => fillScript(context.scripts, ...script));
  const header = headerOf(context);
  const scripts = { test: [header, ...toTests(endpoint, context), ...own(after)] };
  const headed = (texts: readonly string[]) => (texts.length > 0 ? [header, ...texts] : []);
  if (before === undefined) return { ...scripts, prerequest: headed([...checks, ...values]) };
  // An event of its own: a request that the user's script sends may set variables after its end.
  const first = checks.length > 0 ? [header, ...checks, ...own(before)] : own(before);
  return { ...scripts, prerequest: first, beforeSending: headed(values) };
}

/** Returns a folder's scripts, as the list has them. */
export function folderScripts({ before, after }: Folder): ScriptsByEvent {
  return { prerequest: own(before), test: own(after) };
}

/** True when `requestScripts` gives the endpoint a prerequest script. */
export function hasPrerequest(endpoint: Endpoint, api: Api): boolean {
  const { before, safe, uses } = endpoint;
  const needs = [...uses].some((name) => savingRequests(api).has(name));
  const asks = api.unsafe === 'ask' && !safe;
  return Boolean(before?.trim()) || needs || asks || valuesOf(endpoint, api).length > 0;
}

const valuesOf = (endpoint: Endpoint, api: Api) => valueScripts(endpoint, api, savingRequests(api));

/** Stops an unsafe request, unless the environment allows unsafe requests. */
function unsafeCheck({ safe }: Endpoint, { api, scripts }: ScriptContext): string[] {
  return api.unsafe === 'ask' && !safe ? [fillScript(scripts, 'allow-unsafe')] : [];
}

/** Stops a request that uses values which earlier requests save, if one of them is empty. */
function savedCheck({ uses }: Endpoint, { api, scripts }: ScriptContext): string[] {
  const saving = savingRequests(api);
  if (saving.size === 0) return [];
  const savedBy = [...uses].flatMap((name) => {
    const requests = saving.get(name);
    return requests ? [[name, requests.join('" or "')] as const] : [];
  });
  return savedBy.length > 0 ? [fillScript(scripts, 'need-saved', { SAVED_BY: Object.fromEntries(savedBy) })] : [];
}

const savedBy = new WeakMap<Api, ReadonlyMap<string, readonly string[]>>();

/** Names of the requests that save a variable, by the variable's name. Cached, because every request needs it. */
function savingRequests(api: Api): ReadonlyMap<string, readonly string[]> {
  const kept = savedBy.get(api);
  if (kept) return kept;
  const saving = new Map<string, string[]>();
  for (const { name, saves } of endpointsOf(api.items)) {
    for (const { variable } of saves) saving.set(variable, [...(saving.get(variable) ?? []), name]);
  }
  savedBy.set(api, saving);
  return saving;
}

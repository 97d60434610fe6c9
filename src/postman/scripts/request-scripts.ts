import { type Api, type Endpoint, endpointsOf, type Folder } from '../../model/api.ts';
import { fillScript } from './fill-script.ts';
import { headerOf, type ScriptContext, type ScriptsByEvent } from './script-context.ts';
import { toTests } from './to-tests.ts';

const own = (text: string | undefined): string[] => (text ? [text.trimEnd()] : []);

/** A user's script inside a function, so that its `return` or a missing semicolon cannot affect our lines after it. */
const enclosed = (text: string | undefined): string[] => (text ? [`(() => {\n${text.trimEnd()}\n})();`] : []);

/** Returns the scripts of a request: checks before it is sent, the list's own scripts, and the tests of its answer. */
export function requestScripts(endpoint: Endpoint, context: ScriptContext): ScriptsByEvent {
  const { body, before, after } = endpoint;
  const escaped = body?.mode === 'raw' ? body.escaped : [];
  const escapes = escaped.length > 0 ? [fillScript(context.scripts, 'escape-json', { VARIABLES: escaped })] : [];
  const checks = [...unsafeCheck(endpoint, context), ...savedCheck(endpoint, context)];
  const header = headerOf(context);
  return {
    prerequest: [
      ...(checks.length + escapes.length > 0 ? [header] : []),
      ...checks,
      ...(escapes.length > 0 ? enclosed(before) : own(before)),
      ...escapes,
    ],
    test: [header, ...toTests(endpoint, context), ...own(after)],
  };
}

/** Returns a folder's scripts, as the list has them. */
export function folderScripts({ before, after }: Folder): ScriptsByEvent {
  return { prerequest: own(before), test: own(after) };
}

/** True when `requestScripts` gives the endpoint a prerequest script. */
export function hasPrerequest({ before, body, safe, uses }: Endpoint, api: Api): boolean {
  const escapes = body?.mode === 'raw' && body.escaped.length > 0;
  const needs = [...uses].some((name) => savingRequests(api).has(name));
  return Boolean(before?.trim()) || escapes || needs || (api.unsafe === 'ask' && !safe);
}

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

import { type Api, type Endpoint, endpointsOf, type Folder } from '../../model/api.ts';
import { fillScript } from './fill-script.ts';
import { headerOf, type ScriptContext, type ScriptsByEvent } from './script-context.ts';
import { toTests } from './to-tests.ts';

const own = (text: string | undefined): string[] => (text ? [text.trimEnd()] : []);

/** A script of the user's in a function, so that a `return` or a missing semicolon ends nothing of ours. */
const enclosed = (text: string | undefined): string[] => (text ? [`(() => {\n${text.trimEnd()}\n})();`] : []);

/** The scripts of a request: what is asked before it is sent, the list's own scripts, and the tests of its answer. */
export function requestScripts(endpoint: Endpoint, context: ScriptContext): ScriptsByEvent {
  const { body, before, after } = endpoint;
  const escaped = body?.mode === 'raw' ? body.escaped : [];
  const escapes = escaped.length > 0 ? [fillScript(context.scripts, 'escape-json', { VARIABLES: escaped })] : [];
  const first = [...asks(endpoint, context), ...needs(endpoint, context)];
  const header = headerOf(context);
  return {
    prerequest: [
      ...(first.length + escapes.length > 0 ? [header] : []),
      ...first,
      ...(escapes.length > 0 ? enclosed(before) : own(before)),
      ...escapes,
    ],
    test: [header, ...toTests(endpoint, context), ...own(after)],
  };
}

/** The scripts that a list writes for a folder. */
export function folderScripts({ before, after }: Folder): ScriptsByEvent {
  return { prerequest: own(before), test: own(after) };
}

/** Whether a request gets a prerequest script. */
export function hasPrerequest({ before, body, safe, uses }: Endpoint, api: Api): boolean {
  const escapes = body?.mode === 'raw' && body.escaped.length > 0;
  const needs = [...uses].some((name) => savingRequests(api).has(name));
  return Boolean(before?.trim()) || escapes || needs || (api.unsafe === 'ask' && !safe);
}

/** An unsafe request asks the environment for permission. */
function asks({ safe }: Endpoint, { api, scripts }: ScriptContext): string[] {
  return api.unsafe === 'ask' && !safe ? [fillScript(scripts, 'allow-unsafe')] : [];
}

/** A request that is made of saved values asks for them first. */
function needs({ uses }: Endpoint, { api, scripts }: ScriptContext): string[] {
  const saving = savingRequests(api);
  const savedBy = [...uses].flatMap((name) => {
    const requests = saving.get(name);
    return requests ? [[name, requests.map((request) => `"${request}"`).join(' or ')] as const] : [];
  });
  return savedBy.length > 0 ? [fillScript(scripts, 'need-saved', { SAVED_BY: Object.fromEntries(savedBy) })] : [];
}

const savedBy = new WeakMap<Api, ReadonlyMap<string, readonly string[]>>();

/** The names of the requests that save a variable, by its name. Kept, because every request asks. */
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

import { type Api, type Endpoint, endpointsOf, type Folder, madeBy } from '../../model/api.ts';
import { againAssertion } from '../../model/expectation.ts';
import { typedSavesOf } from '../../model/saved-types.ts';
import { Code, fillScript } from './fill-script.ts';
import { headerOf, type ScriptContext, type ScriptsByEvent } from './script-context.ts';
import { toTests } from './to-tests.ts';
import { valueScripts } from './value-scripts.ts';

const own = (text: string | undefined): string[] => (text ? [text.trimEnd()] : []);

/**
 * Returns the scripts of a request: checks before it is sent, the list's own scripts, the encoding of values, and the
 * tests of its answer.
 */
export function requestScripts(endpoint: Endpoint, context: ScriptContext): ScriptsByEvent {
  const { before } = endpoint;
  const checks = [...unsafeCheck(endpoint, context), ...savedCheck(endpoint, context), ...setValues(endpoint, context)];
  const values = valuesOf(endpoint, context.api).map((script) => fillScript(context.scripts, ...script));
  const header = headerOf(context);
  const scripts = { test: [header, ...testScripts(endpoint, context)] };
  const headed = (texts: readonly string[]) => (texts.length > 0 ? [header, ...texts] : []);
  if (before === undefined) return { ...scripts, prerequest: headed([...checks, ...values]) };
  // An event of its own: a request that the user's script sends may set variables after its end.
  const first = checks.length > 0 ? [header, ...checks, ...own(before)] : own(before);
  return { ...scripts, prerequest: first, beforeSending: headed(values) };
}

/** The tests of a request and the user's script after them, which are repeated until they hold if it has `retry`. */
function testScripts(endpoint: Endpoint, context: ScriptContext): string[] {
  const { retry, after } = endpoint;
  const tests = toTests(endpoint, context);
  if (!retry) return [...tests, ...own(after)];
  const asLocal = tests.map((test) => test.replace(/^pm\.test\(/gm, 'test('));
  const values = {
    TIMES: retry.times,
    PAUSE: retry.every,
    NAME: againAssertion,
    TESTS: new Code(indent(asLocal.join('\n'), '  ')),
    AFTER: new Code(indent(own(after).join('\n'), '    ')),
  };
  return [fillScript(context.scripts, 'retry', values, after === undefined ? [] : ['after'])];
}

/**
 * Indents all lines but the first, for a placeholder that is a statement: its line is indented, and ends with a semicolon.
 */
const indent = (text: string, spaces: string) => text.replace(/;\s*$/, '').replace(/\n(?=.)/g, `\n${spaces}`);

/** Returns a folder's scripts, as the list has them. */
export function folderScripts({ before, after }: Folder): ScriptsByEvent {
  return { prerequest: own(before), test: own(after) };
}

/** True when `requestScripts` gives the endpoint a prerequest script. */
export function hasPrerequest(endpoint: Endpoint, api: Api): boolean {
  const { before, safe, uses, sets } = endpoint;
  const needs = [...uses].some((name) => savingRequests(api).has(name));
  const asks = api.unsafe === 'ask' && !safe;
  return Boolean(before?.trim()) || sets !== undefined || needs || asks || valuesOf(endpoint, api).length > 0;
}

const valuesOf = (endpoint: Endpoint, api: Api) => valueScripts(endpoint, api, savingRequests(api));

/** Stops an unsafe request, unless the environment allows unsafe requests. */
function unsafeCheck({ safe }: Endpoint, { api, scripts }: ScriptContext): string[] {
  return api.unsafe === 'ask' && !safe ? [fillScript(scripts, 'allow-unsafe')] : [];
}

/** Sets variables for the request and for later ones. */
function setValues({ sets = [] }: Endpoint, { api, scripts }: ScriptContext): string[] {
  if (sets.length === 0) return [];
  const typed = sets.map(({ variable }) => variable).filter((name) => typedSavesOf(api).has(name));
  const values = Object.fromEntries(sets.map(({ variable, value }) => [variable, value]));
  return [fillScript(scripts, 'set-values', { VALUES: values, TYPED: typed }, typed.length > 0 ? ['typed'] : [])];
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

/** Names of the requests that save or set a variable, by the variable's name. Cached, because every request needs it. */
function savingRequests(api: Api): ReadonlyMap<string, readonly string[]> {
  const kept = savedBy.get(api);
  if (kept) return kept;
  const saving = new Map<string, string[]>();
  for (const endpoint of endpointsOf(api.items)) {
    for (const variable of madeBy(endpoint)) saving.set(variable, [...(saving.get(variable) ?? []), endpoint.name]);
  }
  savedBy.set(api, saving);
  return saving;
}

import type { Api } from '../../model/api.ts';
import { fillScript, type ScriptTexts } from './fill-script.ts';

/** Input of every script: the API, and the files of templates/scripts. */
export interface ScriptContext {
  readonly api: Api;
  readonly scripts: ScriptTexts;
}

/** Scripts of a request, folder or collection. The texts of one event are joined in this order. */
export interface ScriptsByEvent {
  readonly prerequest: readonly string[];
  /** A second prerequest event, after the first one and everything that it started. */
  readonly beforeSending?: readonly string[];
  readonly test: readonly string[];
}

/** Headers by context. Cached, because every request has the same. */
const headers = new WeakMap<ScriptContext, string>();

/** Returns the comment that each generated script begins with: made by postmint, from which list. */
export function headerOf(context: ScriptContext): string {
  const kept = headers.get(context);
  if (kept !== undefined) return kept;
  const { api, scripts } = context;
  const header = fillScript(scripts, 'header', { LIST: api.origin.source.path.split(/[\\/]/).at(-1) ?? '' });
  headers.set(context, header);
  return header;
}

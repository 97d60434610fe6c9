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
  readonly test: readonly string[];
}

/** Returns the comment that each generated script begins with: made by postmint, from which list. */
export function headerOf({ api, scripts }: ScriptContext): string {
  return fillScript(scripts, 'header', { LIST: api.origin.source.path.split(/[\\/]/).at(-1) ?? '' });
}

import type { Api } from '../../model/api.ts';
import { fillScript, type ScriptTexts } from './fill-script.ts';

/** What scripts are made from: the API, and the files of templates/scripts. */
export interface ScriptContext {
  readonly api: Api;
  readonly scripts: ScriptTexts;
}

/** The scripts of one request, folder or collection: texts that follow each other in one event. */
export interface ScriptsByEvent {
  readonly prerequest: readonly string[];
  readonly test: readonly string[];
}

/** The lines that each event of ours begins with: who made it, from which list. */
export function headerOf({ api, scripts }: ScriptContext): string {
  return fillScript(scripts, 'header', { LIST: api.origin.source.path.split(/[\\/]/).at(-1) ?? '' });
}

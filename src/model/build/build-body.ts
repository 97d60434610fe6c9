import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { RequestEntry } from '../../schema/endpoint-list.ts';
import type { Located } from '../../source/located.ts';
import type { Body } from '../api.ts';
import { hideInXml } from '../literal-braces.ts';
import type { BuildContext } from './build-context.ts';
import { buildParameters } from './build-parameters.ts';
import { toJsonText } from './json-text.ts';

const bodyKeys = ['json', 'form', 'text', 'xml'] as const;

/** Builds a request's body from `json`, `form`, `text` or `xml`; undefined if none is written. Two are an error. */
export function buildBody(entry: Located<RequestEntry>, context: BuildContext): Body | undefined {
  const written = entry.entries().flatMap(({ key }) => bodyKeys.filter((bodyKey) => bodyKey === key));
  const [key, second] = written;
  if (key === undefined) return undefined;
  if (second !== undefined) {
    context.report(diagnose('several-bodies', { keys: written }, entry.keyOrigin(second)));
  }
  if (key === 'json') {
    const escaped = new Set<string>();
    const json = entry.get('json') as Located<unknown> | undefined;
    if (json?.is('scalar') && /^\s*[[{]/.test(json.text()) && !json.text().startsWith('{{')) {
      context.report(diagnose('json-as-text', {}, json));
    }
    const text = json ? toJsonText(json, context, escaped) : 'null';
    context.noteAlone(text);
    return { mode: 'raw', language: 'json', text, escaped: [...escaped] };
  }
  if (key === 'form') {
    const form = entry.get('form');
    return { mode: 'urlencoded', fields: form ? buildParameters(form, 'form', context) : [] };
  }
  const located = entry.get(key);
  const text = located ? context.textOrFile(located) : '';
  const sent = key === 'xml' ? hideInXml(text, context.literal) : text;
  return { mode: 'raw', language: key, text: sent, escaped: [] };
}

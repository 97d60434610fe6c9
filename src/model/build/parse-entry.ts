import { diagnose } from '../../diagnostics/diagnostic.ts';
import { isToken } from '../../notation/http-token.ts';
import { knownMethods } from '../../notation/methods.ts';
import type { Located } from '../../source/located.ts';
import type { BuildContext } from './build-context.ts';

/** `METHOD path[?query]`, taken apart. */
export interface EntryText {
  readonly method: string;
  readonly url: string;
  /** Offset of the URL in the entry. */
  readonly urlStart: number;
}

/** Takes `METHOD path[?query]` apart; undefined when it is something else. */
export function parseEntry(located: Located<string>, context: BuildContext): EntryText | undefined {
  const text = located.text();
  const match = /^([^\s/]+)\s+(\S.*)$/s.exec(text.trimEnd());
  const blank =
    match && /\S\s+\S/.exec((match[2] as string).replace(/\{\{[^}]*\}\}?/g, (all) => '_'.repeat(all.length)));
  if (match && blank) {
    const at = text.trimEnd().length - (match[2] as string).length + blank.index + 1;
    const args = { url: match[2] as string, reason: 'it contains a space: write %20' };
    context.report(diagnose('bad-url', args, located.slice(at, at + 1)));
    return undefined;
  }
  if (!match) {
    context.report(diagnose('bad-entry', { text }, located));
    return undefined;
  }
  const [, written, url] = match as unknown as [string, string, string];
  const origin = located.slice(0, written.length);
  const method = written.toUpperCase();
  if (!isToken(written)) {
    const reason = 'RFC 9110 does not allow all of its characters';
    context.report(diagnose('bad-method', { method: written, reason }, origin));
  } else if (method === 'CONNECT') {
    const reason = 'it opens a tunnel through a proxy';
    context.report(diagnose('bad-method', { method: written, reason }, origin));
  } else if (!knownMethods.includes(method) && !context.methods.has(method)) {
    const known = [...knownMethods, ...context.methods];
    context.report(diagnose('unknown-method', { method: written, known }, origin));
  } else if (method !== written) {
    context.report(diagnose('method-raised', { method: written }, origin));
  }
  return { method, url, urlStart: text.indexOf(url, written.length) };
}

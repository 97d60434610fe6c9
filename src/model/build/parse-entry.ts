import { diagnose } from '../../diagnostics/diagnostic.ts';
import { isToken } from '../../notation/http-token.ts';
import { knownMethods } from '../../notation/methods.ts';
import type { Located } from '../../source/located.ts';
import type { BuildContext } from './build-context.ts';

/** The parts of an entry `METHOD path[?query]`. */
export interface EntryText {
  /** In upper case. */
  readonly method: string;
  /** Path and query, or an absolute URL. */
  readonly url: string;
  /** Offset of the URL in the entry's text. */
  readonly urlStart: number;
}

/** Splits `METHOD path[?query]`. Reports mistakes; returns undefined if the text has another form. */
export function parseEntry(located: Located<string>, context: BuildContext): EntryText | undefined {
  const text = located.text();
  const match = /^([^\s/]+)\s+(\S.*)$/s.exec(text.trimEnd());
  const space =
    match &&
    /\S\s+\S/.exec((match[2] as string).replace(/\{\{[^}]*\}\}?/g, (reference) => '_'.repeat(reference.length)));
  if (match && space) {
    const at = text.trimEnd().length - (match[2] as string).length + space.index + 1;
    const braces = /\{\s*([\w.+-]+)\s*\}/.exec(match[2] as string)?.[0];
    const isInside = braces !== undefined && /\s/.test(braces);
    const reason = isInside ? `write ${braces.replace(/\s/g, '')} without spaces` : 'it contains a space: write %20';
    const args = { url: match[2] as string, reason };
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

import { Lexer } from 'yaml';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/origin.ts';

/** How deep values may be nested. */
export const MAX_DEPTH = 50;

/** What `yaml` puts between the tokens: document, flow end, scalar. */
export const lexerMarks: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f', '\ufeff']);

/**
 * Refuses text that is nested too deep before the parser sees it: a few thousand open brackets end the process there.
 * The exact count needs a lexer; a count of brackets and dashes that can only be too high decides whether to ask it.
 */
export function checkDepth(source: SourceFile): Diagnostic | undefined {
  if (!mayBeDeep(source.text)) return undefined;
  let depth = 0;
  let offset = 0;
  let dashes = 0;
  for (const token of new Lexer().lex(source.text)) {
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth--;
    if (token === '-' || token === '?') dashes++;
    else if (token.trim() !== '') dashes = 0;
    if (depth > MAX_DEPTH || dashes > MAX_DEPTH) {
      return diagnose('yaml-depth', { limit: MAX_DEPTH }, { source, start: offset, end: offset + token.length });
    }
    // The lexer's own marks (document, scalar) are no part of the text.
    if (!lexerMarks.has(token)) offset += token.length;
  }
  return undefined;
}

function mayBeDeep(text: string): boolean {
  let open = 0;
  let most = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 91 || code === 123) {
      open++;
      if (open > most) most = open;
    } else if ((code === 93 || code === 125) && open > 0) open--;
  }
  return most > MAX_DEPTH || new RegExp(`(?:[-?][ \\t]+){${MAX_DEPTH}}`).test(text);
}

/** The limit for nested values. */

import { Lexer } from 'yaml';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/origin.ts';

/** Maximum number of levels of nested values. */
export const MAX_DEPTH = 50;

/** Marks that the lexer of `yaml` inserts between tokens: document, flow end, scalar, byte order mark. */
export const lexerMarks: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f', '\ufeff']);

/**
 * Returns an error for text that is nested too deep. It runs before the parser, which a few thousand open brackets
 * would crash. The exact count needs a lexer. A quick count, which is never too low, decides whether it is needed.
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
    // The marks of the lexer are not part of the text.
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

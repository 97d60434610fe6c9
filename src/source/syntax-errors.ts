/** The parser's errors and warnings, in our codes and words. */

import { type Document, Lexer, type YAMLError } from 'yaml';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { type Origin, positionAt, type SourceFile } from '../diagnostics/origin.ts';
import { indentHint, nextLine } from './indentation.ts';
import { lexerMarks, MAX_DEPTH } from './nesting.ts';

/** Returns the errors and warnings of the parser, with our codes; at most one per line. */
export function syntaxErrors(document: Document.Parsed, source: SourceFile): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const error of [...document.errors, ...document.warnings]) {
    const start = error.pos[0];
    const diagnostic = fromParser(error, { source, start, end: Math.max(error.pos[1], start + 1) });
    // One mistake often breaks the rest of a line, so only the first error of a line is useful.
    const line = diagnostic.range?.start.line;
    if (diagnostics.some(({ range }) => range?.start.line === line)) continue;
    diagnostics.push(diagnostic);
    // After an open quote or bracket, or a wrong indentation, the parser misreads the rest of the file.
    if (derails(error)) break;
  }
  return diagnostics;
}

const derails = ({ code, message }: YAMLError) =>
  code === 'MISSING_CHAR' ||
  code === 'BAD_INDENT' ||
  misplacedItem.test(message) ||
  /flow-(?:map|seq)-(?:start|end)|flow-collection/.test(message);

/** A "- " in a map that has begun. */
const misplacedItem = /block sequence may not be used as an implicit map key/;

function fromParser(error: YAMLError, place: Origin): Diagnostic {
  const origin = afterBlank(place);
  const { source, start } = origin;
  if (error.code === 'NON_STRING_KEY') return bracesAsKey(origin) ?? keyFault(origin);
  if (/flow-map-start/.test(error.message)) {
    const braces = bracesInValue(origin);
    if (braces) return braces;
  }
  if (error.code === 'MULTIPLE_DOCS') return diagnose('yaml-documents', {}, origin);
  if (error.code === 'TAG_RESOLVE_FAILED') {
    return diagnose('yaml-tag', { tag: source.text.slice(start, origin.end) }, origin);
  }
  if (error.code === 'BAD_ALIAS') return diagnose('yaml-alias', { reason: firstLine(error.message) }, origin);
  if (error.code === 'RESOURCE_EXHAUSTION') return diagnose('yaml-depth', { limit: MAX_DEPTH }, origin);
  const at = error.code === 'MISSING_CHAR' && /quote/.test(error.message) ? openQuote(origin) : origin;
  return diagnose('yaml-syntax', { reason: firstLine(error.message), hint: syntaxHint(error, origin) }, at);
}

/** The parser may point at an empty line before the line with the error. */
function afterBlank(origin: Origin): Origin {
  const { source, start } = origin;
  if (source.text.slice(start - 1, start + 1) !== '\n\n') return origin;
  const next = nextLine(source, start);
  return next === undefined ? origin : { source, start: next, end: next + 1 };
}

/** Reports `{{x}}` without quotes: a map whose key is a map. The parser points at the inner brace, or just after it. */
function bracesAsKey({ source, start }: Origin): Diagnostic | undefined {
  const { text } = source;
  const open = text.lastIndexOf('{{', start);
  const braces = /^\{\{[^{}\n]*\}\}[^\s,}\]]*/.exec(text.slice(open === -1 ? text.length : open));
  // Braces that end before the error are correct ones of an earlier value.
  if (!braces || open + braces[0].length < start) return undefined;
  const place = { source, start: open, end: open + braces[0].length };
  return diagnose('unquoted-braces', { text: braces[0] }, place);
}

function keyFault(origin: Origin): Diagnostic {
  const hint = indentHint(origin.source, origin.start) ?? 'write a word as the key, followed by a colon';
  return diagnose('yaml-syntax', { reason: 'a key must be text, not a list or a map', hint }, origin);
}

/** Finds an unquoted value with braces inside a map: in `{ request: GET /b/{id} }`, the second `{` ends the value. */
function bracesInValue(origin: Origin): Diagnostic | undefined {
  const { source, start } = origin;
  const lineStart = source.text.lastIndexOf('\n', start - 1) + 1;
  const before = /(?:[:[,{]\s*|^\s*-\s+)([^\s:,[\]{}'"](?:[^:,[\]{}'"]|:\S)*)$/.exec(
    source.text.slice(lineStart, start),
  )?.[1];
  if (before === undefined) return undefined;
  const from = start - before.length;
  const rest = /^(?:\{\{[^{}\n]*\}\}|\{[^{}\n]*\}|[^,{}\n])*/.exec(source.text.slice(start))?.[0] ?? '';
  const value = `${before}${rest}`.trim();
  return diagnose('unquoted-braces', { text: value }, { source, start: from, end: from + value.length });
}

/** A quoted scalar with its closing quote. */
const closedQuote = /^"(?:[^"\\]|\\.)*"$|^'(?:[^']|'')*'$/s;

/** The place of the quote that is not closed. The parser points at the end of the file. */
function openQuote(origin: Origin): Origin {
  const { source } = origin;
  let offset = 0;
  let start = origin.start;
  for (const token of new Lexer().lex(source.text)) {
    if (/^["']/.test(token) && !closedQuote.test(token)) start = offset;
    if (!lexerMarks.has(token)) offset += token.length;
  }
  return { source, start, end: start + 1 };
}

function syntaxHint(error: YAMLError, { source, start }: Origin): string | undefined {
  const { message, code } = error;
  if (code === 'TAB_AS_INDENT' || source.text[start] === '\t') return 'indent with spaces: YAML does not allow tabs';
  if (/Nested mappings/.test(message)) return continuedHint(source, start) ?? 'put a value that holds ": " in quotes';
  if (/quote/.test(message)) return 'close the quote';
  if (/flow-(?:map|seq)-end|flow (?:map|sequence|collection)/i.test(message)) return 'close the bracket';
  if (misplacedItem.test(message) || /indicator|indent|start at the same column/i.test(message)) {
    return indentHint(source, start) ?? 'indent this like its neighbours';
  }
  if (/implicit key|Implicit map key/i.test(message)) return 'write "key: value", with a space after the colon';
  return 'put values with special characters in quotes';
}

/** The hint about a line that the parser reads as more text of the value above, because it is indented too far. */
function continuedHint(source: SourceFile, start: number): string | undefined {
  const line = source.text.slice(start).split('\n', 1)[0] as string;
  const next = /: /.test(line) ? undefined : nextLine(source, start);
  const hint = next === undefined ? undefined : indentHint(source, next);
  return hint && next !== undefined ? `${hint} (line ${positionAt(source, next).line})` : undefined;
}

/** The first line of the parser's message, in the form of our own messages: `missing closing quote (")`. */
function firstLine(message: string): string {
  const line = (message.split('\n')[0] as string).replace(/[.:]$/, '').replace(/ (["'])quote$/, ' quote ($1)');
  return line.charAt(0).toLowerCase() + line.slice(1);
}

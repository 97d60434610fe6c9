/** The YAML parser: text to a tree with places. */

import { type Document, Lexer, parseDocument, type YAMLError } from 'yaml';
import { type Diagnostic, diagnose, type Result } from '../diagnostics/diagnostic.ts';
import type { Origin, SourceFile } from '../diagnostics/origin.ts';
import { markSecrets } from '../diagnostics/secret-spans.ts';
import { findSecrets } from './find-secrets.ts';
import { checkDepth, lexerMarks, MAX_DEPTH } from './nesting.ts';
import type { SyntaxNode } from './node.ts';
import { toTree } from './tree.ts';

/**
 * Parses a YAML 1.2 file with one document, without tags and merge keys, into a tree of values with places. All
 * mistakes of the file are reported at once.
 *
 * @example parse({ path: 'endpoints.yaml', text: 'name: x' }).value
 */
export function parse(source: SourceFile): Result<SyntaxNode> {
  const tooDeep = checkDepth(source);
  if (tooDeep) return unread(source, tooDeep);
  let document: Document.Parsed;
  try {
    document = parseDocument(source.text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      stringKeys: true,
      uniqueKeys: false,
      prettyErrors: false,
      // With 'silent', a second document would not be reported.
      logLevel: 'error',
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return unread(source, diagnose('yaml-depth', { limit: MAX_DEPTH }, { source, start: 0, end: 1 }));
  }
  markSecrets(source, () => findSecrets(document, source.text));
  const diagnostics = [...checkDirectives(source), ...syntaxErrors(document, source)];
  if (diagnostics.length > 0) return { diagnostics };
  if (document.contents === null) {
    return { diagnostics: [diagnose('yaml-empty', {}, { source, start: 0, end: 0 })] };
  }
  return toTree(document, source);
}

/** A result for a file that was not parsed. All of its text is hidden, because it is unknown where its secrets are. */
function unread(source: SourceFile, diagnostic: Diagnostic): Result<SyntaxNode> {
  markSecrets(source, () => [{ start: 0, end: source.text.length }]);
  return { diagnostics: [diagnostic] };
}

function checkDirectives(source: SourceFile): Diagnostic[] {
  const found = /^%.*$/m.exec(source.text.slice(0, 4096));
  if (!found || !/^(?:[ \t]*(?:#.*)?\n|%.*\n)*$/.test(source.text.slice(0, found.index))) return [];
  const origin = { source, start: found.index, end: found.index + found[0].length };
  return [diagnose('yaml-directive', { directive: found[0] }, origin)];
}

/** The errors and warnings of the parser, with our codes; at most one per line. */
function syntaxErrors(document: Document.Parsed, source: SourceFile): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const error of [...document.errors, ...document.warnings]) {
    const start = error.pos[0];
    const diagnostic = fromParser(error, { source, start, end: Math.max(error.pos[1], start + 1) });
    // One mistake often breaks the rest of a line, so only the first error of a line is useful.
    if (diagnostics.at(-1)?.range?.start.line !== diagnostic.range?.start.line) diagnostics.push(diagnostic);
    // After an open quote or bracket, the parser misreads the rest of the file.
    if (derails(error)) break;
  }
  return diagnostics;
}

const derails = ({ code, message }: YAMLError) =>
  code === 'MISSING_CHAR' || code === 'BAD_INDENT' || /flow-(?:map|seq)-(?:start|end)|flow-collection/.test(message);

function fromParser(error: YAMLError, origin: Origin): Diagnostic {
  const { text } = origin.source;
  if (error.code === 'NON_STRING_KEY') {
    // `{{x}}` is a map whose key is a map: the error points at the inner brace, or just after it.
    const open = text.lastIndexOf('{{', origin.start);
    const braces = /^\{\{[^{}\n]*\}\}[^\s,}\]]*/.exec(text.slice(open === -1 ? text.length : open));
    if (braces) {
      return diagnose('unquoted-braces', { text: braces[0] }, { ...origin, start: open, end: open + braces[0].length });
    }
  }
  if (/flow-map-start/.test(error.message)) {
    const braces = bracesInValue(origin);
    if (braces) return braces;
  }
  if (error.code === 'MULTIPLE_DOCS') return diagnose('yaml-documents', {}, origin);
  if (error.code === 'TAG_RESOLVE_FAILED') {
    return diagnose('yaml-tag', { tag: text.slice(origin.start, origin.end) }, origin);
  }
  if (error.code === 'BAD_ALIAS') return diagnose('yaml-alias', { reason: firstLine(error.message) }, origin);
  if (error.code === 'RESOURCE_EXHAUSTION') return diagnose('yaml-depth', { limit: MAX_DEPTH }, origin);
  const place = error.code === 'MISSING_CHAR' && /quote/.test(error.message) ? openQuote(origin) : origin;
  return diagnose('yaml-syntax', { reason: firstLine(error.message), hint: syntaxHint(error, origin) }, place);
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
  if (/Nested mappings/.test(message)) return 'put a value that holds ": " in quotes';
  if (/quote/.test(message)) return 'close the quote';
  if (/flow-(?:map|seq)-end|flow (?:map|sequence|collection)/i.test(message)) return 'close the bracket';
  if (/indicator|indent/i.test(message)) return 'indent it like the lines beside it';
  if (/implicit key|Implicit map key/i.test(message)) return 'write "key: value", with a space after the colon';
  return 'put values with special characters in quotes';
}

/** The first line of the parser's message, in the form of our own messages: `missing closing quote (")`. */
function firstLine(message: string): string {
  const line = (message.split('\n')[0] as string).replace(/[.:]$/, '').replace(/ (["'])quote$/, ' quote ($1)');
  return line.charAt(0).toLowerCase() + line.slice(1);
}

import { type Document, LineCounter, parseDocument, type YAMLError } from 'yaml';
import { type Diagnostic, diagnose, type Result } from '../diagnostics/diagnostic.ts';
import type { Origin, SourceFile } from '../diagnostics/origin.ts';
import { checkDepth, MAX_DEPTH } from './depth.ts';
import type { SyntaxNode } from './node.ts';
import { toTree } from './tree.ts';

/**
 * Turns text into a tree of values with places. YAML 1.2, one document, no tags, no merge keys; all mistakes of the
 * file at once.
 *
 * @example parse({ path: 'endpoints.yaml', text: 'name: x' }).value
 */
export function parse(source: SourceFile): Result<SyntaxNode> {
  const tooDeep = checkDepth(source);
  if (tooDeep) return { diagnostics: [tooDeep] };
  let document: Document.Parsed;
  try {
    document = parseDocument(source.text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      stringKeys: true,
      uniqueKeys: false,
      prettyErrors: false,
      // 'silent' would also keep quiet about a second document.
      logLevel: 'error',
      lineCounter: new LineCounter(),
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { diagnostics: [diagnose('yaml-depth', { limit: MAX_DEPTH }, { source, start: 0, end: 1 })] };
  }
  const diagnostics = [...checkDirectives(source), ...syntaxErrors(document, source)];
  if (diagnostics.length > 0) return { diagnostics };
  if (document.contents === null) {
    return { diagnostics: [diagnose('yaml-empty', {}, { source, start: 0, end: 0 })] };
  }
  return toTree(document, source);
}

function checkDirectives(source: SourceFile): Diagnostic[] {
  const found = /^%.*$/m.exec(source.text.slice(0, 4096));
  if (!found || !/^(?:[ \t]*(?:#.*)?\n|%.*\n)*$/.test(source.text.slice(0, found.index))) return [];
  const origin = { source, start: found.index, end: found.index + found[0].length };
  return [diagnose('yaml-directive', { directive: found[0] }, origin)];
}

/** The parser's errors and warnings, each with our own code; one per place. */
function syntaxErrors(document: Document.Parsed, source: SourceFile): Diagnostic[] {
  const seen = new Set<number>();
  const all: Diagnostic[] = [];
  for (const error of [...document.errors, ...document.warnings]) {
    const start = error.pos[0];
    if (seen.has(start)) continue;
    seen.add(start);
    all.push(fromParser(error, { source, start, end: Math.max(error.pos[1], start + 1) }));
  }
  // One slip often breaks the rest of a line: the first word on a line is the one that helps.
  return all.filter((one, index) => index === 0 || one.range?.start.line !== all[index - 1]?.range?.start.line);
}

function fromParser(error: YAMLError, origin: Origin): Diagnostic {
  const { text } = origin.source;
  if (error.code === 'NON_STRING_KEY') {
    // `{{x}}` is a map whose key is a map: the error points at the inner brace, or just behind it.
    const open = text.lastIndexOf('{{', origin.start);
    const braces = /^\{\{[^{}\n]*\}\}[^\s,}\]]*/.exec(text.slice(open === -1 ? text.length : open));
    if (braces)
      return diagnose('unquoted-braces', { text: braces[0] }, { ...origin, start: open, end: open + braces[0].length });
  }
  if (error.code === 'MULTIPLE_DOCS') return diagnose('yaml-documents', {}, origin);
  if (error.code === 'TAG_RESOLVE_FAILED') {
    return diagnose('yaml-tag', { tag: text.slice(origin.start, origin.end) }, origin);
  }
  if (error.code === 'BAD_ALIAS') return diagnose('yaml-alias', { reason: firstWords(error.message) }, origin);
  if (error.code === 'RESOURCE_EXHAUSTION') return diagnose('yaml-depth', { limit: MAX_DEPTH }, origin);
  const reason = firstWords(error.message);
  return diagnose(
    'yaml-syntax',
    { reason, tab: error.code === 'TAB_AS_INDENT' || text[origin.start] === '\t' },
    origin,
  );
}

function firstWords(message: string): string {
  return (message.split('\n')[0] as string).replace(/[.:]$/, '');
}

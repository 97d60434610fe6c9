/** The YAML parser: text to a tree with places. */

import { type Document, parseDocument } from 'yaml';
import { type Diagnostic, diagnose, type Result } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/origin.ts';
import { markSecrets } from '../diagnostics/secret-spans.ts';
import { checkDepth, MAX_DEPTH } from './nesting.ts';
import type { SyntaxNode } from './node.ts';
import { findSecrets } from './secrets/find-secrets.ts';
import { toLooseTree } from './secrets/loose-tree.ts';
import { syntaxErrors } from './syntax-errors.ts';
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
  markSecrets(source, () => findSecrets(toLooseTree(document), source.text));
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

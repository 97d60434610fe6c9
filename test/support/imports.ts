import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** How one module imports another: types only, values statically, or values through `import()`. */
export type ImportKind = 'type' | 'static' | 'lazy';

export interface Import {
  /** `yaml`, `node:fs`, or a file of src such as `source/parse.ts`. */
  readonly module: string;
  readonly kind: ImportKind;
  readonly names: readonly string[];
  /** True for what the file exports again: `export … from`, or an import that an `export { … }` names. */
  readonly exported: boolean;
}

/** A function of a file, and how many lines it has. */
export interface FunctionSize {
  readonly name: string;
  readonly lines: number;
}

/** Facts about one file of src that the boundary tests check. */
export interface Module {
  /** Path relative to src, with forward slashes. */
  readonly path: string;
  readonly imports: readonly Import[];
  /** Uses of the process, the console, the clock and randomness, such as `process.exit`. */
  readonly ambient: readonly string[];
  readonly exportsDefault: boolean;
  readonly functions: readonly FunctionSize[];
  readonly lines: number;
}

const src = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'src');

/** All files of src, parsed by the TypeScript compiler, so that comments and strings are not searched. */
export function readModules(): Module[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readModule(name.replaceAll('\\', '/')))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function readModule(path: string): Module {
  const text = readFileSync(join(src, path), 'utf8');
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const ambient: string[] = [];
  const functions: FunctionSize[] = [];
  const imports: Import[] = [];
  const exported = exportedNames(file);
  let exportsDefault = false;
  const visit = (node: ts.Node): void => {
    const found = importOf(node, path, exported);
    if (found) imports.push(found);
    exportsDefault ||= isDefaultExport(node);
    const used = ambientUse(node);
    if (used !== undefined) ambient.push(used);
    if (ts.isFunctionLike(node) && 'body' in node && node.body) functions.push(sizeOf(node, file));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { path, imports, ambient, exportsDefault, functions, lines: text.trimEnd().split('\n').length };
}

/** What a node imports; undefined when it imports nothing. */
function importOf(node: ts.Node, path: string, exported: ReadonlySet<string>): Import | undefined {
  const make = (specifier: ts.Node | undefined, kind: ImportKind, names: readonly string[], again = false): Import => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) throw new Error(`${path}: an import that is not a text`);
    const { text } = specifier;
    const module = text.startsWith('.') ? posix.join(posix.dirname(path), text) : text;
    return { module, kind, names, exported: again };
  };
  if (ts.isImportDeclaration(node)) {
    const { moduleSpecifier, importClause } = node;
    const again = localNamesOf(importClause).some((name) => exported.has(name));
    return make(moduleSpecifier, kindOf(importClause), namesOf(importClause), again);
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    return make(node.moduleSpecifier, node.isTypeOnly ? 'type' : 'static', [], true);
  }
  if (ts.isImportTypeNode(node)) {
    return make(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, 'type', []);
  }
  const isLazy = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isLazy ? make(node.arguments[0], 'lazy', []) : undefined;
}

/** Names that `export { … }` without a module exports. */
function exportedNames(file: ts.SourceFile): Set<string> {
  const clauses = file.statements.flatMap((statement) => {
    const isOwn = ts.isExportDeclaration(statement) && !statement.moduleSpecifier;
    return isOwn && statement.exportClause && ts.isNamedExports(statement.exportClause) ? [statement.exportClause] : [];
  });
  return new Set(
    clauses.flatMap(({ elements }) => elements.map((element) => (element.propertyName ?? element.name).text)),
  );
}

function isDefaultExport(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return true;
  if (ts.isExportSpecifier(node)) return node.name.text === 'default';
  const isKeyword = node.kind === ts.SyntaxKind.DefaultKeyword;
  return isKeyword && (ts.isFunctionDeclaration(node.parent) || ts.isClassDeclaration(node.parent));
}

function sizeOf(node: ts.SignatureDeclaration, file: ts.SourceFile): FunctionSize {
  const lineAt = (offset: number) => file.getLineAndCharacterOfPosition(offset).line;
  const owner = node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined);
  return { name: owner?.getText(file) ?? 'a lambda', lines: lineAt(node.end) - lineAt(node.getStart(file)) + 1 };
}

function kindOf(clause: ts.ImportClause | undefined): ImportKind {
  if (!clause) return 'static';
  const { namedBindings: named } = clause;
  const onlyTypes = named && ts.isNamedImports(named) && named.elements.every((element) => element.isTypeOnly);
  return clause.isTypeOnly || (!clause.name && onlyTypes) ? 'type' : 'static';
}

function namesOf(clause: ts.ImportClause | undefined): string[] {
  const named = clause?.namedBindings;
  if (!named || !ts.isNamedImports(named)) return [];
  return named.elements.map((element) => (element.propertyName ?? element.name).text);
}

/** The names that an import has in its file. */
function localNamesOf(clause: ts.ImportClause | undefined): string[] {
  const named = clause?.namedBindings;
  const listed = named && ts.isNamedImports(named) ? named.elements.map((element) => element.name.text) : [];
  return clause?.name ? [clause.name.text, ...listed] : listed;
}

const clocks = new Set(['Date.now', 'Math.random', 'performance.now']);

/** `process.exit`, `console.log`, `new Date`, and so on; undefined for anything else. */
function ambientUse(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date') return 'new Date';
  if (ts.isPropertyAccessExpression(node)) {
    const use = `${node.expression.getText()}.${node.name.text}`;
    return clocks.has(use) || /^(?:process|console)\.\w+$/.test(use) ? use : undefined;
  }
  // A bare name, as in `const { env } = process`.
  const bare = ts.isIdentifier(node) && (node.text === 'process' || node.text === 'console');
  const named = bare && (ts.isPropertyAccessExpression(node.parent) || ts.isPropertyAssignment(node.parent));
  return bare && !named ? node.text : undefined;
}

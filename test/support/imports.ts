import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** How one module uses another: its types, its values at once, or its values once they are wanted. */
export type ImportKind = 'type' | 'static' | 'lazy';

export interface Import {
  /** `yaml`, `node:fs`, or a file of src such as `source/parse.ts`. */
  readonly module: string;
  readonly kind: ImportKind;
  readonly names: readonly string[];
}

/** One file of src, as far as the boundaries go. */
export interface Module {
  /** Path below src, with forward slashes. */
  readonly path: string;
  readonly imports: readonly Import[];
  /** Uses of the process, the terminal, the clock and chance, such as `process.exit`. */
  readonly ambient: readonly string[];
  readonly exportsDefault: boolean;
  readonly lines: number;
}

const src = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'src');

/** All files of src, read with the compiler's own parser: text in comments and strings does not count. */
export function readModules(): Module[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readModule(name.replaceAll('\\', '/')))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function readModule(path: string): Module {
  const text = readFileSync(join(src, path), 'utf8');
  const imports: Import[] = [];
  const ambient: string[] = [];
  let exportsDefault = false;
  const add = (specifier: ts.Node | undefined, kind: ImportKind, names: readonly string[]) => {
    if (!specifier || !ts.isStringLiteralLike(specifier))
      throw new Error(`${path}: an import of what is not known here`);
    const { text: module } = specifier;
    imports.push({ module: module.startsWith('.') ? posix.join(posix.dirname(path), module) : module, kind, names });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, kindOf(node.importClause), namesOf(node.importClause));
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      add(node.moduleSpecifier, node.isTypeOnly ? 'type' : 'static', []);
    } else if (ts.isImportTypeNode(node))
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, 'type', []);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], 'lazy', []);
    } else if (ts.isExportAssignment(node) || node.kind === ts.SyntaxKind.DefaultKeyword) {
      exportsDefault ||=
        ts.isExportAssignment(node) || ts.isFunctionDeclaration(node.parent) || ts.isClassDeclaration(node.parent);
    }
    if (ts.isExportSpecifier(node) && node.name.text === 'default') exportsDefault = true;
    const used = ambientUse(node);
    if (used !== undefined) ambient.push(used);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return { path, imports, ambient, exportsDefault, lines: text.trimEnd().split('\n').length };
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

const clocks = new Set(['Date.now', 'Math.random', 'performance.now']);

/** `process.exit`, `console.log`, `new Date`, and so on; undefined for anything else. */
function ambientUse(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date') return 'new Date';
  if (ts.isPropertyAccessExpression(node)) {
    const use = `${node.expression.getText()}.${node.name.text}`;
    return clocks.has(use) || /^(?:process|console)\.\w+$/.test(use) ? use : undefined;
  }
  // The bare names, as in `const { env } = process`.
  const bare = ts.isIdentifier(node) && (node.text === 'process' || node.text === 'console');
  const named = bare && (ts.isPropertyAccessExpression(node.parent) || ts.isPropertyAssignment(node.parent));
  return bare && !named ? node.text : undefined;
}

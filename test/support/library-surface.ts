import { join } from 'node:path';
import ts from 'typescript';
import { projectRoot } from './cli.ts';

/**
 * Types of ours that the library's exports mention, but that a user cannot import, each with the export that mentions
 * it. Types that are private to their file are no part of this: they are written out in the declarations.
 */
export function unexportedTypes(): string[] {
  const { config } = ts.readConfigFile(join(projectRoot, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: ['src'] }, ts.sys, projectRoot);
  const entry = join(projectRoot, 'src', 'index.ts');
  const program = ts.createProgram([entry], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const index = source && checker.getSymbolAtLocation(source);
  if (!index) throw new Error('src/index.ts exports nothing');
  const meant = (symbol: ts.Symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  // A namespace stands for all that its module exports.
  const open = (symbol: ts.Symbol): ts.Symbol[] =>
    symbol.flags & ts.SymbolFlags.ValueModule ? checker.getExportsOfModule(symbol).map(meant) : [symbol];
  const exported = new Set(checker.getExportsOfModule(index).map(meant).flatMap(open));
  const missing = new Set<string>();
  for (const symbol of exported) {
    for (const found of symbol.declarations?.flatMap((declaration) => referencesOf(declaration, checker)) ?? []) {
      const type = meant(found);
      const declaration = type.declarations?.[0];
      const isOurs = declaration?.getSourceFile().fileName.includes('/src/') && isExported(declaration);
      if (isOurs && !exported.has(type)) missing.add(`${type.name}, which ${symbol.name} mentions`);
    }
  }
  return [...missing].sort();
}

/** The types that a declaration mentions, without the bodies of functions and without private members. */
function referencesOf(declaration: ts.Node, checker: ts.TypeChecker): ts.Symbol[] {
  const found: ts.Symbol[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node) && ts.isFunctionLike(node.parent)) return;
    const name = ts.isTypeReferenceNode(node)
      ? node.typeName
      : ts.isExpressionWithTypeArguments(node)
        ? node.expression
        : undefined;
    const symbol = name && checker.getSymbolAtLocation(name);
    if (symbol) found.push(symbol);
    ts.forEachChild(node, visit);
  };
  visit(declaration);
  return found;
}

const isExported = (declaration: ts.Declaration) =>
  (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Export) !== 0;

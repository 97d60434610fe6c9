// Writes dist/types: the declarations that index.d.ts needs. Types that are inferred from zod schemas are expanded,
// because users of postmint have no zod.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

/**
 * Writes the declarations.
 *
 * @param outdir their folder
 */
export function writeDeclarations(outdir) {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: ['src'] }, ts.sys, process.cwd());
  const program = ts.createProgram(['src/index.ts'], {
    ...options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    outDir: resolve(outdir),
    rootDir: resolve('src'),
  });
  const { diagnostics } = program.emit();
  if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, ts.createCompilerHost(options)));
  const reached = reachedFrom(join(outdir, 'index.d.ts'));
  for (const entry of readdirSync(outdir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !reached.has(path)) rmSync(path);
  }
  for (const path of reached) {
    if (!readFileSync(path, 'utf8').includes("from 'zod'")) continue;
    const source = join('src', path.slice(join(outdir, '').length).replace(/\.d\.ts$/, '.ts'));
    writeFileSync(path, typesOf(program, resolve(source)));
  }
  removeEmpty(outdir);
}

/** The paths of a declaration file and of all files that it imports, directly or indirectly. */
function reachedFrom(path, reached = new Set()) {
  if (reached.has(path)) return reached;
  reached.add(path);
  for (const { fileName } of ts.preProcessFile(readFileSync(path, 'utf8')).importedFiles) {
    if (fileName.startsWith('.')) reachedFrom(join(dirname(path), fileName.replace(/\.[jt]s$/, '.d.ts')), reached);
  }
  return reached;
}

/** Declarations of the types that a source file exports, with all other types expanded. */
function typesOf(program, path) {
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(path);
  const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias;
  const lines = checker.getExportsOfModule(checker.getSymbolAtLocation(file)).flatMap((exported) => {
    // A re-exported type is an alias of its symbol in another file.
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    if (!(symbol.flags & ts.SymbolFlags.TypeAlias)) return [];
    const text = checker.typeToString(checker.getDeclaredTypeOfSymbol(symbol), undefined, flags);
    if (/\bz\.|\bimport\(/.test(text)) throw new Error(`the type ${symbol.name} needs zod: ${text}`);
    return [`export type ${symbol.name} = ${text};`];
  });
  return `${lines.join('\n')}\n`;
}

function removeEmpty(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) removeEmpty(join(folder, entry.name));
  }
  if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
}

import { dirname } from 'node:path';
import { loadSignIn } from '../auth/load-template.ts';
import { type Diagnostic, hasErrors, type Result, resultOf } from '../diagnostics/diagnostic.ts';
import type { Origin, SourceFile } from '../diagnostics/origin.ts';
import type { Api } from '../model/api.ts';
import { build } from '../model/build.ts';
import { decode } from '../schema/decode.ts';
import { type EndpointList, endpointList } from '../schema/endpoint-list.ts';
import { fileReferences } from '../source/file-references.ts';
import { Located } from '../source/located.ts';
import { parse } from '../source/parse.ts';
import { readSource } from '../source/read.ts';
import { readAuthTemplates } from '../source/templates.ts';

/** Reads a file that a list names; its path is relative to the list. */
export type ReadBeside = (path: string, origin: Origin) => Result<SourceFile>;

/** The reader of a list on disk: files in the list's own folder, and no others. */
export function readerBeside(listPath: string, cwd: string): ReadBeside {
  const root = dirname(listPath);
  return (path, origin) => {
    const absolute = path.startsWith('/') ? path : `${root}/${path}`;
    return readSource(absolute, { cwd, root, origin });
  };
}

/**
 * From the text of a list to the model of its API: parse, decode, load the auth template and the files that it names,
 * build.
 *
 * @param source the list
 * @param read how to read the files that it names
 */
export function loadList(source: SourceFile, read: ReadBeside): Result<Api> {
  const tree = parse(source);
  if (!tree.value) return { diagnostics: tree.diagnostics };
  const decoded = decode<EndpointList>(endpointList, tree.value);
  if (!decoded.value) return { diagnostics: [...tree.diagnostics, ...decoded.diagnostics] };
  const diagnostics: Diagnostic[] = [...tree.diagnostics];
  const signIn = loadSignIn(decoded.value, { builtIn: readAuthTemplates(), read });
  diagnostics.push(...signIn.diagnostics);
  const files = new Map<string, SourceFile>();
  for (const node of fileReferences(tree.value)) {
    const file = read(node.spelling, node);
    diagnostics.push(...file.diagnostics);
    if (file.value) files.set(node.spelling, file.value);
  }
  // Without its sign-in, a list would be full of undeclared variables that are none.
  if (hasErrors(signIn.diagnostics)) return { diagnostics };
  const built = build(decoded.value, {
    ...(signIn.value ? { signIn: signIn.value } : {}),
    files,
    parse: (file) => {
      const result = parse(file);
      return result.value
        ? { value: new Located(result.value), diagnostics: result.diagnostics }
        : { diagnostics: result.diagnostics };
    },
  });
  diagnostics.push(...built.diagnostics);
  return built.value ? resultOf(built.value, diagnostics) : { diagnostics };
}

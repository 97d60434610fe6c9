import type { Diagnostic, Result } from '../diagnostics/diagnostic.ts';
import type { Origin, SourceFile } from '../diagnostics/origin.ts';
import { LiteralSecrets } from '../model/check/check-literal-secrets.ts';
import { Located } from '../source/located.ts';
import { parse } from '../source/parse.ts';

/** Reads a file that a list refers to, by a path relative to the list. Errors point at `origin`. */
export type ReadBeside = (path: string, origin: Origin) => Result<SourceFile>;

/** The files that a list refers to. Each is read once, so that its secrets are masked for every stage. */
export class ListFiles {
  private readonly opened = new Map<string, SourceFile>();
  private readonly readFile: ReadBeside;

  constructor(read: ReadBeside) {
    this.readFile = read;
  }

  readonly read: ReadBeside = (path, origin) => {
    const known = this.opened.get(path);
    if (known) return { value: known, diagnostics: [] };
    const file = this.readFile(path, origin);
    if (file.value) this.opened.set(path, file.value);
    return file;
  };

  /**
   * Reports the secrets that are written in the list and in the files that were read for it.
   *
   * @param taken names of variables that hints do not propose
   */
  literalSecrets(list: Located<unknown>, taken: readonly string[]): Diagnostic[] {
    const secrets = new LiteralSecrets(taken);
    secrets.addList(list);
    for (const [path, source] of this.opened) {
      const tree = /\.(?:json|ya?ml)$/i.test(path) ? parse(source).value : undefined;
      if (tree) secrets.addTree(new Located<unknown>(tree));
      else secrets.addText({ source, start: 0, end: source.text.length }, /\.[cm]?js$/i.test(path));
    }
    return secrets.finish();
  }
}

import type { Diagnostic, Result } from '../diagnostics/diagnostic.ts';
import type { Origin, SourceFile } from '../diagnostics/origin.ts';
import { LiteralSecrets } from '../model/check/check-literal-secrets.ts';
import { Located } from '../source/located.ts';
import type { SyntaxNode } from '../source/node.ts';
import { parse } from '../source/parse.ts';

/** Reads a file that a list refers to, by a path relative to the list. Errors point at `origin`. */
export interface ReadBeside {
  (path: string, origin: Origin): Result<SourceFile>;
  /** Returns the files that match a pattern, as paths relative to the list. Absent: none is found. */
  readonly find?: (pattern: string) => readonly string[];
  /** Reports a file that cannot be sent. Absent: it is not checked. */
  readonly check?: (path: string, origin: Origin) => readonly Diagnostic[];
}

/** The files that a list refers to. Each is read and parsed once, so that its secrets are masked for every stage. */
export class ListFiles {
  private readonly opened = new Map<string, SourceFile>();
  private readonly trees = new Map<SourceFile, Result<SyntaxNode>>();
  private readonly readFile: ReadBeside;

  constructor(read: ReadBeside) {
    this.readFile = read;
  }

  readonly read = (path: string, origin: Origin): Result<SourceFile> => {
    const known = this.opened.get(path);
    if (known) return { value: known, diagnostics: [] };
    const file = this.readFile(path, origin);
    if (file.value) this.opened.set(path, file.value);
    return file;
  };

  /** Parses a file that was read. */
  readonly parse = (source: SourceFile): Result<SyntaxNode> => {
    const tree = this.trees.get(source) ?? parse(source);
    this.trees.set(source, tree);
    return tree;
  };

  /** Returns the files that match a pattern, as paths relative to the list. */
  find(pattern: string): readonly string[] {
    return this.readFile.find?.(pattern) ?? [];
  }

  /** Reports a file that a request sends, if it cannot be read. */
  check(path: string, origin: Origin): readonly Diagnostic[] {
    return this.readFile.check?.(path, origin) ?? [];
  }

  /**
   * Reports the secrets that are written in the list and in the files that were read for it.
   *
   * @param taken names of variables that hints do not propose
   */
  literalSecrets(list: Located<unknown>, taken: readonly string[]): Diagnostic[] {
    const secrets = new LiteralSecrets(taken);
    secrets.addList(list);
    for (const [path, source] of this.opened) {
      const tree = /\.(?:json|ya?ml)$/i.test(path) ? this.parse(source).value : undefined;
      if (tree) secrets.addTree(new Located<unknown>(tree));
      else secrets.addText({ source, start: 0, end: source.text.length }, /\.[cm]?js$/i.test(path));
    }
    return secrets.finish();
  }
}

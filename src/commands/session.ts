import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { formatDiagnostics, sortDiagnostics } from '../diagnostics/format.ts';
import { formatAnnotation } from '../report/annotations.ts';
import type { Io } from './io.ts';

/** Format of the result: text for people, or one JSON document. */
export type Format = 'text' | 'json';

/** One call of a command: its process, its name, and the format of its result. */
export class Session {
  readonly io: Io;
  /** Name of the command, such as `run`. */
  readonly command: string;
  readonly format: Format;

  constructor(io: Io, command: string, format: Format) {
    this.io = io;
    this.command = command;
    this.format = format;
  }

  /** Returns a copy of this session with parts of `io` replaced. */
  with(change: Partial<Io>): Session {
    return new Session({ ...this.io, ...change }, this.command, this.format);
  }

  /** Prints text for people to standard output; nothing with `--format json`. */
  print(text: string): void {
    if (this.format === 'text') this.io.out(text);
  }

  /** Prints diagnostics to standard error (not with `--format json`), and as annotations in GitHub Actions. */
  say(diagnostics: readonly Diagnostic[]): void {
    const { err, env, paint, columns } = this.io;
    const sorted = sortDiagnostics(diagnostics);
    if (this.format === 'text') err(formatDiagnostics(sorted, paint.err, undefined, columns));
    if (env.GITHUB_ACTIONS !== 'true') return;
    for (const diagnostic of sorted) err(`${formatAnnotation(diagnostic)}\n`);
  }

  /** Prints the JSON document of `--format json`. A command calls it once. `more` has the command's own keys. */
  json(exitCode: number, diagnostics: readonly Diagnostic[], more: object = {}): void {
    const document = { command: this.command, exitCode, ...more, diagnostics: sortDiagnostics(diagnostics) };
    this.io.out(`${JSON.stringify(document, null, 2)}\n`);
  }

  /** Prints diagnostics as the whole result of a command. Returns the exit code. */
  end(exitCode: number, diagnostics: readonly Diagnostic[]): number {
    this.say(diagnostics);
    if (this.format === 'json') this.json(exitCode, diagnostics);
    return exitCode;
  }
}

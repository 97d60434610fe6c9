import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { formatDiagnostics, sortDiagnostics } from '../diagnostics/format.ts';
import { formatAnnotation } from '../report/annotations.ts';
import type { Io } from './io.ts';

/** How results are printed: for people, or as one JSON document. */
export type Format = 'text' | 'json';

/** One call of a command: where it reads and prints, its name, and the format of its result. */
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

  /** The same call, with another way to read and print. */
  with(change: Partial<Io>): Session {
    return new Session({ ...this.io, ...change }, this.command, this.format);
  }

  /** Prints text for people to standard output; nothing with `--format json`. */
  print(text: string): void {
    if (this.format === 'text') this.io.out(text);
  }

  /** Prints diagnostics to standard error, and as annotations where GitHub Actions runs us. */
  say(diagnostics: readonly Diagnostic[]): void {
    const { err, env, paint } = this.io;
    const sorted = sortDiagnostics(diagnostics);
    if (this.format === 'text') err(formatDiagnostics(sorted, paint.err));
    if (env.GITHUB_ACTIONS !== 'true') return;
    for (const diagnostic of sorted) err(`${formatAnnotation(diagnostic)}\n`);
  }

  /** Prints the one JSON document of `--format json`. */
  json(exitCode: number, diagnostics: readonly Diagnostic[], more: object = {}): void {
    const document = { command: this.command, exitCode, ...more, diagnostics: sortDiagnostics(diagnostics) };
    this.io.out(`${JSON.stringify(document, null, 2)}\n`);
  }

  /** Ends a command that has only diagnostics to show. Returns the exit code. */
  end(exitCode: number, diagnostics: readonly Diagnostic[]): number {
    this.say(diagnostics);
    if (this.format === 'json') this.json(exitCode, diagnostics);
    return exitCode;
  }
}

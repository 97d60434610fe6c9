import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';

/** The content of an env file, and an error for each wrong line. */
export interface EnvFile {
  readonly values: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Parses `NAME=value` lines, as dotenv does, with one exception: a value without quotes is taken literally, `#` included,
 * because a password can contain anything. Empty lines and lines that start with `#` are ignored. After a value in single
 * or double quotes, a comment may follow; in double quotes, `\n` and `\r` are line breaks. Nothing else is expanded.
 *
 * @param path the path to show in diagnostics
 */
export function parseEnvFile(path: string, text: string): EnvFile {
  const values = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const [index, raw] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const fail = (reason: string) => diagnostics.push(diagnose('bad-env-file', { path, line: index + 1, reason }));
    const match = /^(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)$/s.exec(line);
    if (!match) {
      fail('it is not NAME=value');
      continue;
    }
    const [, name, written] = match as unknown as [string, string, string];
    if (values.has(name)) fail(`duplicate name ${name}`);
    else values.set(name, textOf(written));
  }
  return { values, diagnostics };
}

/** A value in quotes that fill the line. Further quotes inside belong to the value, because a password may have them. */
const filled = /^(["'])(.*)\1$/s;
/** A value in quotes, and a comment after them. */
const doubleQuoted = /^"((?:\\"|[^"])*)"\s*#/;
const singleQuoted = /^'([^']*)'\s*#/;

function textOf(written: string): string {
  const inside = filled.exec(written)?.[2] ?? doubleQuoted.exec(written)?.[1] ?? singleQuoted.exec(written)?.[1];
  if (inside === undefined) return written;
  return written.startsWith('"') ? inside.replaceAll('\\n', '\n').replaceAll('\\r', '\r') : inside;
}

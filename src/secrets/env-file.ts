import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';

/** The content of an env file, and an error for each wrong line. */
export interface EnvFile {
  readonly values: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Parses `NAME=value` lines. Empty lines and lines that start with `#` are ignored. A value may be in single or double
 * quotes. Values are otherwise taken literally, without expansion or comments, because a password can contain anything.
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
    const quoted = /^(["'])(.*)\1$/s.exec(written);
    if (values.has(name)) fail(`duplicate name ${name}`);
    else values.set(name, quoted ? (quoted[2] as string) : written);
  }
  return { values, diagnostics };
}

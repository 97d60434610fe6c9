import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';

/** The content of an env file, or what is wrong with it. */
export interface EnvFile {
  readonly values: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads `NAME=value` lines. Blank lines and lines that start with `#` are passed over. A value may stand in single or
 * double quotes; nothing in it is expanded and nothing is cut off, because passwords hold anything.
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

import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Api } from '../model/api.ts';
import { secretKeys } from './secret-keys.ts';

/** Where secrets may come from; the first that has one wins. */
export interface SecretSources {
  /** A value from standard input, for one variable. */
  readonly stdin?: { readonly name: string; readonly value: string };
  /** The content of `--env-file`. */
  readonly envFile?: { readonly path: string; readonly values: ReadonlyMap<string, string> };
  /** The process environment. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Values in the environment file, if it is one that may hold them. */
  readonly environmentFile: { readonly path: string; readonly values: ReadonlyMap<string, string> };
}

/** A secret of this run. The value goes to the runner and to the redactor, and nowhere else. */
export interface Secret {
  readonly name: string;
  readonly value: string;
  /** Where it comes from, in words. */
  readonly source: string;
}

/** Looks one secret up; undefined when no source has it. */
export function findSecret(api: Api, environment: string, name: string, sources: SecretSources): Secret | undefined {
  if (sources.stdin?.name === name) return { name, value: sources.stdin.value, source: 'standard input' };
  const keys = secretKeys(api, environment, name);
  for (const key of keys) {
    const value = sources.envFile?.values.get(key);
    if (value) return { name, value, source: `${key} in ${sources.envFile?.path}` };
  }
  for (const key of keys) {
    const value = sources.environment[key];
    if (value) return { name, value, source: `environment variable ${key}` };
  }
  const value = sources.environmentFile.values.get(name);
  return value ? { name, value, source: sources.environmentFile.path } : undefined;
}

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
      fail('this is not NAME=value');
      continue;
    }
    const [, name, written] = match as unknown as [string, string, string];
    const quoted = /^(["'])(.*)\1$/s.exec(written);
    if (values.has(name)) fail(`${name} stands here a second time`);
    else values.set(name, quoted ? (quoted[2] as string) : written);
  }
  return { values, diagnostics };
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NewFile } from './new-file.ts';

/** Returns .gitignore with the lines that keep secrets and backups out of git; empty if it has them. */
export function ignoreLines(folder: string): NewFile[] {
  const path = join(folder, '.gitignore');
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const known = new Set(text.split(/\r?\n/).map((line) => line.trim()));
  const missing = ['.env', '*.env', '*.bak'].filter((line) => !known.has(line));
  if (missing.length === 0) return [];
  const before = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return [
    { path, text: `${before}# Secrets for postmint run, and backups of postmint generate\n${missing.join('\n')}\n` },
  ];
}

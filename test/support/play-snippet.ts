import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../src/snippets/draft.ts';
import { type Ended, start } from './cli.ts';
import { tempFolder } from './temp-folder.ts';

const programs: Readonly<Record<Language, readonly [command: string, file: string]>> = {
  curl: ['sh', 'request.sh'],
  javascript: [process.execPath, 'request.mjs'],
  python: ['python3', 'request.py'],
};

/** Runs a snippet as its reader would: saved in a file, with the variables set. */
export function playSnippet(
  language: Language,
  text: string,
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<Ended> {
  const [command, name] = programs[language];
  const file = join(tempFolder(), name);
  writeFileSync(file, `${text}\n`);
  return start(command, [file], { cwd, env: { HOME: cwd, ...env } }).ended;
}

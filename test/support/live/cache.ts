import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What servers are made of is large and slow to get, so it stands outside the clone: a fresh one finds it made. */
function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'postmint-live');
}

/** What a process that was killed left half-made: a day is longer than anything takes to make. */
function removeAbandoned(): void {
  const yesterday = Date.now() - 86_400_000;
  for (const name of readdirSync(cacheFolder()).filter((one) => one.startsWith('making-'))) {
    const folder = join(cacheFolder(), name);
    if (statSync(folder).mtimeMs < yesterday) rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A folder that is made once. It gets its name in one step when it is complete, so that no half-made folder is ever
 * found, and of two processes that make the same one at the same time the later one throws its own away.
 *
 * @param name what is in it, with the version, and with a number for the way it is made
 * @param make fills an empty folder
 */
export async function cachedFolder(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(cacheFolder(), name);
  if (existsSync(folder)) return folder;
  mkdirSync(cacheFolder(), { recursive: true });
  removeAbandoned();
  const making = mkdtempSync(join(cacheFolder(), `making-${name}-`));
  try {
    await make(making);
    try {
      renameSync(making, folder);
    } catch (error) {
      if (!existsSync(folder)) throw error;
    }
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return folder;
}

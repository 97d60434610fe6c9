import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Servers are large and slow to download or build, so the cache is outside the clone. A fresh clone reuses it. */
function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'postmint-live');
}

/** Removes incomplete folders of killed processes. Nothing takes longer than a day to make. */
function removeAbandoned(): void {
  const yesterday = Date.now() - 86_400_000;
  for (const name of readdirSync(cacheFolder()).filter((entry) => entry.startsWith('making-'))) {
    const folder = join(cacheFolder(), name);
    if (statSync(folder).mtimeMs < yesterday) rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Returns a cached folder, and makes it on the first use. The folder is renamed to its final name when it is complete,
 * so an incomplete folder is never used. If two processes make the same folder, the later one discards its copy.
 *
 * @param name content and version, with a number that is raised when `make` changes
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

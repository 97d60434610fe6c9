import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from './cli.ts';
import { tempFolder } from './temp-folder.ts';

/**
 * Makes programs of TypeScript files, for tests whose work wants a process of its own. They find packages and
 * templates where our sources do.
 *
 * @returns the folder with one `<name>.mjs` for each
 */
export async function buildPrograms(entryPoints: Readonly<Record<string, string>>): Promise<string> {
  const folder = tempFolder();
  for (const name of ['node_modules', 'templates']) symlinkSync(join(projectRoot, name), join(folder, name));
  await build({
    entryPoints,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    logLevel: 'warning',
  });
  return folder;
}

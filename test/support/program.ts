import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from './cli.ts';
import { tempFolder } from './temp-folder.ts';

/**
 * Bundles TypeScript files into programs, for tests that need a separate process. The programs find packages and
 * templates as our sources do.
 *
 * @returns the folder that contains `<name>.mjs` for each entry point
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

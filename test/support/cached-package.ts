import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './cli.ts';

/** The folder of packages that only tests use, or why they are missing. */
export type Cached = { readonly folder: string } | { readonly reason: string };

/**
 * Installs packages of pinned versions below .cache, once. They are not development dependencies: they are large, and only
 * slow tests use them.
 *
 * @param name name of the folder
 * @param packages versions by name
 */
export function cachedPackages(name: string, packages: Readonly<Record<string, string>>): Cached {
  const prefix = join(projectRoot, '.cache', name);
  const folder = join(prefix, 'node_modules');
  const isThere = ([one, version]: [string, string]) => {
    const manifest = join(folder, one, 'package.json');
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === version;
  };
  if (Object.entries(packages).every(isThere)) return { folder };
  mkdirSync(prefix, { recursive: true });
  const options = [
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--loglevel=error',
    '--legacy-peer-deps',
  ];
  const wanted = Object.entries(packages).map(([one, version]) => `${one}@${version}`);
  const { status, stderr } = spawnSync('npm', ['install', '--prefix', prefix, ...options, ...wanted], {
    encoding: 'utf8',
  });
  if (status !== 0)
    return { reason: `npm could not install ${wanted.join(', ')}: ${String(stderr).trim().split('\n')[0]}` };
  return { folder };
}

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './cli.ts';

/** The versions that the tests were written with, pinned so that upgrades are deliberate. */
const packages = { newman: '6.2.2', 'newman-reporter-htmlextra': '1.23.1' } as const;

/** The path of the program, or why it is missing. */
export type StockNewman = { readonly path: string } | { readonly reason: string };

/**
 * Finds newman as published on npm, with its most popular additional reporter. The newman that we bundle is not stock:
 * it has another runtime. The first use installs newman below .cache.
 */
export function findStockNewman(): StockNewman {
  const windows = process.platform === 'win32';
  const prefix = join(projectRoot, '.cache', 'stock-newman');
  const path = join(prefix, 'node_modules', '.bin', windows ? 'newman.cmd' : 'newman');
  const names = Object.keys(packages);
  if (!names.every((name) => existsSync(join(prefix, 'node_modules', name, 'package.json')))) {
    mkdirSync(prefix, { recursive: true });
    const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
    const wanted = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
    const args = ['install', '--prefix', prefix, ...options, ...wanted];
    const { status, stderr } = spawnSync('npm', args, { encoding: 'utf8', shell: windows });
    if (status !== 0) return { reason: `npm could not install newman: ${String(stderr).trim().split('\n')[0]}` };
  }
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', shell: windows });
  if (status === 0 && stdout.trim() === packages.newman) return { path };
  return { reason: `newman --version ends with ${status} and says ${JSON.stringify(stdout)}` };
}

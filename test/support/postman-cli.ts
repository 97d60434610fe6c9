import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './cli.ts';

/** The version that the tests were written with: a newer one is taken on purpose, not by chance. */
const version = '1.34.0';

/** The program, or why there is none. */
export type PostmanCli = { readonly path: string } | { readonly reason: string };

/**
 * The official Postman CLI, which is the nearest thing to the app that a test can start. It is 100 MB large, so it is
 * no dependency: the first use puts it below .cache.
 */
export function findPostmanCli(): PostmanCli {
  const prefix = join(projectRoot, '.cache', 'postman-cli');
  const path = join(prefix, 'node_modules', '.bin', process.platform === 'win32' ? 'postman.cmd' : 'postman');
  if (!existsSync(path)) {
    mkdirSync(prefix, { recursive: true });
    const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
    const args = ['install', '--prefix', prefix, ...options, `postman-cli@${version}`];
    const { status, stderr } = spawnSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32' });
    if (status !== 0) return { reason: `npm could not install postman-cli: ${String(stderr).trim().split('\n')[0]}` };
  }
  const works = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return works.status === 0 ? { path } : { reason: `postman --version ends with ${works.status}` };
}

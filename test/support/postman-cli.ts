import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './cli.ts';

/** The path of the program, or why it is missing. */
export type PostmanCli = { readonly path: string } | { readonly reason: string };

const windows = process.platform === 'win32';

/**
 * The versions that the tests were written with, pinned so that upgrades are deliberate. The npm package `postman-cli`
 * ends at 1.34. Later versions are published as one package per platform.
 */
const releases = {
  '1.34': {
    package: 'postman-cli@1.34.0',
    program: join('.bin', windows ? 'postman.cmd' : 'postman'),
  },
  '1.62': {
    package: '@postman/pm-bin-linux-x64@1.62.0',
    program: '@postman/pm-bin-linux-x64/bin/postman',
    runsHere: process.platform === 'linux' && process.arch === 'x64',
  },
} as const;

/**
 * Finds the official Postman CLI, the closest to the Postman app that a test can start. It is not a dependency because
 * it is larger than 100 MB. The first use installs it below .cache.
 */
export function findPostmanCli(version: keyof typeof releases = '1.34'): PostmanCli {
  const { package: name, program } = releases[version];
  const prefix = join(projectRoot, '.cache', version === '1.34' ? 'postman-cli' : `postman-cli-${version}`);
  const path = join(prefix, 'node_modules', program);
  if (!existsSync(path)) {
    mkdirSync(prefix, { recursive: true });
    const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
    const args = ['install', '--prefix', prefix, ...options, name];
    const { status, stderr } = spawnSync('npm', args, { encoding: 'utf8', shell: windows });
    if (status !== 0) return { reason: `npm could not install ${name}: ${String(stderr).trim().split('\n')[0]}` };
  }
  const works = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return works.status === 0 ? { path } : { reason: `postman --version ends with ${works.status}` };
}

/** All versions of the Postman CLI that run on this platform, by name in test titles. */
export function findPostmanClis(): Readonly<Record<string, PostmanCli>> {
  return {
    'postman-cli': findPostmanCli(),
    ...(releases['1.62'].runsHere ? { 'postman-cli 1.62': findPostmanCli('1.62') } : {}),
  };
}

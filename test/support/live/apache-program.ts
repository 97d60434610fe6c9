import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.ts';
import { type Missing, missing } from './missing.ts';

/** Apache httpd with mod_oauth2, from Debian's packages. */
export interface ApacheProgram {
  readonly path: string;
  /** The folder of `mod_oauth2.so` and the other modules. */
  readonly modules: string;
  readonly version: string;
}

const path = '/usr/sbin/apache2';
const modules = '/usr/lib/apache2/modules';

/** Not `apache2`: that package starts a service on port 80. */
const packages = ['apache2-bin', 'libapache2-mod-oauth2'];

function installed(): boolean {
  return existsSync(path) && existsSync(join(modules, 'mod_oauth2.so'));
}

async function install(): Promise<Missing | undefined> {
  const problem = `Debian's packages ${packages.join(' and ')} are not installed`;
  if (!existsSync('/usr/bin/apt-get')) return { reason: `${problem}, and there is no apt-get` };
  if (process.getuid?.() !== 0) return { reason: `${problem}, and only root may install them` };
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
  return installed() ? undefined : { reason: `${packages.join(' and ')} are installed, but not where Debian has them` };
}

/** Finds Apache, or installs it if this process may. */
export async function findApache(): Promise<ApacheProgram | Missing> {
  try {
    const failure = installed() ? undefined : await install();
    if (failure) return failure;
    const output = await run(path, ['-v']);
    return { path, modules, version: /Apache\/(\S+)/.exec(output)?.[1] ?? output.trim() };
  } catch (error) {
    return missing('Apache cannot be installed', error);
  }
}

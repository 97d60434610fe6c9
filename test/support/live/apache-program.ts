import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.ts';
import { type Missing, missing } from './missing.ts';

/** Apache httpd with mod_oauth2, as Debian has them. */
export interface ApacheProgram {
  readonly path: string;
  /** Where `mod_oauth2.so` and the others are. */
  readonly modules: string;
  readonly version: string;
}

const path = '/usr/sbin/apache2';
const modules = '/usr/lib/apache2/modules';

/** Not `apache2`, which is the service of the system: it would start, on port 80. */
const packages = ['apache2-bin', 'libapache2-mod-oauth2'];

function installed(): boolean {
  return existsSync(path) && existsSync(join(modules, 'mod_oauth2.so'));
}

async function install(): Promise<Missing | undefined> {
  const wanted = `Debian's packages ${packages.join(' and ')} are not installed`;
  if (!existsSync('/usr/bin/apt-get')) return { reason: `${wanted}, and there is no apt-get` };
  if (process.getuid?.() !== 0) return { reason: `${wanted}, and only root may install them` };
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
  return installed() ? undefined : { reason: `${packages.join(' and ')} are installed, but not where Debian has them` };
}

/** Apache, which is installed if it is not there and this process may. */
export async function findApache(): Promise<ApacheProgram | Missing> {
  try {
    const missed = installed() ? undefined : await install();
    if (missed) return missed;
    const said = await run(path, ['-v']);
    return { path, modules, version: /Apache\/(\S+)/.exec(said)?.[1] ?? said.trim() };
  } catch (error) {
    return missing('Apache cannot be installed', error);
  }
}

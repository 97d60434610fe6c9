// The programs that postmint is compared with. They are no dependencies of the package: they live in .cache.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const versions = {
  'openapi-to-postmanv2': '6.3.3',
  '@apideck/portman': '1.33.0',
  // portman needs it and does not say so.
  tslib: '2.8.1',
};

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** The version of a package that is there; undefined when it is not. */
function versionOf(folder, name) {
  const path = join(folder, 'node_modules', name, 'package.json');
  return existsSync(path) ? readJson(path).version : undefined;
}

/** The file that Node runs for a command of an installed package. */
export function commandFile(folder, name, command) {
  const home = join(folder, 'node_modules', name);
  const { bin } = readJson(join(home, 'package.json'));
  return join(home, typeof bin === 'string' ? bin : bin[command]);
}

/**
 * Installs the peers into a folder when they are not there already in just these versions.
 *
 * @returns the commands by name, or why there are none
 */
export function installPeers(folder) {
  if (Object.entries(versions).some(([name, version]) => versionOf(folder, name) !== version)) {
    console.error(`installing peers into ${folder} …`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    const packages = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
    const flags = ['--save-exact', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const shell = process.platform === 'win32';
    const args = ['install', '--prefix', folder, ...flags, ...packages];
    const { status } = spawnSync('npm', args, { stdio: ['ignore', 2, 2], shell });
    if (status !== 0) return { missing: `the peers could not be installed (npm ended with ${status})` };
  }
  return {
    openapi2postmanv2: commandFile(folder, 'openapi-to-postmanv2', 'openapi2postmanv2'),
    portman: commandFile(folder, '@apideck/portman', 'portman'),
  };
}

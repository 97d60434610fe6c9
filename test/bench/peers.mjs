// The programs that postmint is compared with. They are not dependencies of the package: they live in .cache.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const converters = {
  'openapi-to-postmanv2': '6.3.3',
  '@apideck/portman': '1.33.0',
  // portman needs it, and does not declare it.
  tslib: '2.8.1',
};

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** The version of an installed package; undefined when it is not installed. */
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

/** Installs packages into a folder, unless just these versions are there. Returns why it could not; else undefined. */
function install(folder, versions) {
  if (Object.entries(versions).every(([name, version]) => versionOf(folder, name) === version)) return undefined;
  const packages = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
  console.error(`installing ${packages.join(', ')} …`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const flags = ['--save-exact', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const shell = process.platform === 'win32';
  const args = ['install', '--prefix', folder, ...flags, ...packages];
  const { status } = spawnSync('npm', args, { stdio: ['ignore', 2, 2], shell });
  return status === 0 ? undefined : `${packages.join(', ')} could not be installed (npm ended with ${status})`;
}

/** The converters of OpenAPI as `{ openapi2postmanv2, portman }`, or `{ missing }`: why there are none. */
export function installConverters(cache) {
  const folder = join(cache, 'bench-peers');
  const missing = install(folder, converters);
  if (missing) return { missing };
  return {
    openapi2postmanv2: commandFile(folder, 'openapi-to-postmanv2', 'openapi2postmanv2'),
    portman: commandFile(folder, '@apideck/portman', 'portman'),
  };
}

/** newman as its users install it, as `{ path, folder }`, or `{ missing }`. The path is a file for Node. */
export function installNewman(cache) {
  const folder = join(cache, 'newman-6.2.2');
  const missing = install(folder, { newman: '6.2.2' });
  return missing ? { missing } : { path: commandFile(folder, 'newman', 'newman'), folder };
}

/** The Postman CLI as `{ path, folder }`, or `{ missing }`. The path is a program: npm has one for each platform. */
export function installPostmanCli(cache) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { missing: `the Postman CLI is not measured on ${process.platform} ${process.arch}` };
  }
  const folder = join(cache, 'postman-cli-1.62');
  const name = '@postman/pm-bin-linux-x64';
  const missing = install(folder, { [name]: '1.62.0' });
  if (missing) return { missing };
  const path = join(folder, 'node_modules', name, 'bin', 'postman');
  const { status } = spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 60_000 });
  return status === 0 ? { path, folder } : { missing: `postman --version ended with ${status}` };
}

/** Bruno's command line as `{ path }`, a file for Node, or `{ missing }`. */
export function installBruno(cache) {
  const folder = join(cache, 'bench-bruno');
  const missing = install(folder, { '@usebruno/cli': '4.1.0' });
  return missing ? { missing } : { path: commandFile(folder, '@usebruno/cli', 'bru') };
}

/** undici as `{ folder }`, or `{ missing }`: the limit of what a client in Node can do. */
export function installUndici(cache) {
  const folder = join(cache, 'bench-undici');
  const missing = install(folder, { undici: '7.30.2' });
  return missing ? { missing } : { folder: join(folder, 'node_modules', 'undici') };
}

/** GitHub's description as `{ path }`, or `{ missing }`: why it is not there. */
export function installGitHub(cache) {
  const folder = join(cache, 'bench-github');
  const missing = install(folder, { '@octokit/openapi': '23.0.2' });
  if (missing) return { missing };
  return { path: join(folder, 'node_modules', '@octokit', 'openapi', 'generated', 'api.github.com.json') };
}

// Installs the packages of the lock file and builds dist, each only if its inputs have changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (!((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24)) {
  console.error(`postmint needs Node 20.19, 22.12, 24 or later; this is ${process.versions.node}.`);
  process.exit(2);
}

/** All files below a folder, in a fixed order. */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]));
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** Runs a command, unless its stamp shows that it has already run with the same inputs and its output exists. */
function once(stamp, inputs, present, title, command, args) {
  const wanted = hashOf(inputs);
  if (existsSync(present) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.error(`postmint: ${title} …`);
  const result = spawnSync(command, args, { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (result.status !== 0) process.exit(result.status ?? 1);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

const packages = ['package.json', 'package-lock.json'];
const npm = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
once('node_modules/.postmint-stamp', packages, 'node_modules/yaml', 'installing packages', 'npm', npm);
const sources = [
  ...filesBelow('src'),
  ...filesBelow('.ci').filter((path) => path !== join('.ci', 'run')),
  'tsconfig.json',
  ...packages,
];
once('dist/.postmint-stamp', sources, 'dist/cli.js', 'building', process.execPath, ['.ci/build.mjs']);

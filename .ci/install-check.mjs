// Tests the package as users install it. Installs the packed tarball into an empty project with npm, pnpm and yarn,
// twice each (the second time from the lock file), and uses it there. Then runs scripts that try to break out of the
// sandbox, with the installed postmint. Prints all faults and exits with 1 if there are any.
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { escapes } from './escape-check.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const work = mkdtempSync(join(tmpdir(), 'postmint-install-'));

/** The maximum size of the package. */
const limits = { megabytes: 15, files: 500 };

/** Tools to install, in versions that run on Node 20. */
const tools = { pnpm: '10.34.9', yarn: '1.22.22', newman: '6.2.2' };

const faults = [];
const fail = (text) => {
  faults.push(text);
  console.error(`FAILED: ${text}`);
};

/** Runs a program to its end. Never rejects: if the program cannot be started, the exit code is -1. */
function run(args, cwd, env = {}) {
  const [command, ...rest] = args;
  return new Promise((done) => {
    const child = spawn(command, rest, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text) => {
      stdout += text;
    });
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    child.on('error', (error) => done({ code: -1, stdout, stderr: String(error) }));
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
}

/** Runs a program that must exit with 0. Otherwise records a fault and returns undefined. */
async function succeed(title, args, cwd, env) {
  const result = await run(args, cwd, env);
  if (result.code === 0) return result;
  fail(`${title}: ${args.join(' ')} ends with ${result.code}\n${result.stdout}${result.stderr}`);
  return undefined;
}

/** The command that runs a package's program. The first use installs the package below .cache. */
async function tool(name, file) {
  const prefix = join(root, '.cache', `${name}-${tools[name]}`);
  const path = join(prefix, 'node_modules', name, file);
  if (!existsSync(path)) {
    mkdirSync(prefix, { recursive: true });
    const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
    await succeed(name, ['npm', 'install', '--prefix', prefix, ...options, `${name}@${tools[name]}`], root);
  }
  return [process.execPath, path];
}

async function pack() {
  await succeed('npm pack', ['npm', 'pack', '--silent', '--pack-destination', work], root);
  const name = readdirSync(work).find((file) => file.endsWith('.tgz'));
  return name === undefined ? undefined : join(work, name);
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Checks an installed package: its size, the required files, and the files that the README links to. */
function lookInto(folder) {
  const files = filesBelow(folder);
  const megabytes = files.reduce((sum, path) => sum + statSync(path).size, 0) / 1e6;
  console.log(`the package: ${megabytes.toFixed(1)} MB in ${files.length} files`);
  if (megabytes > limits.megabytes) fail(`the package has more than ${limits.megabytes} MB`);
  if (files.length >= limits.files) fail(`the package has ${limits.files} files or more`);
  const links = [...readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)];
  const needed = ['dist/sbom.cdx.json', 'dist/THIRD-PARTY-LICENSES.txt', 'SECURITY.md', 'CONTRIBUTING.md'];
  for (const path of [...needed, ...links.map((match) => match[1])]) {
    if (!existsSync(resolve(folder, path))) fail(`the package has no ${path}`);
  }
}

/** Uses an installed postmint as users do: the demo, the versions and the library. */
async function use(title, project) {
  const cli = join(project, 'node_modules', '.bin', 'postmint');
  await succeed(title, [cli, 'demo'], project);
  const versions = await succeed(title, [cli, '--version', '--json'], project);
  const { bundled = {} } = JSON.parse(versions?.stdout || '{}');
  const [major = 0, minor = 0, patch = 0] = (bundled.uvm ?? '').split('.').map(Number);
  if (major * 1e6 + minor * 1e3 + patch < 4_000_002) fail(`${title}: the sandbox is uvm ${bundled.uvm}`);
  const library = "import { toSource } from 'postmint'; toSource('x', 'y');";
  await succeed(title, [process.execPath, '--input-type=module', '-e', library], project);
}

/** The types of the library, where nothing else is installed. */
async function useTypes(project) {
  const file = join(project, 'use.mts');
  writeFileSync(
    file,
    "import { loadList, toSource } from 'postmint';\nexport const loaded: object = loadList(toSource('x', 'y'), () => ({ diagnostics: [] }));\n",
  );
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const types = ['--types', 'node', '--typeRoots', join(root, 'node_modules', '@types')];
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--lib', 'es2023', ...types];
  await succeed('types', [process.execPath, tsc, ...options, file], project);
}

/** Installs postmint into an empty project with each of the commands in turn, and uses it each time. */
async function installWith(name, ...commands) {
  const project = join(work, `with-${name.replaceAll(' ', '-')}`);
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "name": "empty", "version": "1.0.0", "private": true }\n');
  for (const [index, args] of commands.entries()) {
    const title = `${name}${index > 0 ? ', from the lock file' : ''}`;
    rmSync(join(project, 'node_modules'), { recursive: true, force: true });
    const before = faults.length;
    if (await succeed(title, args, project)) await use(title, project);
    if (faults.length === before) console.log(`installed and used: ${title}`);
  }
  return project;
}

/** Serves the tarball at a URL, as a registry does. */
async function serve(tarball) {
  const server = createServer((_request, response) => response.end(readFileSync(tarball)));
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}/${basename(tarball)}`, close: () => server.close() };
}

try {
  const tarball = await pack();
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const pnpm = [...(await tool('pnpm', 'bin/pnpm.cjs')), '--store-dir', join(work, 'store')];
  const yarn = [...(await tool('yarn', 'bin/yarn.js')), '--silent', '--cache-folder', join(work, 'yarn-cache')];
  const npmProject = await installWith('npm', ['npm', 'install', ...quiet, tarball], ['npm', 'ci', ...quiet]);
  const pnpmProject = await installWith('pnpm', [...pnpm, 'add', tarball], [...pnpm, 'install', '--frozen-lockfile']);
  await installWith('yarn', [...yarn, 'add', tarball]);
  // yarn 1 rejects its own lock file if a tarball was added by path, so add the tarball by URL.
  const registry = await serve(tarball);
  await installWith('yarn by address', [...yarn, 'add', registry.url], [...yarn, 'install', '--frozen-lockfile']);
  registry.close();
  lookInto(join(npmProject, 'node_modules', 'postmint'));
  await useTypes(npmProject);
  const stock = await tool('newman', 'bin/newman.js');
  for (const project of [npmProject, pnpmProject]) {
    const cli = join(project, 'node_modules', '.bin', 'postmint');
    for (const fault of await escapes({ run, cli: [cli], stock, folder: join(project, 'escape') })) fail(fault);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(faults.length === 0 ? 'the package is as it should be' : `${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;

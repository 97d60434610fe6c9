// What is on the disk after an installation.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Bytes and number of all files below a folder. */
function sizeOfFolder(folder) {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const bytes = files.reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
  return { bytes, files: files.length };
}

const sum = (sizes) => ({
  bytes: sizes.reduce((bytes, size) => bytes + size.bytes, 0),
  files: sizes.reduce((files, size) => files + size.files, 0),
});

function npm(root, ...args) {
  const { status, stdout } = spawnSync('npm', args, {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ${args[0]} ended with ${status}`);
  return stdout;
}

/** What `npm pack` says of postmint's package. */
function sizeOfPackage(root) {
  const [packed] = JSON.parse(npm(root, 'pack', '--dry-run', '--json', '--ignore-scripts'));
  return { bytes: packed.unpackedSize, files: packed.entryCount };
}

/** The packages that npm installs beside postmint, as they are in the checkout. */
function sizeOfDependencies(root) {
  const [, ...folders] = npm(root, 'ls', '--omit=dev', '--all', '--parseable').trim().split('\n');
  // A package inside another one is part of that one.
  const outer = folders.filter((folder) => !folders.some((other) => folder.startsWith(`${other}${sep}`)));
  return sum(outer.map(sizeOfFolder));
}

/**
 * The rows about sizes, each with `name`, `bytes` and `files`: postmint's package, and what npm installs of postmint
 * and of its peers.
 *
 * @param root the checkout, with its dependencies installed and built
 * @param peers `name` and `folder`, into which npm has installed that program only
 */
export function measureSizes(root, peers) {
  const own = sizeOfPackage(root);
  return [
    { name: 'package of postmint', ...own },
    { name: 'postmint, installed', ...sum([own, sizeOfDependencies(root)]) },
    ...peers.map(({ name, folder }) => ({ name: `${name}, installed`, ...sizeOfFolder(join(folder, 'node_modules')) })),
  ];
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Output of `--version --json`. */
export interface Versions {
  readonly postmint: string;
  readonly node: string;
  /** Versions of the bundled packages, by name. A package that is bundled twice has both: "5.10.0, 6.2.17". */
  readonly bundled: Readonly<Record<string, string>>;
}

/** A package in dist/sbom.cdx.json. */
interface Component {
  readonly group?: string;
  readonly name: string;
  readonly version: string;
}

/** Returns the version in the folder's package.json. */
export function readVersion(folder: string): string {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return version;
}

/**
 * Returns the versions of postmint, Node and all bundled packages.
 *
 * @param folder the folder of the built package
 * @param node the version of Node
 */
export function readVersions(folder: string, node: string): Versions {
  const sbom = JSON.parse(readFileSync(join(folder, 'dist', 'sbom.cdx.json'), 'utf8')) as { components: Component[] };
  const bundled: Record<string, string> = {};
  for (const { group, name, version } of sbom.components) {
    const full = group === undefined ? name : `${group}/${name}`;
    bundled[full] = bundled[full] === undefined ? version : `${bundled[full]}, ${version}`;
  }
  return { postmint: readVersion(folder), node, bundled };
}

const asJson = ['--json --version', '--format --version json', '--format=json --version'];

/** Returns the output of `--version` or `--version --json`. Undefined for other arguments, which yargs parses. */
export function readyVersion(argv: readonly string[], folder: string, node: string): string | undefined {
  const given = [...argv].sort().join(' ');
  if (given === '--version') return `${readVersion(folder)}\n`;
  if (asJson.includes(given)) return `${JSON.stringify(readVersions(folder, node), null, 2)}\n`;
  return undefined;
}

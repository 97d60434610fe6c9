import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `--version --json` prints. */
export interface Versions {
  readonly postmint: string;
  readonly node: string;
  /** Packages whose code is in ours, newman among them. Two versions of one are both named: "5.10.0, 6.2.17". */
  readonly bundled: Readonly<Record<string, string>>;
}

/** A package, as dist/sbom.cdx.json has it. */
interface Component {
  readonly group?: string;
  readonly name: string;
  readonly version: string;
}

/** The version of the package in a folder. */
export function readVersion(folder: string): string {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return version;
}

/**
 * The versions of everything that runs in a built package.
 *
 * @param folder of the package
 * @param node version of Node
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

/** What `--version` or `--version --json` prints; nothing for other arguments, which the parser of the commands reads. */
export function readyVersion(argv: readonly string[], folder: string, node: string): string | undefined {
  const given = [...argv].sort().join(' ');
  if (given === '--version') return `${readVersion(folder)}\n`;
  if (asJson.includes(given)) return `${JSON.stringify(readVersions(folder, node), null, 2)}\n`;
  return undefined;
}

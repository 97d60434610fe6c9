import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readVersions, readyVersion, type Versions } from '../../src/commands/version.ts';
import { cli, projectRoot } from '../support/cli.ts';

const dist = join(projectRoot, 'dist');
const read = (...path: string[]) => readFileSync(join(dist, ...path), 'utf8');
const manifest = (name: string) => JSON.parse(readFileSync(join(projectRoot, name, 'package.json'), 'utf8'));
const { version } = manifest('');

interface Component {
  readonly 'bom-ref'?: string;
  readonly group?: string;
  readonly name: string;
  readonly version?: string;
  readonly licenses: readonly object[];
  readonly components?: readonly Component[];
}
const sbom = JSON.parse(read('sbom.cdx.json')) as {
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
};
const nameOf = ({ group, name }: Component) => (group ? `${group}/${name}` : name);
const { bundled } = readVersions(projectRoot, '20.19.0');

describe('postmint', () => {
  test.each([['--version'], ['--version --json'], ['--json --version'], ['--version --format json']])(
    '%s prints the version only, and the exit code is 0',
    async (args) => {
      const { code, stdout, stderr } = await cli(args.split(' '), { cwd: projectRoot });
      expect([code, stderr]).toEqual([0, '']);
      if (args === '--version') expect(stdout).toBe(`${version}\n`);
      else expect(JSON.parse(stdout) as Versions).toEqual({ postmint: version, node: process.versions.node, bundled });
    },
  );

  test.each([['run --version'], ['--version --bogus'], ['--json'], ['']])(
    'leaves "%s" to the argument parser',
    (args) => {
      expect(readyVersion(args.split(' '), projectRoot, '20.19.0')).toBeUndefined();
    },
  );
});

describe('bundled packages', () => {
  test.each(['newman', 'postman-runtime', 'postman-request', 'postman-collection', 'yaml', 'yargs', 'zod'])(
    'include %s in the version that is installed for development',
    (name) => {
      expect(bundled[name]).toBe(manifest(join('node_modules', name)).version);
    },
  );

  test('include a script sandbox without the known escape', () => {
    const [major = 0, minor = 0, patch = 0] = (bundled['uvm'] ?? '').split('.').map(Number);
    expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(4_000_002);
  });

  test('are all in the SBOM', () => {
    // esbuild writes a comment with its path before each module.
    const chunks = ['cli.js', 'index.js', ...readdirSync(join(dist, 'chunks')).map((name) => join('chunks', name))];
    const paths = chunks.flatMap((name) => [...read(name).matchAll(/^\/\/ (node_modules\/\S+)$/gm)]);
    const names = paths.map(([, path = '']) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path);
    expect(new Set(names).size).toBeGreaterThan(20);
    expect([...new Set(names)].filter((name) => bundled[name] === undefined)).toEqual([]);
  });

  test('all have a licence, whose text is in THIRD-PARTY-LICENSES.txt', () => {
    const heads = read('THIRD-PARTY-LICENSES.txt').split(/^={80}$/m);
    const withText = new Set(
      heads.flatMap((names, index) =>
        index % 2 === 1 && (heads[index + 1] ?? '').trim().length > 60 ? names.trim().split('\n') : [],
      ),
    );
    const components = sbom.components.flatMap((component) => [component, ...(component.components ?? [])]);
    const titled = (component: Component) =>
      component.version ? `${nameOf(component)} ${component.version}` : nameOf(component);
    expect(components.length).toBeGreaterThan(200);
    expect(components.filter((component) => !withText.has(titled(component))).map(titled)).toEqual([]);
    expect(components.filter(({ licenses }) => licenses.length === 0).map(titled)).toEqual([]);
  });

  test('the SBOM lists the packages inside Postman’s sandbox', () => {
    const inside = sbom.components.find(({ name }) => name === 'postman-sandbox')?.components ?? [];
    expect(inside.map(nameOf)).toEqual(expect.arrayContaining(['ajv', 'chai', 'cheerio', 'crypto-js', 'moment']));
  });

  test('the SBOM is reproducible, and its references are valid', () => {
    const text = read('sbom.cdx.json');
    expect(text).not.toMatch(/timestamp|serialNumber|\/node_modules\//);
    const refs = new Set([`pkg:npm/postmint@${version}`, ...sbom.components.map((component) => component['bom-ref'])]);
    const used = sbom.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]);
    expect(used.filter((ref) => !refs.has(ref))).toEqual([]);
    expect(refs.size).toBe(sbom.components.length + 1);
  });
});

// Builds dist: one bundle for the command line and the library, one for newman's process, an SBOM and the licences of
// bundled packages, type declarations, and the JSON Schema for editors.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundleNewman } from './bundle-newman.mjs';
import { writeDeclarations } from './declarations.mjs';
import { bundledPackages, faultsOf, formatLicences, packagesOfSandbox, toSbom } from './inventory.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
rmSync('dist', { recursive: true, force: true });

const { metafile: ours } = await build({
  entryPoints: { cli: 'src/cli.ts', index: 'src/index.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  chunkNames: 'chunks/[name]-[hash]',
  // Everything is bundled, so that it starts faster and users need not install dependencies. Bundled CommonJS modules
  // load Node's own modules with `require`.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  // yaml's browser modules have the same code as those for Node, and can be bundled.
  // yargs and cli-progress measure text with the replacements in .ci/plain-text. One imports them, the other requires
  // them, so they are CommonJS.
  alias: {
    yaml: './node_modules/yaml/browser/index.js',
    'string-width': './.ci/plain-text/string-width.cjs',
    'strip-ansi': './.ci/plain-text/strip-ansi.cjs',
    'wrap-ansi': './.ci/plain-text/wrap-ansi.cjs',
  },
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});
chmodSync('dist/cli.js', 0o755);
mkdirSync('dist/newman');
const newman = await bundleNewman('dist/newman');

// The bundled packages and their licences.
const packages = bundledPackages([ours, newman]);
const faults = faultsOf(newman, packages);
if (faults.length > 0) throw new Error(faults.join('\n'));
const inSandbox = packagesOfSandbox(packages);
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
writeFileSync('dist/sbom.cdx.json', `${JSON.stringify(toSbom(manifest, packages, inSandbox), null, 2)}\n`);
writeFileSync('dist/THIRD-PARTY-LICENSES.txt', formatLicences([...packages, ...inSandbox]));

// The help text is generated once, so that `--help` need not load the commands.
const environment = { ...process.env, NO_COLOR: '1' };
const help = execFileSync(process.execPath, ['dist/cli.js', '--help'], { encoding: 'utf8', env: environment });
writeFileSync('dist/help.txt', help);

writeDeclarations('dist/types');

const { endpointsSchema } = await import(pathToFileURL(join(root, 'dist/index.js')).href);
writeFileSync('dist/endpoints.schema.json', `${JSON.stringify(endpointsSchema(), null, 2)}\n`);

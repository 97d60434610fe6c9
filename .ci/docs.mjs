// Writes the pages of docs that are generated from the source. .ci/pages.ts lists them.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

// Node 20 cannot load TypeScript, so the pages are bundled first.
const bundle = join(root, 'node_modules', '.cache', 'postmint-pages.mjs');
await build({
  entryPoints: ['.ci/pages.ts'],
  outfile: bundle,
  bundle: true,
  format: 'esm',
  platform: 'node',
  packages: 'external',
  logLevel: 'warning',
});
const { pages } = await import(pathToFileURL(bundle).href);
rmSync(bundle);
for (const [path, format] of Object.entries(pages)) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, format());
  console.log(path);
}

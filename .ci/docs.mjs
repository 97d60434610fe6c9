// Writes the pages of docs/ that are made from the sources.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { stringify } from 'yaml';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

const bundle = join(root, 'node_modules', '.cache', 'postmint-docs.mjs');
mkdirSync(dirname(bundle), { recursive: true });
await build({
  stdin: { contents: "export { formatReference } from './src/schema/reference.ts';", resolveDir: root },
  outfile: bundle,
  bundle: true,
  format: 'esm',
  platform: 'node',
  packages: 'external',
});
const { formatReference } = await import(pathToFileURL(bundle).href);
rmSync(bundle);

const pages = [['docs/reference.md', formatReference(stringify)]];
mkdirSync('docs', { recursive: true });
for (const [file, text] of pages) writeFileSync(file, text);

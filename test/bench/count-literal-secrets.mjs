// Counts what the lint for literal secrets reports in API descriptions, collections and recordings of others:
// node test/bench/count-literal-secrets.mjs FOLDER [--show]. FOLDER is searched for JSON and YAML files.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { parse } from 'yaml';

const [folder = '.', ...options] = process.argv.slice(2);
const entry = 'src/notation/literal-secret/find-literal-secrets.ts';
const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: 'esm', write: false });
const module = `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`;
const { findLiteralSecrets } = await import(module);

/** True for an OpenAPI or Swagger description, a Postman collection or environment, a HAR file or an Insomnia export. */
const isOfInterest = (tree) =>
  typeof tree === 'object' &&
  tree !== null &&
  Boolean(tree.openapi || tree.swagger || tree.info?._postman_id || /postman/.test(String(tree.info?.schema))) |
    Boolean(tree.log?.entries || tree._postman_variable_scope || tree._type === 'export' || tree.requests);

function* filesIn(path) {
  for (const name of readdirSync(path).sort()) {
    const inside = join(path, name);
    const stat = statSync(inside, { throwIfNoEntry: false });
    if (stat?.isDirectory()) yield* filesIn(inside);
    else if (/\.(?:json|ya?ml)$/.test(name) && stat && stat.size < 5_000_000) yield inside;
  }
}

/** Every string with its key; `value` has the key of the name or key beside it. */
function* stringsIn(value, key = '') {
  if (typeof value === 'string') yield [key, value];
  else if (Array.isArray(value)) for (const item of value) yield* stringsIn(item, key);
  else if (typeof value === 'object' && value !== null) {
    for (const [inner, item] of Object.entries(value)) {
      const named = inner === 'value' || inner === 'example' || inner === 'default';
      const beside = named && [value.key, value.name, key].find((name) => typeof name === 'string' && name !== '');
      yield* stringsIn(item, beside || inner);
    }
  }
}

const counts = { files: 0, strings: 0, found: new Map() };
const seen = new Set();
for (const file of filesIn(folder)) {
  const text = readFileSync(file, 'utf8');
  if (seen.has(text) || !/openapi|swagger|postman|"log"|_type|requests/.test(text)) continue;
  seen.add(text);
  let tree;
  try {
    tree = file.endsWith('.json') ? JSON.parse(text) : parse(text, { logLevel: 'silent' });
  } catch {
    continue;
  }
  if (!isOfInterest(tree)) continue;
  counts.files++;
  for (const [key, value] of stringsIn(tree)) {
    counts.strings++;
    for (const { what, start, end, name = key } of findLiteralSecrets(key, value)) {
      counts.found.set(what, (counts.found.get(what) ?? 0) + 1);
      if (options.includes('--show'))
        console.log(`${what}\t${name}\t${value.slice(start, Math.min(end, start + 60))}\t${file}`);
    }
  }
}
console.log(`${counts.files} files, ${counts.strings} texts:`, Object.fromEntries(counts.found));

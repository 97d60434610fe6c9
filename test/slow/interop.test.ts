import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Collection, Item } from '../../src/postman/v2/types.ts';
import { cachedPackages } from '../support/cached-package.ts';
import { cli, projectRoot } from '../support/cli.ts';
import { type Difference, differences } from '../support/interop/compare.ts';
import { loadReaders, packages } from '../support/interop/readers.ts';
import { isJavaScript, readCollection, requestsOf } from '../support/interop/shape.ts';
import { findStockNewman } from '../support/stock-newman.ts';
import { tempFolder } from '../support/temp-folder.ts';

type Tool = keyof typeof packages;
const tools = Object.keys(packages) as Tool[];
const page = readFileSync(join(projectRoot, 'docs', 'interop.md'), 'utf8');

/** The rows of the table of converters: program with version, and what it changes. */
const rows = [...page.matchAll(/^\| (\S+ \d[\d.]*) \| ([\w-]+) \| .+ \| (?:theirs|format|ours) \|$/gm)].map(
  ([, program, what]) => `${program} ${what}`,
);

const collections = [
  ...['book-shop', 'everything-shop', 'wire-shop'].map((name) => `test/fixtures/golden/${name}/${name}`),
  'collections/pydio-cells-v1/pydio-cells-v1',
].map((path) => readCollection(join(projectRoot, `${path}.postman_collection.json`)));

/** What a program says that does not convert a collection, here because of its AWS signatures. */
const refusals: Partial<Record<Tool, string>> = {
  '@scalar/postman-to-openapi': 'Unsupported authentication type: awsv4',
  '@apideck/postman-to-k6': 'address.protocol is not a function',
};

const isAws = ({ request }: Item) => request.auth?.type === 'awsv4';
const hasAws = (collection: Collection) => requestsOf(collection).some(isAws);

function withoutAws(items: Collection['item']): Collection['item'] {
  return items.flatMap((one): Collection['item'] => {
    if ('item' in one) return [{ ...one, item: withoutAws(one.item) }];
    return isAws(one) ? [] : [one];
  });
}

let folder = '';
const found = new Map<Tool, Difference[]>();

beforeAll(async () => {
  const cached = cachedPackages('interop', packages);
  if ('reason' in cached) throw new Error(cached.reason);
  folder = cached.folder;
  const readers = loadReaders(folder);
  for (const tool of tools) {
    const all: Difference[] = [];
    for (const collection of collections) {
      const refusal = hasAws(collection) ? refusals[tool] : undefined;
      if (refusal !== undefined) {
        await expect(readers[tool](collection)).rejects.toThrow(refusal);
        all.push({ field: 'refused', request: '', want: 'a conversion', got: refusal });
      }
      // The rest of a refused collection is compared as well.
      const given = refusal === undefined ? collection : { ...collection, item: withoutAws(collection.item) };
      const converted = await readers[tool](given);
      if (!tool.includes('openapi')) expect([tool, converted.length]).toEqual([tool, requestsOf(given).length]);
      all.push(...differences(tool, given, converted));
    }
    found.set(tool, all);
  }
});

describe('every difference has a row in docs/interop.md, and every row a difference', () => {
  test.each(tools)('%s', async (tool) => {
    const kinds = new Set((found.get(tool) ?? []).map(({ field }) => field));
    if (tool === '@usebruno/converters') {
      const bruno = createRequire(join(folder, 'of-the-test.js'))(tool);
      const made = await bruno.postmanToBruno(structuredClone(collections.at(-1)));
      const script: string = (made.collection ?? made).root.request.script.req;
      if (!isJavaScript(script)) kinds.add('sign-in');
    }
    const program = `${tool} ${packages[tool]} `;
    const own = rows.filter((row) => row.startsWith(program)).map((row) => row.slice(program.length));
    expect([...kinds].sort()).toEqual(own.sort());
  });

  test('and all rows are of these programs, once each', () => {
    expect(rows.length).toBeGreaterThan(20);
    expect(new Set(rows).size).toBe(rows.length);
    expect(rows.filter((row) => !tools.some((tool) => row.startsWith(`${tool} ${packages[tool]} `)))).toEqual([]);
  });
});

test('names, methods and addresses arrive everywhere', () => {
  const changed = [...found.values()].flat().filter(({ field }) => ['name', 'method', 'url'].includes(field));
  expect(changed).toEqual([]);
});

describe('after a change of the list, the second import', () => {
  const list = (more: string) => `name: Shop
auth: { template: oauth2-client-credentials, token_url: /oauth/token }
environments: { dev: { base_url: "https://shop.test", client_id: ci } }
endpoints:
  - folder: Books
    endpoints:
      - { name: Find, request: GET /books }
      - { name: Buy, request: POST /orders${more ? '/now' : ''}, json: { book: 1 } }
${more}  - { name: Health, request: GET /health, auth: none }
`;

  async function generated() {
    const cwd = tempFolder();
    const files = [];
    for (const more of ['', '      - { name: Sell, request: POST /sales }\n']) {
      writeFileSync(join(cwd, 'endpoints.yaml'), list(more));
      expect((await cli(['generate'], { cwd })).code).toBe(0);
      files.push(readCollection(join(cwd, 'shop.postman_collection.json')));
    }
    const [first, second] = files;
    if (!first || !second) throw new Error('nothing was generated');
    return { cwd, first, second };
  }

  test('finds the same ids in our files, and one more', async () => {
    const { first, second } = await generated();
    const idsOf = (collection: typeof first) => new Map(requestsOf(collection).map(({ name, id }) => [name, id]));
    const [before, after] = [idsOf(first), idsOf(second)];
    expect(second.info._postman_id).toBe(first.info._postman_id);
    expect([...before].filter(([name, id]) => after.get(name) !== id)).toEqual([]);
    expect([...after.keys()].filter((name) => !before.has(name))).toEqual(['Sell']);
  });

  test.each(tools)('of %s has nothing twice', async (tool) => {
    const { second } = await generated();
    const names = (await loadReaders(folder)[tool](second)).map((shape) => shape?.name);
    expect(names.sort()).toEqual(
      requestsOf(second)
        .map(({ name }) => name)
        .sort(),
    );
  });

  test('of newman has the same ids as our files', async () => {
    const newman = findStockNewman();
    if ('reason' in newman) throw new Error(newman.reason);
    const { second } = await generated();
    const { Collection } = createRequire(newman.path)('postman-collection');
    const ids: string[] = [];
    new Collection(second).forEachItem(({ id }: { id: string }) => ids.push(id));
    expect(ids).toEqual(requestsOf(second).map(({ id }) => id));
  });
});

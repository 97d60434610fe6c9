// The lists that compare-wire runs: every list of a checkout, and a small one for each auth template.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from 'esbuild';

/** Values that a list leaves empty and a run needs. The key is the end of the list's name. */
const missingValues = {
  'ok/everything.yaml': { note: 'a note' },
};

const blockPattern = /^```yaml\n(.*?)^```$/gms;

/** The names in a folder that exists, else none. */
const namesIn = (folder) => (existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []);

/** A list on disk. The files beside it are copied, but for what was generated. */
function fromDisk(checkout, path) {
  return { name: path, text: readFileSync(join(checkout, path), 'utf8'), beside: join(checkout, dirname(path)) };
}

function collections(checkout) {
  return namesIn(join(checkout, 'collections')).map(({ name }) =>
    fromDisk(checkout, `collections/${name}/endpoints.yaml`),
  );
}

/** Lists that load without an error: a file each, or a folder with endpoints.yaml. */
function goodFixtures(checkout) {
  const folder = 'test/fixtures/ok';
  return namesIn(join(checkout, folder)).flatMap((entry) => {
    const path = entry.isDirectory() ? `${folder}/${entry.name}/endpoints.yaml` : `${folder}/${entry.name}`;
    return path.endsWith('.yaml') && existsSync(join(checkout, path)) ? [fromDisk(checkout, path)] : [];
  });
}

/** The complete lists in README and docs. A block that is a template is a file beside them. */
function documented(checkout) {
  const pages = ['README.md', ...namesIn(join(checkout, 'docs')).map(({ name }) => `docs/${name}`)];
  return pages
    .filter((page) => page.endsWith('.md'))
    .flatMap((page) => {
      const blocks = [...readFileSync(join(checkout, page), 'utf8').matchAll(blockPattern)].map(([, text]) => text);
      const template = blocks.find((text) => /^token_url:/m.test(text) && /^token:/m.test(text));
      const files = template === undefined ? {} : { 'my-auth.yaml': template };
      const lists = blocks.filter((text) => /^name:/m.test(text) && /^endpoints:/m.test(text));
      return lists.map((text, index) => ({ name: `${page}, list ${index + 1}`, text, files }));
    });
}

/** The lists that the slow suite signs in with: TypeScript, which Node 20 does not read. */
async function templateLists(checkout) {
  const path = join(checkout, 'test/support/served-templates.ts');
  if (!existsSync(path)) return [];
  const { code } = transformSync(readFileSync(path, 'utf8'), { loader: 'ts', format: 'esm' });
  const { servedTemplates, listOfTemplate } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return Object.entries(servedTemplates).map(([name, row]) => ({
    name: `template ${name}`,
    text: listOfTemplate(name, row),
  }));
}

/**
 * All lists of two checkouts. One that is equal in both is there once; where the texts differ, both are there, because
 * a change of the list must not hide a change of what is made from it.
 */
export async function findLists(before, after) {
  const lists = [];
  for (const [side, checkout] of Object.entries({ after, before })) {
    const found = [
      ...collections(checkout),
      ...goodFixtures(checkout),
      ...documented(checkout),
      ...(await templateLists(checkout)),
    ];
    for (const list of found) {
      if (lists.some(({ text }) => text === list.text)) continue;
      const name = side === 'before' ? `${list.name} (before)` : list.name;
      const values = Object.entries(missingValues).find(([end]) => list.name.endsWith(end))?.[1] ?? {};
      lists.push({ files: {}, values, ...list, name });
    }
  }
  return lists;
}

/** The folder of the lists with one mistake each, and their names. */
export function findFaultyLists(checkout) {
  const folder = join(checkout, 'test/fixtures/errors');
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return { folder, names };
}

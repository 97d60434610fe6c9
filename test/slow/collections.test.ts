import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli, type Ended, start } from '../support/cli.ts';
import type { ApiServer } from '../support/collections/api-server.ts';
import {
  crudServer,
  graphqlServer,
  secret,
  signUpServer,
  soapServer,
  threeStepServer,
  uploadServer,
} from '../support/collections/servers.ts';
import { fixtures } from '../support/error-lines.ts';
import { findPostmanClis } from '../support/postman-cli.ts';
import { findStockNewman } from '../support/stock-newman.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A collection as people have it: its list, its server, and the variable with its secret. */
interface Collection {
  readonly list: string;
  readonly start: () => Promise<ApiServer>;
  readonly path?: string;
  readonly secret: string;
  readonly more?: Readonly<Record<string, string>>;
  /** How many requests reach the server. Those of a sign-in by the guard come on top in other runners. */
  readonly requests: number;
}

const collections: readonly Collection[] = [
  { list: 'sign-up', start: signUpServer, secret: 'password', more: { allow_unsafe: 'true' }, requests: 6 },
  { list: 'three-steps', start: threeStepServer, secret: 'password', requests: 6 },
  { list: 'upload', start: uploadServer, path: '/v1', secret: 'api_key', requests: 7 },
  { list: 'soap', start: soapServer, secret: 'password', requests: 3 },
  { list: 'graphql', start: graphqlServer, secret: 'bearer_token', requests: 3 },
  { list: 'crud', start: crudServer, path: '/api', secret: 'password', requests: 12 },
];

type Play = (collection: Collection, folder: string, base: string) => Promise<Ended>;

const ours: Play = ({ list, secret: name, more = {} }, cwd, base) => {
  const variables = Object.entries({ base_url: base, ...more }).flatMap(([key, value]) => ['--var', `${key}=${value}`]);
  const env = { [`${list}_${name}`.replaceAll('-', '_').toUpperCase()]: secret };
  return cli(['run', `${list}.yaml`, '--unsafe', ...variables], { cwd, env });
};

const peer =
  (command: string, before: readonly string[]): Play =>
  ({ list, secret: name, more = {} }, cwd, base) => {
    const values = Object.entries({ base_url: base, [name]: secret, ...more });
    const files = [`${list}.postman_collection.json`, '-e', `${list}.dev.postman_environment.json`];
    const variables = values.flatMap(([key, value]) => ['--env-var', `${key}=${value}`]);
    return start(command, [...before, ...files, ...variables, '--working-dir', cwd], { cwd, env: { HOME: cwd } }).ended;
  };

const newman = findStockNewman();
const postman = findPostmanClis()['postman-cli 1.62'];
const runners: Readonly<Record<string, Play>> = {
  postmint: ours,
  ...('path' in newman ? { newman: peer(newman.path, ['run']) } : {}),
  ...(postman && 'path' in postman ? { 'postman-cli 1.62': peer(postman.path, ['collection', 'run']) } : {}),
};

describe.each(Object.entries(runners))('%s runs a collection as people have it', (_, play) => {
  test.each(collections.map((collection) => [collection.list, collection] as const))('%s', async (__, collection) => {
    const folder = await tempFolder();
    const { list, path = '' } = collection;
    cpSync(join(fixtures, 'ok', `${list}.yaml`), join(folder, `${list}.yaml`));
    cpSync(join(fixtures, 'ok', 'files'), join(folder, 'files'), { recursive: true });
    expect((await cli(['generate', `${list}.yaml`], { cwd: folder })).code).toBe(0);
    const server = await collection.start();
    const ended = await play(collection, folder, `${server.origin}${path}`);
    expect({ code: ended.code, output: ended.code === 0 ? '' : ended.stdout + ended.stderr }).toEqual({
      code: 0,
      output: '',
    });
    expect(server.log).toHaveLength(collection.requests);
    // A run that sends nothing, or a server that takes anything, would be green too.
    expect(
      server.log.some((line) => /^(?:4|5)\d\d/.test(line)),
      readFileSync(join(folder, `${list}.yaml`), 'utf8'),
    ).toBe(/expect: (?:4|\{ status: (?:4|5))/.test(readFileSync(join(folder, `${list}.yaml`), 'utf8')));
  });
});

test('without the right secret, each is red', async () => {
  for (const collection of collections) {
    const folder = await tempFolder();
    const { list, path = '' } = collection;
    cpSync(join(fixtures, 'ok', `${list}.yaml`), join(folder, `${list}.yaml`));
    cpSync(join(fixtures, 'ok', 'files'), join(folder, 'files'), { recursive: true });
    await cli(['generate', `${list}.yaml`], { cwd: folder });
    const server = await collection.start();
    const variables = ['--var', `base_url=${server.origin}${path}`, '--var', 'allow_unsafe=true'];
    const used = list === 'sign-up' ? variables : variables.slice(0, 2);
    const env = { [`${list}_${collection.secret}`.replaceAll('-', '_').toUpperCase()]: 'wrong horse battery' };
    const { code } = await cli(['run', `${list}.yaml`, '--unsafe', ...used], { cwd: folder, env });
    // Whoever signs up chooses the password.
    expect(`${list} ${code}`).toBe(`${list} ${list === 'sign-up' ? 0 : 1}`);
  }
});

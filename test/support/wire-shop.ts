import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { cli, type Ended, projectRoot, start } from './cli.ts';
import { tempFolder } from './temp-folder.ts';
import { startWireLog, type WireLog } from './wire-log.ts';

/** The folder of a list that uses all keys of a request, with its files and what a server receives of it. */
export const wireShop = join(projectRoot, 'test', 'fixtures', 'golden', 'wire-shop');

/** Starts a server that the list's requests succeed on. */
export function startWireShop(): Promise<WireLog> {
  return startWireLog({
    '/page': [
      { headers: { 'Content-Type': 'text/html', 'X-Page': '/p/7' }, body: '<input name="csrf" value="a+b/c">' },
    ],
    '/job': [{ body: '{"state":"new"}' }, { body: '{"state":"new","size":1}' }, { body: '{"state":"done","size":90}' }],
    '/cookie': [{ headers: { 'Set-Cookie': 'basket=full; Path=/' } }],
    '/moved': [{ status: 302, headers: { Location: '/landed' } }],
  });
}

/** Runs the committed files with a program. */
export async function playWireShop(
  log: WireLog,
  play: (cwd: string, values: Readonly<Record<string, string>>) => Promise<Ended>,
): Promise<Ended> {
  const cwd = tempFolder();
  cpSync(wireShop, cwd, { recursive: true });
  const elsewhere = log.origin.replace('127.0.0.1', 'localhost');
  return play(cwd, { base_url: log.origin, elsewhere });
}

/** The token that all runs send. */
const token = 'token-of-the-test';

const variables = (flag: string, values: Readonly<Record<string, string>>) =>
  Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`]);

/** Runs them with postmint. */
export const playOurs = (cwd: string, values: Readonly<Record<string, string>>) =>
  cli(['run', '--unsafe', ...variables('--var', values)], { cwd, env: { WIRE_SHOP_BEARER_TOKEN: token } });

/** Runs them with a peer: newman, or the Postman CLI with `before` = `collection run`. */
export const playPeer =
  (command: string, before: readonly string[]) => (cwd: string, values: Readonly<Record<string, string>>) => {
    const files = ['wire-shop.postman_collection.json', '-e', 'wire-shop.dev.postman_environment.json'];
    const args = [
      ...before,
      ...files,
      ...variables('--env-var', { ...values, bearer_token: token }),
      '--working-dir',
      cwd,
    ];
    return start(command, args, { cwd, env: { HOME: cwd } }).ended;
  };

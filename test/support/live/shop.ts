import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, type Ended, start } from '../cli.ts';
import { findLeaks } from '../leaks.ts';
import { findStockNewman } from '../stock-newman.ts';
import { makeBuiltWorkspace } from '../workspace.ts';
import type { AuthorizationServer } from './authorization-server.ts';

/** What a list says, besides its name. */
export interface ShopList {
  readonly auth: object;
  readonly identities?: object;
  /** The only environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly endpoints: readonly (object | string)[];
}

/** The values that no file holds, by the names that a list of one environment looks for. */
export type Secrets = Readonly<
  Partial<Record<'password' | 'client_secret' | 'jane_password' | 'refresh_token', string>>
>;

/** A folder with a list and what is generated from it. */
export interface Shop {
  readonly folder: string;
  readonly secrets: Secrets;
}

export function secretsOf({ users, clientSecret }: AuthorizationServer): Secrets {
  return { password: users.admin.password, jane_password: users.jane.password, client_secret: clientSecret };
}

/** Writes a list and what the built library generates from it. */
export async function makeShop(list: ShopList, secrets: Secrets): Promise<Shop> {
  const { environment, ...rest } = list;
  // JSON is YAML, too.
  const lines = Object.entries({ name: 'Shop', environments: { live: environment }, ...rest });
  const text = lines.map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`).join('');
  return { folder: await makeBuiltWorkspace(text), secrets };
}

/** Starts `postmint` with the secrets in its environment. */
export function postmint(shop: Shop, args: readonly string[], secrets: Secrets = {}): Promise<Ended> {
  const all = Object.entries({ ...shop.secrets, ...secrets });
  const env = Object.fromEntries(all.map(([name, value]) => [`SHOP_${name.toUpperCase()}`, value]));
  return cli(args, { cwd: shop.folder, env });
}

/** Starts the newman that people have, on the same files; it takes secrets on its command line only. */
export async function newman(shop: Shop, secrets: Secrets = {}): Promise<Ended> {
  const found = findStockNewman();
  if ('reason' in found) throw new Error(found.reason);
  const values = Object.entries({ ...shop.secrets, ...secrets }).flatMap(([name, value]) => [
    '--env-var',
    `${name}=${value}`,
  ]);
  const files = ['shop.postman_collection.json', '-e', 'shop.live.postman_environment.json'];
  return start(found.path, ['run', ...files, ...values, '--ignore-redirects'], { cwd: shop.folder }).ended;
}

/** Pieces of secrets and tokens in what a run printed and in all files of its folder. */
export function leaksOf(shop: Shop, { stdout, stderr }: Ended, tokens: readonly string[]): string[] {
  const files = readdirSync(shop.folder).map((name) => readFileSync(join(shop.folder, name), 'utf8'));
  return findLeaks([stdout, stderr, ...files].join('\n'), [...Object.values(shop.secrets), ...tokens]);
}

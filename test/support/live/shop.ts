import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, type Ended, start } from '../cli.ts';
import { findLeaks } from '../leaks.ts';
import { findStockNewman } from '../stock-newman.ts';
import { makeBuiltWorkspace } from '../workspace.ts';
import type { AuthorizationServer } from './authorization-server.ts';

/** The content of a list, without its name. */
export interface ShopList {
  readonly auth: object;
  readonly identities?: object;
  /** The only environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly endpoints: readonly (object | string)[];
}

/** Secret values by variable name. No file contains them. */
export type Secrets = Readonly<
  Partial<Record<'password' | 'client_secret' | 'jane_password' | 'refresh_token', string>>
>;

/** A folder with a list and its generated files. */
export interface Shop {
  readonly folder: string;
  readonly secrets: Secrets;
}

export function secretsOf({ users, clientSecret }: AuthorizationServer): Secrets {
  return { password: users.admin.password, jane_password: users.jane.password, client_secret: clientSecret };
}

/** Writes a list and generates its files with the built library. */
export async function makeShop(list: ShopList, secrets: Secrets): Promise<Shop> {
  const { environment, ...rest } = list;
  // JSON is also YAML.
  const lines = Object.entries({ name: 'Shop', environments: { live: environment }, ...rest });
  const text = lines.map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`).join('');
  return { folder: await makeBuiltWorkspace(text), secrets };
}

/** Starts `postmint` with the secrets in its environment. */
export function postmint(shop: Shop, args: readonly string[], secrets: Secrets = {}): Promise<Ended> {
  const values = Object.entries({ ...shop.secrets, ...secrets });
  const env = Object.fromEntries(values.map(([name, value]) => [`SHOP_${name.toUpperCase()}`, value]));
  return cli(args, { cwd: shop.folder, env });
}

/** Runs stock newman on the same files. Secrets are passed on the command line, the only way newman offers. */
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

/** Parts of secrets and tokens found in the output of a run or in the files of its folder. */
export function leaksOf(shop: Shop, { stdout, stderr }: Ended, tokens: readonly string[]): string[] {
  const files = readdirSync(shop.folder).map((name) => readFileSync(join(shop.folder, name), 'utf8'));
  return findLeaks([stdout, stderr, ...files].join('\n'), [...Object.values(shop.secrets), ...tokens]);
}

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { codesIn, type Ended, placesIn } from '../cli.ts';
import type { ApacheServer } from './apache.ts';
import type { AuthorizationServer } from './authorization-server.ts';
import { type Front, startFront } from './front.ts';
import { leaksOf, makeShop, postmint, type Secrets, type Shop, type ShopList, secretsOf } from './shop.ts';

/** An authorization server, a resource server that accepts its tokens, and the template that signs in. */
export interface Subject {
  readonly server: AuthorizationServer;
  readonly web: ApacheServer;
  readonly template: string;
  /** Variables that the template needs, for the server at this origin. */
  readonly at: (origin: string) => Readonly<Record<string, string>>;
  /** Servers at that origin by path prefix. By default, `server` alone. */
  readonly routes?: Readonly<Record<string, string>>;
}

/** Options of a trial's list. */
export interface TrialList {
  /** A template other than the server's own. It uses the same token endpoint. */
  readonly template?: string;
  /** Whether such a template discovers the token URL from the issuer. Its sign-ins are then not counted. */
  readonly discovers?: boolean;
  /** Changes under `auth` to the template. */
  readonly changes?: object;
  /** Values of the environment to add or replace. */
  readonly values?: Readonly<Record<string, string>>;
  readonly identities?: object;
  readonly endpoints?: ShopList['endpoints'];
  /** Secrets in addition to those of the server's users and client. */
  readonly secrets?: Secrets;
  readonly before?: (form: URLSearchParams) => Promise<void>;
}

/** A shop whose token requests are recorded. */
export interface Trial {
  readonly shop: Shop;
  readonly front: Front;
  readonly web: ApacheServer;
}

/** Makes a list for a server and generates its files. */
export async function makeTrial(subject: Subject, list: TrialList = {}): Promise<Trial> {
  const { server, web, at } = subject;
  const { template = subject.template, changes, values, identities, endpoints = ['GET /api/items.json'] } = list;
  const front = await startFront({
    routes: subject.routes ?? { '/': server.origin },
    ...(list.before && { before: list.before }),
  });
  const own = template === subject.template;
  const tokenUrl = front.origin + new URL(server.tokenUrl).pathname;
  const environment = {
    base_url: web.origin,
    ...(own && at(front.origin)),
    ...(list.discovers && { issuer: server.issuer }),
    client_id: server.clientId,
    ...((own || template === 'oauth2-password') && { username: server.users.admin.login }),
    ...values,
  };
  const auth = { template, ...(!own && !list.discovers && { token_url: tokenUrl }), ...changes };
  const secrets = { ...secretsOf(server), ...list.secrets };
  const shop = await makeShop({ auth, environment, ...(identities && { identities }), endpoints }, secrets);
  return { shop, front, web };
}

/** The outcome of a run for the user and for the servers. */
export interface Outcome extends Ended {
  readonly codes: readonly string[];
  readonly places: readonly string[];
  readonly signIns: readonly string[];
  /** `status METHOD path` of each request to Apache during the run. */
  readonly requests: readonly string[];
}

const endOfLog = /^404 GET \/public\/end-/;

/** All requests to Apache so far. Waits for its log, which may lag behind its answers. */
export async function requestsOf(web: ApacheServer): Promise<string[]> {
  const path = `/public/end-${randomUUID()}`;
  await fetch(`${web.origin}${path}`);
  for (let left = 100; left > 0 && !web.requests().some((line) => line.endsWith(path)); left--) await sleep(20);
  return web.requests().filter((line) => !endOfLog.test(line));
}

/** Runs a program on the files of a trial. Fails if a secret or a token leaks to its output or files. */
export async function tell(trial: Trial, program: (shop: Shop) => Promise<Ended>): Promise<Outcome> {
  const { shop, front, web } = trial;
  const [asked, signedIn] = [(await requestsOf(web)).length, front.signIns.length];
  const ended = await program(shop);
  expect(leaksOf(shop, ended, front.tokens)).toEqual([]);
  const requests = (await requestsOf(web)).slice(asked);
  const { stderr } = ended;
  return {
    ...ended,
    codes: codesIn(stderr),
    places: placesIn(stderr),
    signIns: front.signIns.slice(signedIn),
    requests,
  };
}

/** Runs `postmint run` with JUnit and JSON reports. */
export function run(trial: Trial, args: readonly string[] = [], secrets: Secrets = {}): Promise<Outcome> {
  return tell(trial, (shop) =>
    postmint(shop, ['run', '--report', 'junit=report.xml,json=report.json', ...args], secrets),
  );
}

/** The names of the requests that a run sent, from its report. */
export function sentBy({ shop }: Trial): string[] {
  const report = JSON.parse(readFileSync(join(shop.folder, 'report.json'), 'utf8')) as {
    requests: { name: string; outcome: string }[];
  };
  return report.requests.filter(({ outcome }) => outcome !== 'not-run').map(({ name }) => name);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../../src/source/package-folder.ts';
import type { Wanted } from './server.ts';

/** A run on stopped clocks. The list is `GET /1`, `GET /2` …, as many as are sent, unless it has its own entries. */
export interface LifeCase {
  readonly name: string;
  /** What would go wrong, and for whom. */
  readonly because: string;
  /** When each request of the list starts, in seconds; the run starts at 0. */
  readonly at: readonly number[];
  /** Seconds from the moment that a request is ready until it reaches the server. */
  readonly onTheWay?: number;
  readonly entries?: readonly string[];
  readonly guard?: false;
  /** More of the list's \`auth\`, and its \`identities\`, as YAML. */
  readonly auth?: string;
  readonly identities?: string;
  /** Seconds that the server's tokens live; 599 unless said. */
  readonly life?: number;
  readonly folder?: string;
  readonly iterations?: number;
  /** Values that the environment has before the run. */
  readonly values?: Readonly<Record<string, string>>;
  readonly server?: Pick<Wanted, 'expiresIn' | 'change'> & {
    /** Seconds that the server's clock is ahead of ours. */
    readonly ahead?: number;
  };
  /** Our own clock is set, by so many seconds, before this request (counted from 0). */
  readonly set?: { readonly before: number; readonly by: number };
  readonly exit: number;
  /** All that reached the server: seconds since the start, what, status. */
  readonly log: readonly string[];
}

/** The secrets that the server accepts. */
export const secrets = { password: 'a password', client_secret: 'a client secret', jane_password: 'hers' } as const;

/** The list of a case, as our side has it, and as its server has it: only there, tokens live as the case says. */
export function listsOf(one: LifeCase): { readonly ours: string; readonly server: Pick<Wanted, 'list' | 'files'> } {
  const { at, entries, life, guard, auth, identities, iterations = 1 } = one;
  const more = [...(guard === false ? ['guard: false'] : []), ...(auth ? [auth] : [])]
    .map((text) => `, ${text}`)
    .join('');
  const numbered = Array.from({ length: at.length / iterations }, (_, index) => `GET /${index + 1}`);
  const listWith = (template: string) =>
    [
      'name: Life',
      `auth: { template: ${template}${more} }`,
      ...(identities ? [`identities: ${identities}`] : []),
      `environments: { dev: { base_url: "http://127.0.0.1:9", username: admin${identities ? ', jane_username: jane' : ''} } }`,
      'endpoints:',
      ...(entries ?? numbered).map((entry) => `  - ${entry}`),
      '',
    ].join('\n');
  const ours = listWith('pydio-cells-v1');
  if (life === undefined) return { ours, server: { list: ours, files: {} } };
  const text = readFileSync(join(packageFolder(), 'templates', 'auth', 'pydio-cells-v1.yaml'), 'utf8');
  const files = { './own.yaml': text.replace(/default_life: \d+/, `default_life: ${life}`) };
  return { ours, server: { list: listWith('./own.yaml'), files } };
}

/** The life of a token itself: how long it is used, and who says how long. */
export const lifeCases: readonly LifeCase[] = [
  {
    name: 'one token serves for all of its life',
    because: 'a sign-in for each request would lock accounts and take twice the time',
    at: [0, 200, 400],
    exit: 0,
    log: ['0 sign-in 200', '0 GET /1 200', '200 GET /2 200', '400 GET /3 200'],
  },
  {
    name: 'a token is used until 31 s before its end',
    because: 'the margin is 30 s, not more',
    at: [0, 568],
    exit: 0,
    log: ['0 sign-in 200', '0 GET /1 200', '568 GET /2 200'],
  },
  {
    name: 'a token is renewed 30 s before its end',
    because: 'a request must not start with a token that ends on its way',
    at: [0, 569],
    exit: 0,
    log: ['0 sign-in 200', '0 GET /1 200', '569 sign-in 200', '569 GET /2 200'],
  },
  {
    name: 'half an hour, a request every two minutes',
    because: 'each renewal starts a life of its own, and only when a request wants it',
    at: Array.from({ length: 16 }, (_, index) => index * 120),
    exit: 0,
    log: Array.from({ length: 16 }, (_, index) => [
      ...(index % 5 === 0 ? [`${index * 120} sign-in 200`] : []),
      `${index * 120} GET /${index + 1} 200`,
    ]).flat(),
  },
  {
    name: 'a pause of a day',
    because: 'a laptop was closed in the middle of a run',
    at: [0, 86_400],
    exit: 0,
    log: ['0 sign-in 200', '0 GET /1 200', '86400 sign-in 200', '86400 GET /2 200'],
  },
  {
    name: 'a request that is 30 s on its way, with the oldest token',
    because: 'the margin has to be worth what it says',
    at: [0, 568],
    onTheWay: 30,
    exit: 0,
    log: ['0 sign-in 200', '30 GET /1 200', '598 GET /2 200'],
  },
  {
    name: 'a request that is on its way for longer than the margin',
    because: 'the next request has a new token, and the one that came late is sent again with it',
    at: [0, 568, 600],
    onTheWay: 31,
    exit: 0,
    log: [
      ...['0 sign-in 200', '31 GET /1 200', '599 GET /2 401', '600 sign-in 200', '631 GET /3 200'],
      // Sent again after the last one, when the clocks of the table start anew.
      ...['600 sign-in 200', '31 GET /2 200'],
    ],
  },
  {
    name: 'a life of a minute: renewed after two thirds of it',
    because: 'servers are set so, and 30 s early would be half of it',
    life: 60,
    at: [0, 39, 40, 79, 80],
    exit: 0,
    log: [
      ...['0 sign-in 200', '0 GET /1 200', '39 GET /2 200'],
      ...['40 sign-in 200', '40 GET /3 200', '79 GET /4 200'],
      ...['80 sign-in 200', '80 GET /5 200'],
    ],
  },
  {
    name: 'a life of three seconds',
    because: 'shorter than the margin: it must neither be renewed for each request nor run out',
    life: 3,
    at: [0, 1, 2, 3],
    exit: 0,
    log: ['0 sign-in 200', '0 GET /1 200', '1 GET /2 200', '2 sign-in 200', '2 GET /3 200', '3 GET /4 200'],
  },
  {
    name: 'an answer without expires_in',
    because: 'it is only recommended (RFC 6749, 5.1): the life is that of the JWT, from exp and the Date header',
    server: { expiresIn: null },
    life: 1000,
    at: [0, 969, 970],
    exit: 0,
    log: ['0 sign-in 200', '0 GET /1 200', '969 GET /2 200', '970 sign-in 200', '970 GET /3 200'],
  },
  {
    name: 'an answer whose expires_in is longer than the JWT lives',
    because: 'expires_in is the life of the access token, and the bearer is the id_token: exp ends it sooner',
    server: { expiresIn: 3600 },
    at: [0, 568, 569, 700],
    exit: 0,
    log: [
      ...['0 sign-in 200', '0 GET /1 200', '568 GET /2 200'],
      ...['569 sign-in 200', '569 GET /3 200', '700 GET /4 200'],
    ],
  },
  {
    name: 'an answer whose expires_in is shorter than the JWT lives',
    because: 'a server that keeps sessions ends them when it said that it would',
    server: { expiresIn: 60 },
    at: [0, 39, 40],
    exit: 0,
    log: ['0 sign-in 200', '0 GET /1 200', '39 GET /2 200', '40 sign-in 200', '40 GET /3 200'],
  },
];

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../../src/source/package-folder.ts';
import type { Wanted } from './server.ts';

/** A run on stopped clocks. Without `entries`, the list has one request `GET /1`, `GET /2` … per time in `at`. */
export interface LifeCase {
  readonly name: string;
  /** Why the case is tested: the expected behaviour, or what could go wrong. */
  readonly because: string;
  /** When each request of the list starts, in seconds; the run starts at 0. */
  readonly at: readonly number[];
  /** Seconds from the end of the pre-request scripts until the request reaches the server. */
  readonly onTheWay?: number;
  readonly entries?: readonly string[];
  readonly guard?: false;
  /** Additional keys of the list's `auth`, as YAML. */
  readonly auth?: string;
  /** The list's `identities`, as YAML. */
  readonly identities?: string;
  /** Lifetime of the server's tokens in seconds. By default, 599. */
  readonly life?: number;
  readonly folder?: string;
  readonly iterations?: number;
  /** Values of the environment before the run. */
  readonly values?: Readonly<Record<string, string>>;
  readonly server?: Pick<Wanted, 'expiresIn' | 'change'> & {
    /** Seconds by which the server's clock is ahead of ours. */
    readonly ahead?: number;
  };
  /** Changes our own clock by some seconds before a request (counted from 0). */
  readonly set?: { readonly before: number; readonly by: number };
  readonly exit: number;
  /** Requests that reached the server, as `seconds request status`. Seconds count from the start. */
  readonly log: readonly string[];
}

/** The secrets that the server accepts. */
export const secrets = { password: 'a password', client_secret: 'a client secret', jane_password: 'hers' } as const;

/** The list of a case for the run and for the server. Only the server's template knows the lifetime of the case. */
export function listsOf(lifeCase: LifeCase): {
  readonly ours: string;
  readonly server: Pick<Wanted, 'list' | 'files'>;
} {
  const { at, entries, life, guard, auth, identities, iterations = 1 } = lifeCase;
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

/** The life of a token: how long it is used, and which field of the answer decides. */
export const lifeCases: readonly LifeCase[] = [
  {
    name: 'one token is used for its whole life',
    because: 'a sign-in before each request would lock accounts and take twice the time',
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
    because: 'a token must not expire while a request is under way',
    at: [0, 569],
    exit: 0,
    log: ['0 sign-in 200', '0 GET /1 200', '569 sign-in 200', '569 GET /2 200'],
  },
  {
    name: 'half an hour with a request every two minutes',
    because: 'a token is renewed only before a request that needs it',
    at: Array.from({ length: 16 }, (_, index) => index * 120),
    exit: 0,
    log: Array.from({ length: 16 }, (_, index) => [
      ...(index % 5 === 0 ? [`${index * 120} sign-in 200`] : []),
      `${index * 120} GET /${index + 1} 200`,
    ]).flat(),
  },
  {
    name: 'a pause of a day',
    because: 'a laptop was closed during a run',
    at: [0, 86_400],
    exit: 0,
    log: ['0 sign-in 200', '0 GET /1 200', '86400 sign-in 200', '86400 GET /2 200'],
  },
  {
    name: 'a request that takes 30 s to arrive, with the oldest token',
    because: 'the margin of 30 s must be enough for it',
    at: [0, 568],
    onTheWay: 30,
    exit: 0,
    log: ['0 sign-in 200', '30 GET /1 200', '598 GET /2 200'],
  },
  {
    name: 'a request that takes longer than the margin to arrive',
    because: 'the next request has a new token, and the late request is sent again with a new token',
    at: [0, 568, 600],
    onTheWay: 31,
    exit: 0,
    log: [
      ...['0 sign-in 200', '31 GET /1 200', '599 GET /2 401', '600 sign-in 200', '631 GET /3 200'],
      // Sent again after the last request, when the clocks of the case start again.
      ...['600 sign-in 200', '31 GET /2 200'],
    ],
  },
  {
    name: 'a life of a minute: renewed after two thirds of it',
    because: 'some servers are configured so, and 30 s would be half of the life',
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
    because: 'it is shorter than the margin: it must neither be renewed before each request nor expire',
    life: 3,
    at: [0, 1, 2, 3],
    exit: 0,
    log: ['0 sign-in 200', '0 GET /1 200', '1 GET /2 200', '2 sign-in 200', '2 GET /3 200', '3 GET /4 200'],
  },
  {
    name: 'an answer without expires_in',
    because: 'expires_in is optional (RFC 6749, 5.1): then the life is computed from exp and the Date header',
    server: { expiresIn: null },
    life: 1000,
    at: [0, 969, 970],
    exit: 0,
    log: ['0 sign-in 200', '0 GET /1 200', '969 GET /2 200', '970 sign-in 200', '970 GET /3 200'],
  },
  {
    name: 'an answer whose expires_in is longer than the life of the JWT',
    because: 'expires_in is the life of the access token, but requests carry the id_token, whose exp is sooner',
    server: { expiresIn: 3600 },
    at: [0, 568, 569, 700],
    exit: 0,
    log: [
      ...['0 sign-in 200', '0 GET /1 200', '568 GET /2 200'],
      ...['569 sign-in 200', '569 GET /3 200', '700 GET /4 200'],
    ],
  },
  {
    name: 'an answer whose expires_in is shorter than the life of the JWT',
    because: 'a server with sessions ends them after expires_in',
    server: { expiresIn: 60 },
    at: [0, 39, 40],
    exit: 0,
    log: ['0 sign-in 200', '0 GET /1 200', '39 GET /2 200', '40 sign-in 200', '40 GET /3 200'],
  },
];

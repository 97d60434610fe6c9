import type { LifeCase } from './cases.ts';

const folders = [
  '{ folder: A, endpoints: [GET /1] }',
  '{ folder: B, endpoints: [GET /2, GET /3] }',
  '{ folder: Public, auth: none, endpoints: [GET /4] }',
];

/** Two renewals on clocks that agree. A difference between the clocks must not change the result. */
const plain = {
  at: [0, 568, 569, 1137, 1138],
  exit: 0,
  log: [
    ...['0 sign-in 200', '0 GET /1 200', '568 GET /2 200'],
    ...['569 sign-in 200', '569 GET /3 200', '1137 GET /4 200'],
    ...['1138 sign-in 200', '1138 GET /5 200'],
  ],
} as const;

/** Circumstances of a token's life: different clocks, revocation, and options of the run. */
export const casesAround: readonly LifeCase[] = [
  {
    name: "the server's clock is 10 minutes ahead",
    because: 'every exp looks as if the token lived twice as long',
    server: { ahead: 600 },
    ...plain,
  },
  {
    name: "the server's clock is 10 minutes behind",
    because: 'every token looks as if it had expired before it arrived',
    server: { ahead: -600 },
    ...plain,
  },
  {
    name: "the server's clock is 10 minutes ahead, and its answers have no expires_in",
    because: "exp counts from the server's own Date header, not from our clock",
    server: { ahead: 600, expiresIn: null },
    ...plain,
  },
  {
    name: "the server's clock is 10 minutes behind, and its answers have no expires_in",
    because: "exp counts from the server's own Date header, not from our clock",
    server: { ahead: -600, expiresIn: null },
    ...plain,
  },
  {
    name: 'our own clock is set 10 minutes ahead during the run',
    because: 'the token seems to have expired: an additional sign-in does no harm',
    set: { before: 1, by: 600 },
    at: [0, 10, 20],
    exit: 0,
    log: ['0 sign-in 200', '0 GET /1 200', '10 sign-in 200', '10 GET /2 200', '20 GET /3 200'],
  },
  {
    name: 'our own clock is set 10 minutes back during the run',
    because: 'the token seems valid for longer: refused requests are sent again at the end, after another sign-in',
    set: { before: 1, by: -600 },
    at: [0, 598, 599, 1169],
    exit: 0,
    log: [
      ...['0 sign-in 200', '0 GET /1 200', '598 GET /2 200', '599 GET /3 401'],
      ...['1169 sign-in 200', '1169 GET /4 200', '1169 sign-in 200', '0 GET /3 200'],
    ],
  },
  {
    name: 'the environment has a token of an earlier run, which was revoked but has not expired',
    because: 'a run trusts only tokens that it obtained itself',
    values: { dex_token: 'e30.e30.c2ln', dex_token_expires_at: '9999999999999' },
    at: [0],
    exit: 0,
    log: ['0 sign-in 200', '0 GET /1 200'],
  },
  {
    name: 'all tokens are revoked during the run',
    because: 'refused safe requests are sent again once with a new token',
    server: { change: { after: 2 } },
    at: [0, 100, 568, 569],
    exit: 0,
    log: [
      ...['0 sign-in 200', '0 GET /1 200', '100 GET /2 401', '568 GET /3 401'],
      ...['569 sign-in 200', '569 GET /4 200', '569 sign-in 200', '0 GET /2 200', '0 GET /3 200'],
    ],
  },
  {
    name: 'the password is changed during the run',
    because: 'the renewal is tried once: more would lock the account; no request is sent without a token',
    server: { change: { after: 3, password: 'another password' } },
    at: [0, 568, 569, 570],
    exit: 3,
    log: ['0 sign-in 200', '0 GET /1 200', '568 GET /2 200', '569 sign-in 403'],
  },
  {
    name: 'a list without the guard',
    because: 'as the list says: its token expires, and the 401 is reported',
    guard: false,
    at: [0, 598, 599, 1200],
    exit: 1,
    log: ['0 sign-in 200', '0 GET /1 200', '598 GET /2 200', '599 GET /3 401', '1200 GET /4 401'],
  },
  {
    name: 'public requests after the end of the token',
    because: 'a request that needs no token must not cause a sign-in',
    entries: ['GET /1', '{ request: GET /2, auth: none }', 'GET /3'],
    at: [0, 700, 800],
    exit: 0,
    log: ['0 sign-in 200', '0 GET /1 200', '700 GET /2 200', '800 sign-in 200', '800 GET /3 200'],
  },
  {
    name: 'three iterations in one life',
    because: 'one sign-in is enough: the visible token request is skipped while its token is valid',
    iterations: 3,
    at: [0, 0, 10, 10, 20, 20],
    exit: 0,
    log: [
      ...['0 sign-in 200', '0 GET /1 200', '0 GET /2 200'],
      ...['10 GET /1 200', '10 GET /2 200'],
      ...['20 GET /1 200', '20 GET /2 200'],
    ],
  },
  {
    name: 'two iterations, each longer than a life',
    because: 'the guard renews within each of them',
    iterations: 2,
    at: [0, 600, 1200, 1800],
    exit: 0,
    log: [
      ...['0 sign-in 200', '0 GET /1 200', '600 sign-in 200', '600 GET /2 200'],
      ...['1200 sign-in 200', '1200 GET /1 200', '1800 sign-in 200', '1800 GET /2 200'],
    ],
  },
  {
    name: 'three iterations with a wrong password',
    because: 'a sign-in in each iteration would lock the account',
    iterations: 3,
    server: { change: { after: 0, password: 'another password' } },
    at: [0, 10, 20],
    exit: 3,
    log: ['0 sign-in 403'],
  },
  {
    name: 'a folder, for longer than a life',
    because: 'the token request is outside the folder, so the guard signs in',
    entries: folders,
    folder: 'B',
    at: [0, 569],
    exit: 0,
    log: ['0 sign-in 200', '0 GET /2 200', '569 sign-in 200', '569 GET /3 200'],
  },
  {
    name: 'a folder, in two iterations',
    because: 'the token of the first iteration is still valid in the second',
    entries: folders,
    folder: 'A',
    iterations: 2,
    at: [0, 100],
    exit: 0,
    log: ['0 sign-in 200', '0 GET /1 200', '100 GET /1 200'],
  },
  {
    name: 'a folder of public requests',
    because: 'they need no sign-in',
    entries: folders,
    folder: 'Public',
    at: [0],
    exit: 0,
    log: ['0 GET /4 200'],
  },
];

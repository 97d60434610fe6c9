import type { LifeCase } from './cases.ts';

const refresh = 'scope: email profile pydio offline_access';
const everyTwoMinutes = Array.from({ length: 16 }, (_, index) => index * 120);
const jane = (number: number) => `{ request: GET /jane/${number}, auth: jane }`;

/** Renewal with a refresh token, and several users of one server, whose tokens expire independently. */
export const casesRenewal: readonly LifeCase[] = [
  {
    name: 'half an hour with a refresh token',
    because: 'the password is sent once; each renewal uses the newest refresh token',
    auth: refresh,
    at: everyTwoMinutes,
    exit: 0,
    log: everyTwoMinutes.flatMap((seconds, index) => [
      ...(index % 5 === 0 ? [`${seconds} ${index === 0 ? 'sign-in' : 'refresh'} 200`] : []),
      `${seconds} GET /${index + 1} 200`,
    ]),
  },
  {
    name: 'a refresh token that the server no longer accepts',
    because: 'the server was restarted: the password is sent once, and the run continues',
    auth: refresh,
    server: { change: { after: 3 } },
    at: [0, 568, 569, 570],
    exit: 0,
    log: [
      ...['0 sign-in 200', '0 GET /1 200', '568 GET /2 200'],
      ...['569 refresh 400', '569 sign-in 200', '569 GET /3 200', '570 GET /4 200'],
    ],
  },
  {
    name: 'a refresh token that is refused, and a changed password',
    because: 'each is tried once: more would lock the account; no request is sent without a token',
    auth: refresh,
    server: { change: { after: 3, password: 'another password' } },
    at: [0, 568, 569, 570],
    exit: 3,
    log: ['0 sign-in 200', '0 GET /1 200', '568 GET /2 200', '569 refresh 400', '569 sign-in 403'],
  },
  {
    name: 'a refresh token over two iterations',
    because: 'the visible token request of the second iteration signs in with the password again',
    auth: refresh,
    iterations: 2,
    at: [0, 569, 1138, 1707],
    exit: 0,
    log: [
      ...['0 sign-in 200', '0 GET /1 200', '569 refresh 200', '569 GET /2 200'],
      ...['1138 sign-in 200', '1138 GET /1 200', '1707 refresh 200', '1707 GET /2 200'],
    ],
  },
  {
    name: 'a refresh token, without the guard',
    because: 'as the list says: the token is not renewed, and the 401 is reported',
    guard: false,
    auth: refresh,
    at: [0, 599],
    exit: 1,
    log: ['0 sign-in 200', '0 GET /1 200', '599 GET /2 401'],
  },
  {
    name: 'two users, each for longer than a life',
    because: "each user's token is renewed only before that user's requests",
    identities: '{ jane: pydio-cells-v1 }',
    entries: ['GET /1', jane(1), 'GET /2', jane(2), jane(3), 'GET /3'],
    at: [0, 10, 500, 569, 579, 1200],
    exit: 0,
    log: [
      ...['0 sign-in 200', '0 sign-in jane 200', '0 GET /1 200', '10 GET /jane/1 200'],
      ...['500 GET /2 200', '569 sign-in jane 200', '569 GET /jane/2 200', '579 GET /jane/3 200'],
      ...['1200 sign-in 200', '1200 GET /3 200'],
    ],
  },
  {
    name: 'two users with refresh tokens',
    because: "one user's refresh token must never be used for the other",
    auth: refresh,
    identities: `{ jane: { template: pydio-cells-v1, ${refresh} } }`,
    entries: ['GET /1', jane(1), 'GET /2', jane(2)],
    at: [0, 0, 569, 569],
    exit: 0,
    log: [
      ...['0 sign-in 200', '0 sign-in jane 200', '0 GET /1 200', '0 GET /jane/1 200'],
      ...['569 refresh 200', '569 GET /2 200', '569 refresh 200', '569 GET /jane/2 200'],
    ],
  },
  {
    name: 'two users, one of whom has no more requests',
    because: 'a user without further requests does not sign in again',
    identities: '{ jane: pydio-cells-v1 }',
    entries: [jane(1), 'GET /1', 'GET /2', 'GET /3'],
    at: [0, 0, 600, 1200],
    exit: 0,
    log: [
      ...['0 sign-in 200', '0 sign-in jane 200', '0 GET /jane/1 200', '0 GET /1 200'],
      ...['600 sign-in 200', '600 GET /2 200', '1200 sign-in 200', '1200 GET /3 200'],
    ],
  },
];

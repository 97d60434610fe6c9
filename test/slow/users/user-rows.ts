import type { StatusOf } from './user-server.ts';

/** Requests of two identities and of nobody, and who was asked for what. */
export interface UserRow {
  readonly name: string;
  /** Why the row is tested: what could go wrong. */
  readonly because: string;
  /** Entries of the list, in order. */
  readonly endpoints: readonly string[];
  readonly status?: StatusOf;
  readonly iterations?: number;
  readonly data?: readonly Readonly<Record<string, string>>[];
  /** Options of postmint. */
  readonly more?: readonly string[];
  readonly folder?: string;
  /** The log of the server with postmint. */
  readonly ours: readonly string[];
  /** The log with stock newman, which has one jar for all. Absent where newman has no such option. */
  readonly newman?: readonly string[];
  readonly exit?: number;
}
const admin = (path: string) => `GET ${path}`;
const jane = (path: string) => `{ name: Jane ${path}, request: GET ${path}, auth: jane }`;
const nobody = (path: string) => `{ name: Nobody ${path}, request: GET ${path}, auth: none }`;

/** Who was asked for what: cookies, tokens, data rows, iterations, retries, and the repeat after a 401. */
export const userRows: readonly UserRow[] = [
  {
    name: 'cookies of three users in turn',
    because: 'a server that prefers a session to a token answers as another user',
    endpoints: [admin('/1'), jane('/2'), nobody('/3'), admin('/4'), jane('/5'), nobody('/6')],
    ours: [
      'admin signs in',
      'jane signs in',
      '/1 admin/admin',
      '/2 jane/jane',
      '/3 -/-',
      '/4 admin/admin',
      '/5 jane/jane',
      '/6 -/guest-of-3',
    ],
    newman: [
      'admin signs in',
      'jane signs in',
      '/1 admin/admin',
      '/2 jane/-',
      '/3 -/-',
      '/4 admin/admin',
      '/5 jane/-',
      '/6 -/-',
    ],
  },
  {
    name: 'nobody before a user',
    because: 'a session of nobody would become that of the user',
    endpoints: [nobody('/1'), admin('/2'), jane('/3')],
    ours: ['admin signs in', 'jane signs in', '/1 -/-', '/2 admin/admin', '/3 jane/jane'],
    newman: ['admin signs in', 'jane signs in', '/1 -/-', '/2 admin/admin', '/3 jane/-'],
  },
  {
    name: 'only the second identity',
    because: 'her session is not the one of the list',
    endpoints: [jane('/1'), jane('/2')],
    ours: ['jane signs in', '/1 jane/jane', '/2 jane/jane'],
    newman: ['admin signs in', 'jane signs in', '/1 jane/-', '/2 jane/-'],
  },
  {
    name: 'only nobody',
    because: 'nobody signs in',
    endpoints: [nobody('/1'), nobody('/2')],
    ours: ['/1 -/-', '/2 -/guest-of-1'],
    newman: ['admin signs in', 'jane signs in', '/1 -/-', '/2 -/-'],
  },
  {
    name: 'a folder whose guard signs in two users',
    because: 'the guard sends the sign-in of one while the other was last',
    folder: 'Both',
    endpoints: [`{ folder: Both, endpoints: [${[admin('/1'), jane('/2'), nobody('/3'), admin('/4')].join(', ')}] }`],
    ours: ['admin signs in', 'jane signs in', '/1 admin/admin', '/2 jane/jane', '/3 -/-', '/4 admin/admin'],
    newman: [
      'admin signs in',
      '/1 admin/admin',
      'jane signs in with the session of admin',
      '/2 jane/-',
      '/3 -/-',
      '/4 admin/jane',
    ],
  },
  {
    name: 'two iterations',
    because: 'nobody starts anew, and a user keeps the session of the token',
    endpoints: [admin('/1'), jane('/2'), nobody('/3'), nobody('/4')],
    iterations: 2,
    ours: [
      'admin signs in',
      'jane signs in',
      '/1 admin/admin',
      '/2 jane/jane',
      '/3 -/-',
      '/4 -/guest-of-3',
      '/1 admin/admin',
      '/2 jane/jane',
      '/3 -/-',
      '/4 -/guest-of-3',
    ],
    newman: [
      'admin signs in',
      'jane signs in',
      '/1 admin/admin',
      '/2 jane/-',
      '/3 -/-',
      '/4 -/-',
      '/1 admin/admin',
      '/2 jane/-',
      '/3 -/-',
      '/4 -/-',
    ],
  },
  {
    name: 'two iterations, nobody first',
    because: 'the last user of an iteration is the first one of the next',
    endpoints: [nobody('/1'), admin('/2'), jane('/3')],
    iterations: 2,
    ours: [
      'admin signs in',
      'jane signs in',
      '/1 -/-',
      '/2 admin/admin',
      '/3 jane/jane',
      '/1 -/-',
      '/2 admin/admin',
      '/3 jane/jane',
    ],
    newman: [
      'admin signs in',
      'jane signs in',
      '/1 -/-',
      '/2 admin/admin',
      '/3 jane/-',
      '/1 -/-',
      '/2 admin/admin',
      '/3 jane/-',
    ],
  },
  {
    name: 'rows with another user each',
    because: "the first user's token is still valid",
    endpoints: [admin('/1'), jane('/2'), nobody('/3')],
    data: [
      { username: 'admin', password: 'password-of-admin' },
      { username: 'tom', password: 'password-of-tom' },
    ],
    ours: [
      'admin signs in',
      'jane signs in',
      '/1 admin/admin',
      '/2 jane/jane',
      '/3 -/-',
      'tom signs in',
      '/1 tom/tom',
      '/2 jane/jane',
      '/3 -/-',
    ],
    newman: [
      'admin signs in',
      'jane signs in',
      '/1 admin/admin',
      '/2 jane/-',
      '/3 -/-',
      'tom signs in with the session of admin',
      '/1 tom/tom',
      '/2 jane/-',
      '/3 -/-',
    ],
  },
  {
    name: 'rows with another second user each',
    because: 'the first identity keeps its token',
    endpoints: [admin('/1'), jane('/2')],
    data: [
      { jane_username: 'jane', jane_password: 'password-of-jane' },
      { jane_username: 'tom', jane_password: 'password-of-tom' },
    ],
    ours: [
      'admin signs in',
      'jane signs in',
      '/1 admin/admin',
      '/2 jane/jane',
      'tom signs in',
      '/1 admin/admin',
      '/2 tom/tom',
    ],
    newman: [
      'admin signs in',
      'jane signs in',
      '/1 admin/admin',
      '/2 jane/-',
      'tom signs in',
      '/1 admin/admin',
      '/2 tom/-',
    ],
  },
  {
    name: 'rows that change both users',
    because: 'each identity signs in again',
    endpoints: [jane('/1'), admin('/2')],
    data: [
      { username: 'a1', password: 'password-of-a1', jane_username: 'j1', jane_password: 'password-of-j1' },
      { username: 'a2', password: 'password-of-a2', jane_username: 'j2', jane_password: 'password-of-j2' },
    ],
    ours: ['a1 signs in', 'j1 signs in', '/1 j1/j1', '/2 a1/a1', 'a2 signs in', 'j2 signs in', '/1 j2/j2', '/2 a2/a2'],
    newman: [
      'a1 signs in',
      'j1 signs in',
      '/1 j1/-',
      '/2 a1/a1',
      'a2 signs in with the session of a1',
      'j2 signs in',
      '/1 j2/-',
      '/2 a2/a2',
    ],
  },
  {
    name: 'rows that swap the users',
    because: "each name had the other's session",
    endpoints: [jane('/1'), admin('/2')],
    data: [
      { username: 'x', password: 'password-of-x', jane_username: 'y', jane_password: 'password-of-y' },
      { username: 'y', password: 'password-of-y', jane_username: 'x', jane_password: 'password-of-x' },
    ],
    ours: ['x signs in', 'y signs in', '/1 y/y', '/2 x/x', 'y signs in', 'x signs in', '/1 x/x', '/2 y/y'],
    newman: [
      'x signs in',
      'y signs in',
      '/1 y/-',
      '/2 x/x',
      'y signs in with the session of x',
      'x signs in',
      '/1 x/-',
      '/2 y/y',
    ],
  },
  // A retry has the user's token, but not the session: newman starts again, with empty jars.
  {
    name: 'a retry of the second identity',
    because: 'it is sent after the requests of others',
    endpoints: [admin('/1'), jane('/2'), nobody('/3')],
    status: (target, nth) => (target === '/2' && nth === 1 ? 503 : undefined),
    more: ['--retries', '1'],
    ours: ['admin signs in', 'jane signs in', '/1 admin/admin', '/2 jane/jane 503', '/3 -/-', '/2 jane/-'],
  },
  {
    name: 'a retry of nobody',
    because: 'users have asked in the meantime',
    endpoints: [nobody('/1'), admin('/2'), jane('/3')],
    status: (target, nth) => (target === '/1' && nth === 1 ? 503 : undefined),
    more: ['--retries', '1'],
    ours: ['admin signs in', 'jane signs in', '/1 -/- 503', '/2 admin/admin', '/3 jane/jane', '/1 -/-'],
  },
  {
    name: 'retries of all three',
    because: 'each keeps who it is',
    endpoints: [admin('/1'), jane('/2'), nobody('/3')],
    status: (_, nth) => (nth === 1 ? 503 : undefined),
    more: ['--retries', '2'],
    ours: [
      'admin signs in',
      'jane signs in',
      '/1 admin/admin 503',
      '/2 jane/jane 503',
      '/3 -/- 503',
      '/1 admin/-',
      '/2 jane/-',
      '/3 -/-',
    ],
  },
  {
    name: 'a repeat of the second identity after 401',
    because: 'she signs in again, and the others do not',
    endpoints: [admin('/1'), jane('/2'), nobody('/3')],
    status: (target, nth) => (target === '/2' && nth === 1 ? 401 : undefined),
    ours: [
      'admin signs in',
      'jane signs in',
      '/1 admin/admin',
      '/2 jane/jane 401',
      '/3 -/-',
      'jane signs in',
      '/2 jane/jane',
    ],
  },
  {
    name: 'a repeat of the first identity after 401',
    because: 'the last user was another',
    endpoints: [admin('/1'), jane('/2'), nobody('/3')],
    status: (target, nth) => (target === '/1' && nth === 1 ? 401 : undefined),
    ours: [
      'admin signs in',
      'jane signs in',
      '/1 admin/admin 401',
      '/2 jane/jane',
      '/3 -/-',
      'admin signs in',
      '/1 admin/admin',
    ],
  },
  {
    name: 'a 401 for nobody',
    because: 'a token must not be tried',
    endpoints: [admin('/1'), nobody('/2')],
    status: (target) => (target === '/2' ? 401 : undefined),
    exit: 1,
    ours: ['admin signs in', '/1 admin/admin', '/2 -/- 401'],
  },
  {
    name: 'a retry in the second row',
    because: 'it has the user of its row',
    endpoints: [admin('/1'), jane('/2')],
    data: [
      { username: 'admin', password: 'password-of-admin' },
      { username: 'tom', password: 'password-of-tom' },
    ],
    status: (target, nth) => (target === '/1' && nth === 2 ? 503 : undefined),
    more: ['--retries', '1'],
    ours: [
      'admin signs in',
      'jane signs in',
      '/1 admin/admin',
      '/2 jane/jane',
      'tom signs in',
      '/1 tom/tom 503',
      '/2 jane/jane',
      'tom signs in',
      '/1 tom/tom',
    ],
  },
  {
    name: 'a retry in the first row',
    because: 'the user of the last row was signed in',
    endpoints: [admin('/1'), jane('/2')],
    data: [
      { username: 'admin', password: 'password-of-admin' },
      { username: 'tom', password: 'password-of-tom' },
    ],
    status: (target, nth) => (target === '/1' && nth === 1 ? 503 : undefined),
    more: ['--retries', '1'],
    ours: [
      'admin signs in',
      'jane signs in',
      '/1 admin/admin 503',
      '/2 jane/jane',
      'tom signs in',
      '/1 tom/tom',
      '/2 jane/jane',
      'admin signs in',
      '/1 admin/admin',
    ],
  },
];

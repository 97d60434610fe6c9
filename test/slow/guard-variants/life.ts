import {
  listOf,
  password,
  passwordWith,
  secrets,
  signIn,
  thenAs,
  thenLate,
  thenSet,
  users,
  type Variant,
} from './variant.ts';

/** Cells v1 with a refresh token. A renewal must send the nonce of the sign-in. */
const offline = '{ template: pydio-cells-v1, scope: openid offline_access }';
const cells = (got: string, nonce: string) =>
  `POST /auth/dex/token basic cells-front:cs grant_type=password username=admin password=pw scope=openid offline_access nonce=${nonce} -> ${got}`;
/** The guard sends the client in the form, because it must also work after a migration to collection v3. */
const client = 'client_id=cells-front client_secret=cs';
const cellsByGuard = (got: string, nonce: string) =>
  `POST /auth/dex/token - grant_type=password username=admin password=pw scope=openid offline_access nonce=${nonce} ${client} -> ${got}`;
const renewal = (token: string, got: string, nonce = 'N1') =>
  `POST /auth/dex/token - grant_type=refresh_token refresh_token=${token} nonce=${nonce} ${client} -> ${got}`;
const cellsList = (...endpoints: string[]) => listOf({ auth: offline, values: { username: 'admin' }, endpoints });
const lateCells = (request: string) => thenLate(request, 'dex_token');
const isRenewal = (fields: URLSearchParams) => fields.get('grant_type') === 'refresh_token';

const offlinePassword = passwordWith('scope: offline_access');
const offlineSignIn = (username: string, got: string) => signIn(username, got, ' scope=offline_access');
const plainRenewal = (token: string, got: string) =>
  `POST /token basic shop:cs grant_type=refresh_token refresh_token=${token} -> ${got}`;

const keptList = listOf({
  auth: 'pydio-cells-v1',
  values: { username: 'admin' },
  endpoints: ['{ folder: Closed, endpoints: [GET /1] }'],
});
const keptSignIn =
  'POST /auth/dex/token basic cells-front:cs grant_type=password username=admin password=pw scope=email profile pydio nonce=N1 -> T1';
const keptByGuard = `POST /auth/dex/token - grant_type=password username=admin password=pw scope=email profile pydio nonce=N1 ${client} -> T1`;
/** postmint sends the visible token request first, which has Basic auth. */
const visibleFirst = {
  because: 'postmint sends the visible token request first',
  log: [keptSignIn, 'GET /1 bearer T1'],
};
/** An earlier token in the environment that has not expired. */
const kept = (issuedFor: string) => ({
  dex_token: 'e30.e30.c2ln',
  dex_token_expires_at: '9999999999999',
  dex_token_for: issuedFor,
});

/** How long a token is used, and how the next one is obtained. */
export const lifeOfTokens: readonly Variant[] = [
  {
    name: 'tokens that are renewed before each request',
    because: 'a renewal sends no password, uses each refresh token once, and sends the same nonce',
    list: cellsList('GET /1', 'GET /2', 'GET /3'),
    // A token is renewed after two thirds of its life. 2 s are enough for a sign-in and a request on a busy machine.
    server: { life: 3, wait: 2200 },
    log: [
      ...[cells('T1 R1', 'N1'), 'GET /1 bearer T1', renewal('R1', 'T2 R2'), 'GET /2 bearer T2'],
      ...[renewal('R2', 'T3 R3'), 'GET /3 bearer T3'],
    ],
    exit: 0,
  },
  {
    name: 'a refresh token that is refused',
    because: 'it may have expired or been used by somebody else, so the password is tried once',
    list: cellsList(lateCells('GET /1'), 'GET /2'),
    server: { refuse: (_, fields) => (isRenewal(fields) ? 400 : undefined) },
    log: [
      ...[cells('T1 R1', 'N1'), 'GET /1 bearer T1', renewal('R1', '400')],
      ...[cellsByGuard('T2 R2', 'N2'), 'GET /2 bearer T2'],
    ],
    exit: 0,
  },
  {
    name: 'a refresh token and then a password that are refused',
    because: 'each is tried once, and no request is sent without a token',
    list: cellsList(lateCells('GET /1'), 'GET /2', 'GET /3'),
    iterations: 2,
    server: { refuse: (nth) => (nth > 1 ? 403 : undefined) },
    log: [cells('T1 R1', 'N1'), 'GET /1 bearer T1', renewal('R1', '403'), cellsByGuard('403', 'N2')],
    exit: 3,
  },
  {
    name: 'a renewal of the second identity',
    because: 'each identity has its own refresh token and nonce',
    list: listOf({
      auth: offline,
      identities: ['jane: { template: pydio-cells-v1, scope: openid offline_access, username: jane }'],
      values: { username: 'admin' },
      endpoints: [`{ folder: Hers, auth: jane, endpoints: [${thenLate('GET /1', 'jane_token')}, GET /2] }`, 'GET /3'],
    }),
    secrets: { ...secrets, jane_password: 'pw' },
    log: [
      ...[cells('T1 R1', 'N1'), cells('T2 R2', 'N2').replace('admin', 'jane'), 'GET /1 bearer T2'],
      ...[renewal('R2', 'T3 R3', 'N2'), 'GET /2 bearer T3', 'GET /3 bearer T1'],
    ],
    exit: 0,
  },
  {
    name: 'a renewal with the client in the body',
    because: 'a renewal authenticates the client in the same way as the sign-in',
    list: listOf({
      auth: passwordWith('client_authentication: body, scope: offline_access'),
      values: users,
      endpoints: [thenLate('GET /1'), 'GET /2'],
    }),
    log: [
      'POST /token - grant_type=password username=admin password=pw scope=offline_access client_id=shop client_secret=cs -> T1 R1',
      'GET /1 bearer T1',
      'POST /token - grant_type=refresh_token refresh_token=R1 client_id=shop client_secret=cs -> T2 R2',
      'GET /2 bearer T2',
    ],
    exit: 0,
  },
  {
    name: 'a refresh token given by the user',
    because: 'if the server rotates, it works for one renewal, and then the newest one is used',
    list: listOf({
      auth: '{ template: oauth2-refresh-token, token_url: "{{base_url}}/token" }',
      values: { client_id: 'shop' },
      endpoints: [thenLate('GET /1'), 'GET /2'],
    }),
    secrets: { client_secret: 'cs', refresh_token: 'mine' },
    log: [...[plainRenewal('mine', 'T1 R1'), 'GET /1 bearer T1', plainRenewal('R1', 'T2 R2'), 'GET /2 bearer T2']],
    exit: 0,
  },
  {
    name: 'a server that does not rotate refresh tokens',
    because: 'without a new refresh token in the answer, the old one stays valid (RFC 6749, section 6)',
    list: listOf({
      auth: offlinePassword,
      values: users,
      endpoints: [thenLate('GET /1'), thenLate('GET /2'), 'GET /3'],
    }),
    server: { rotates: false },
    log: [
      ...[offlineSignIn('admin', 'T1 R1'), 'GET /1 bearer T1', plainRenewal('R1', 'T2'), 'GET /2 bearer T2'],
      ...[plainRenewal('R1', 'T3'), 'GET /3 bearer T3'],
    ],
    exit: 0,
  },
  {
    name: 'another user in the middle of a run',
    because: 'neither the token nor the refresh token of the previous user may be used for the new one',
    list: listOf({ auth: offlinePassword, values: users, endpoints: [thenAs('GET /1', 'jane'), 'GET /2'] }),
    log: [
      ...[offlineSignIn('admin', 'T1 R1'), 'GET /1 bearer T1'],
      ...[offlineSignIn('jane', 'T2 R2'), 'GET /2 bearer T2'],
    ],
    exit: 0,
  },
  {
    name: 'another user in each row of data',
    because: 'the visible token request must not be skipped for a user without a token',
    list: listOf({ auth: password, values: users, endpoints: ['GET /1'] }),
    data: [{ username: 'admin' }, { username: 'jane' }, { username: 'jane' }],
    log: [...[signIn('admin', 'T1'), 'GET /1 bearer T1', signIn('jane', 'T2'), 'GET /1 bearer T2'], 'GET /1 bearer T2'],
    exit: 0,
  },
  {
    name: 'another base_url in the middle of a run',
    because: 'a token of one server must not be sent to another',
    list: listOf({
      auth: offlinePassword,
      values: users,
      endpoints: [
        thenSet('GET /1', '"base_url", pm.environment.get("base_url").replace("127.0.0.1", "localhost")'),
        'GET /2',
      ],
    }),
    log: [
      ...[offlineSignIn('admin', 'T1 R1'), 'GET /1 bearer T1'],
      ...[offlineSignIn('admin', 'T2 R2').replace('/token', '/token at localhost'), 'GET /2 at localhost bearer T2'],
    ],
    exit: 0,
  },
  {
    name: 'an earlier token in the environment for this user and server',
    because: 'in the app, a token of the last hour is still valid and is used',
    list: keptList,
    folder: 'Closed',
    peerValues: kept('{{base_url}}/auth/dex/token cells-front admin'),
    log: ['GET /1 bearer e30.e30.c2ln'],
    exit: 0,
    ours: { because: 'postmint uses only tokens that the run itself obtained', log: [keptSignIn, 'GET /1 bearer T1'] },
  },
  {
    name: 'an earlier token in the environment for another user',
    because: 'after a change of the username in the app, the guard must sign in as the new user',
    list: keptList,
    folder: 'Closed',
    peerValues: kept('{{base_url}}/auth/dex/token cells-front jane'),
    log: [keptByGuard, 'GET /1 bearer T1'],
    exit: 0,
    ours: visibleFirst,
  },
  {
    name: 'an earlier token in the environment for another server',
    because: 'after a change of base_url in the app, the guard must sign in at the new server',
    list: keptList,
    folder: 'Closed',
    peerValues: kept('https://other.test/auth/dex/token cells-front admin'),
    log: [keptByGuard, 'GET /1 bearer T1'],
    exit: 0,
    ours: visibleFirst,
  },
  {
    name: 'a list without the guard',
    because: 'only the visible token request may send the password, as the list says',
    list: listOf({ auth: passwordWith('guard: false'), values: users, endpoints: [thenLate('GET /1'), 'GET /2'] }),
    log: [signIn('admin', 'T1'), 'GET /1 bearer T1', 'GET /2 bearer T1'],
    exit: 0,
  },
  {
    name: 'an iteration that starts with a token about to expire',
    because: 'the visible token request is not skipped then',
    list: listOf({ auth: password, values: users, endpoints: ['GET /1', thenLate('GET /2')] }),
    secrets,
    iterations: 2,
    log: [
      ...[signIn('admin', 'T1'), 'GET /1 bearer T1', 'GET /2 bearer T1'],
      ...[signIn('admin', 'T2'), 'GET /1 bearer T2', 'GET /2 bearer T2'],
    ],
    exit: 0,
  },
];

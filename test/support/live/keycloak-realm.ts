import {
  type Account,
  type Accounts,
  adminPassword,
  clientId,
  clientSecret,
  janePassword,
  publicClientId,
} from './authorization-server.ts';

export interface RealmOptions {
  /** How long access tokens live, in seconds. */
  readonly accessTokens?: number;
  /** How long a refresh token lives that nobody uses, in seconds: that is the idle time of the user's session. */
  readonly refreshTokens?: number;
  /** Whether a refresh token is good only once. */
  readonly rotation?: boolean;
}

export const realm = 'shop';

export const users: Accounts = {
  admin: { login: 'admin', password: adminPassword },
  jane: { login: 'jane', password: janePassword },
};

/** A client with a secret that may do nothing without a browser. */
export const browserClientId = 'shop-browser';

function userOf({ login, password }: Account, realmRoles: readonly string[]): object {
  return {
    username: login,
    enabled: true,
    // Without all four, signing in is refused: the account is not fully set up.
    email: `${login}@example.com`,
    emailVerified: true,
    firstName: login,
    lastName: 'Doe',
    credentials: [{ type: 'password', value: password, temporary: false }],
    realmRoles: [`default-roles-${realm}`, ...realmRoles],
  };
}

/** The realm as Keycloak's administration imports it. */
export function realmOf({ accessTokens = 300, refreshTokens = 1800, rotation = false }: RealmOptions): object {
  const grants = { standardFlowEnabled: false, directAccessGrantsEnabled: true };
  return {
    realm,
    enabled: true,
    accessTokenLifespan: accessTokens,
    ssoSessionIdleTimeout: refreshTokens,
    ssoSessionMaxLifespan: 36_000,
    revokeRefreshToken: rotation,
    refreshTokenMaxReuse: 0,
    roles: { realm: [{ name: 'admin' }] },
    clients: [
      { clientId, secret: clientSecret, serviceAccountsEnabled: true, ...grants },
      { clientId: publicClientId, publicClient: true, ...grants },
      { clientId: browserClientId, secret: clientSecret, directAccessGrantsEnabled: false },
    ],
    users: [userOf(users.admin, ['admin']), userOf(users.jane, [])],
  };
}

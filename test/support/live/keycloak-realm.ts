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
  /** Lifetime of access tokens in seconds. */
  readonly accessTokens?: number;
  /** Lifetime of an unused refresh token in seconds. In Keycloak that is the idle time of the user's session. */
  readonly refreshTokens?: number;
  /** Whether a refresh token can be used only once. */
  readonly rotation?: boolean;
}

export const realm = 'shop';

export const users: Accounts = {
  admin: { login: 'admin', password: adminPassword },
  jane: { login: 'jane', password: janePassword },
};

/** A client with a secret and only the browser grants. */
export const browserClientId = 'shop-browser';

function userOf({ login, password }: Account, realmRoles: readonly string[]): object {
  return {
    username: login,
    enabled: true,
    // Without all four, Keycloak refuses to sign the user in: "Account is not fully set up".
    email: `${login}@example.com`,
    emailVerified: true,
    firstName: login,
    lastName: 'Doe',
    credentials: [{ type: 'password', value: password, temporary: false }],
    realmRoles: [`default-roles-${realm}`, ...realmRoles],
  };
}

/** The realm in the import format of Keycloak's administration. */
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

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Accounts,
  type AuthorizationServer,
  adminPassword,
  clientId,
  clientSecret,
  janePassword,
  publicClientId,
} from './authorization-server.ts';
import { findDex } from './dex-program.ts';
import { isMissing, type Missing, missing } from './missing.ts';
import { onFreePort, startProcess } from './server-process.ts';

/** A real Dex. Its issuer has a path, as in Pydio Cells. */
export type DexServer = AuthorizationServer;

export interface DexOptions {
  /** Lifetime of ID tokens as a Go duration, such as `10s` or `24h`. */
  readonly idTokens?: string;
  readonly refreshTokens?: {
    readonly disableRotation?: boolean;
    /** How long a used refresh token may be used once more. By default, not at all. */
    readonly reuseInterval?: string;
    readonly absoluteLifetime?: string;
    readonly validIfNotUsedFor?: string;
  };
  /** The enabled grants. Dex's default does not include client_credentials. */
  readonly grantTypes?: readonly string[];
}

export const users: Accounts = {
  admin: { login: 'admin@example.com', password: adminPassword },
  jane: { login: 'jane@example.com', password: janePassword },
};

/** bcrypt hashes of the passwords: Dex accepts no other format. */
const hashes = {
  admin: '$2a$10$/mI1ySD6qGCqvQnJgxlEJeAmeT01Qtx9z0aL2jByn2ggizVtTqwDy',
  jane: '$2a$10$IC1/2RO9hdqanuzRqJkU/Og9jd96wAdX550al1QEJhuCtep7l.tga',
};

function configOf(origin: string, issuer: string, options: DexOptions): object {
  return {
    issuer,
    storage: { type: 'memory' },
    web: { http: new URL(origin).host },
    logger: { level: 'info', format: 'text' },
    oauth2: {
      passwordConnector: 'local',
      skipApprovalScreen: true,
      ...(options.grantTypes && { grantTypes: options.grantTypes }),
    },
    enablePasswordDB: true,
    expiry: {
      idTokens: options.idTokens ?? '24h',
      refreshTokens: { reuseInterval: '0s', ...options.refreshTokens },
    },
    staticClients: [
      { id: clientId, name: 'Shop', secret: clientSecret, redirectURIs: ['http://127.0.0.1/callback'] },
      { id: publicClientId, name: 'Public shop', public: true },
    ],
    staticPasswords: Object.entries(hashes).map(([name, hash]) => ({
      email: users[name as keyof Accounts].login,
      username: name,
      preferredUsername: name,
      userID: `user-${name}`,
      hash,
      groups: name === 'admin' ? ['admins'] : [],
    })),
  };
}

/** Starts upstream Dex with two users on a free local port. */
export async function startDex(options: DexOptions = {}): Promise<DexServer | Missing> {
  const program = await findDex();
  if (isMissing(program)) return program;
  const folder = mkdtempSync(join(tmpdir(), 'postmint-dex-'));
  try {
    return await onFreePort(async (port) => {
      const origin = `http://127.0.0.1:${port}`;
      const issuer = `${origin}/auth/dex`;
      // JSON is also YAML.
      const config = join(folder, 'dex.yaml');
      writeFileSync(config, JSON.stringify(configOf(origin, issuer, options)), { mode: 0o600 });
      const server = await startProcess({
        command: program.path,
        args: ['serve', config],
        // Do not expand a $ in a secret.
        env: { DEX_EXPAND_ENV: 'false' },
        ready: `${issuer}/.well-known/openid-configuration`,
        deadline: 30_000,
      });
      return {
        version: program.version,
        origin,
        issuer,
        tokenUrl: `${issuer}/token`,
        keysUrl: `${issuer}/keys`,
        clientId,
        clientSecret,
        publicClientId,
        users,
        ...server,
      };
    });
  } catch (error) {
    return missing('Dex does not start', error);
  } finally {
    // Dex has read its configuration.
    rmSync(folder, { recursive: true, force: true });
  }
}

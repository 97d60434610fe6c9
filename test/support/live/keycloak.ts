import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AuthorizationServer, clientId, clientSecret, publicClientId } from './authorization-server.ts';
import { administrator, findKeycloak, startKeycloakProcess } from './keycloak-program.ts';
import { browserClientId, type RealmOptions, realm, realmOf, users } from './keycloak-realm.ts';
import { isMissing, type Missing, missing } from './missing.ts';

/** A real Keycloak. */
export interface KeycloakServer extends AuthorizationServer {
  /** A client with the same secret and only the browser grants. */
  readonly browserClientId: string;
  /** Signs all users out, which invalidates all refresh tokens issued so far. */
  endSessions(): Promise<void>;
}

async function answerOf(response: Response): Promise<string> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url} answers ${response.status}: ${text}`);
  return text;
}

/** Sends a POST to Keycloak's administration API as the first administrator. Throws if it is refused. */
async function administer(origin: string, path: string, body: object): Promise<void> {
  const form = new URLSearchParams({ grant_type: 'password', client_id: 'admin-cli', ...administrator });
  const tokenUrl = `${origin}/realms/master/protocol/openid-connect/token`;
  const token = JSON.parse(await answerOf(await fetch(tokenUrl, { method: 'POST', body: form })));
  const headers = { Authorization: `Bearer ${token.access_token}`, 'Content-Type': 'application/json' };
  await answerOf(await fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }));
}

/** Starts Keycloak in development mode with one realm, two users and three clients on a free port. */
export async function startKeycloak(options: RealmOptions = {}): Promise<KeycloakServer | Missing> {
  const program = await findKeycloak();
  if (isMissing(program)) return program;
  const database = mkdtempSync(join(tmpdir(), 'postmint-keycloak-'));
  const remove = () => rmSync(database, { recursive: true, force: true });
  try {
    cpSync(program.database, database, { recursive: true });
    const server = await startKeycloakProcess(program.home, database);
    const stop = async () => {
      await server.stop();
      remove();
    };
    try {
      await administer(server.origin, '/admin/realms', realmOf(options));
    } catch (error) {
      await stop();
      throw error;
    }
    const issuer = `${server.origin}/realms/${realm}`;
    return {
      version: program.version,
      origin: server.origin,
      issuer,
      tokenUrl: `${issuer}/protocol/openid-connect/token`,
      keysUrl: `${issuer}/protocol/openid-connect/certs`,
      clientId,
      clientSecret,
      publicClientId,
      browserClientId,
      users,
      log: server.log,
      stop,
      endSessions: () => administer(server.origin, `/admin/realms/${realm}/logout-all`, {}),
    };
  } catch (error) {
    remove();
    return missing('Keycloak does not start', error);
  }
}

import type { AuthorizationServer } from './authorization-server.ts';
import { askToken, type TokenAnswer, type TokenClient } from './token-request.ts';

/** The observed answer of a real server to one token request. */
export interface SeenAnswer {
  /** The difference from a valid request of jane. */
  readonly name: string;
  /** Form fields to replace, or to omit if undefined. */
  readonly form?: Readonly<Record<string, string | undefined>>;
  readonly client?: Partial<TokenClient>;
  readonly status: number;
  readonly error?: string;
  readonly description?: string;
  /** The matching key of a template's `refusals`. `request` means that the username is missing. */
  readonly refusal?: 'user' | 'client' | 'request' | 'grant' | 'refresh';
}

/** The fields of a server that a token request needs. */
type TokenServer = Pick<AuthorizationServer, 'tokenUrl' | 'clientId' | 'clientSecret' | 'users'>;

/** The server's client, which authenticates as in RFC 6749, section 2.3.1. */
export function clientOf({ clientId: id, clientSecret: secret }: TokenServer): TokenClient {
  return { id, secret, how: 'basic' };
}

/** The form of a user's valid token request. */
export function passwordForm(
  server: TokenServer,
  user: keyof AuthorizationServer['users'],
  scope = 'openid profile',
): Record<string, string> {
  const { login, password } = server.users[user];
  return { grant_type: 'password', scope, username: login, password };
}

/** Sends the token request of a row to a server. */
export function askAsIn({ form, client }: SeenAnswer, server: TokenServer): Promise<TokenAnswer> {
  const fields = Object.entries({ ...passwordForm(server, 'jane'), ...form });
  const sent = fields.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return askToken(server.tokenUrl, Object.fromEntries(sent), { ...clientOf(server), ...client });
}

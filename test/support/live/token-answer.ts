import type { AuthorizationServer } from './authorization-server.ts';
import { askToken, type TokenAnswer, type TokenClient } from './token-request.ts';

/** How a server answers one token request, as it was seen to. */
export interface SeenAnswer {
  /** What is different from jane's good request. */
  readonly name: string;
  /** Fields that are other ones, or, undefined, are left out. */
  readonly form?: Readonly<Record<string, string | undefined>>;
  readonly client?: Partial<TokenClient>;
  readonly status: number;
  readonly error?: string;
  readonly description?: string;
  /** Which of a template's `refusals` this is; a `request` is one without a username. */
  readonly refusal?: 'user' | 'client' | 'request' | 'grant' | 'refresh';
}

/** What a token request has to know of a server. */
type TokenServer = Pick<AuthorizationServer, 'tokenUrl' | 'clientId' | 'clientSecret' | 'users'>;

/** The client that is known, as RFC 6749, section 2.3.1, wants it. */
export function clientOf({ clientId: id, clientSecret: secret }: TokenServer): TokenClient {
  return { id, secret, how: 'basic' };
}

/** The fields of a user's good request. */
export function passwordForm(
  server: TokenServer,
  user: keyof AuthorizationServer['users'],
  scope = 'openid profile',
): Record<string, string> {
  const { login, password } = server.users[user];
  return { grant_type: 'password', scope, username: login, password };
}

/** Asks a server as a row says. */
export function askAsIn({ form, client }: SeenAnswer, server: TokenServer): Promise<TokenAnswer> {
  const fields = Object.entries({ ...passwordForm(server, 'jane'), ...form });
  const sent = fields.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return askToken(server.tokenUrl, Object.fromEntries(sent), { ...clientOf(server), ...client });
}

/** Who may sign in, at every server of the tests. */
export interface Account {
  /** What is sent as `username`. */
  readonly login: string;
  readonly password: string;
}

export interface Accounts {
  readonly admin: Account;
  /** A plain user, whom the resource server keeps out of `/admin/`. */
  readonly jane: Account;
}

/** What all servers that give out tokens have in common. */
export interface AuthorizationServer {
  readonly version: string;
  readonly origin: string;
  readonly issuer: string;
  readonly tokenUrl: string;
  /** JWKS, for resource servers. */
  readonly keysUrl: string;
  /** The client that proves itself. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** A client without a secret. */
  readonly publicClientId: string;
  readonly users: Accounts;
  /** The last that the server wrote, for messages of failures. */
  log(): string;
  stop(): Promise<void>;
}

/** With what has to be encoded in a form. */
export const adminPassword = 'correct horse+%&staple';
export const janePassword = 'jane pass;ü';

export const clientId = 'shop-cli';
export const publicClientId = 'shop-public';
/** With what has to be encoded before it becomes Basic (RFC 6749, section 2.3.1). */
export const clientSecret = 'a+b%25c&d/=e f';

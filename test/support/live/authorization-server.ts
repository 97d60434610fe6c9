/** A user who may sign in. */
export interface Account {
  /** Sent as `username`. */
  readonly login: string;
  readonly password: string;
}

/** The users of every server in the tests. */
export interface Accounts {
  readonly admin: Account;
  /** An ordinary user, for whom `/admin/` of the resource server is forbidden. */
  readonly jane: Account;
}

/** A server that issues tokens. */
export interface AuthorizationServer {
  readonly version: string;
  readonly origin: string;
  readonly issuer: string;
  readonly tokenUrl: string;
  /** URL of the keys (JWKS), for resource servers. */
  readonly keysUrl: string;
  /** The client with a secret. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** A client without a secret. */
  readonly publicClientId: string;
  readonly users: Accounts;
  /** The end of the server's output, for failure messages. */
  log(): string;
  stop(): Promise<void>;
}

/** With characters that need encoding in a form. */
export const adminPassword = 'correct horse+%&staple';
export const janePassword = 'jane pass;ü';

export const clientId = 'shop-cli';
export const publicClientId = 'shop-public';
/** With characters that need encoding in a Basic header (RFC 6749, section 2.3.1). */
export const clientSecret = 'a+b%25c&d/=e f';

import type { Origin } from '../diagnostics/origin.ts';
import type { ClientAuthentication, Grant } from '../schema/auth-template.ts';
import type { Refusal } from '../schema/refusal.ts';

/** A key and a value as they are sent; `{{name}}` is a variable. */
export interface Field {
  readonly key: string;
  readonly value: string;
}

/** A variable that a template brings along. */
export interface TemplateVariable {
  readonly name: string;
  readonly value: string;
  readonly secret: boolean;
  readonly optional: boolean;
  /** Set by the sign-in itself. */
  readonly produced: boolean;
  readonly description?: string;
}

/** The auth of a request in Postman's terms: a type and its attributes. */
export interface RequestAuth {
  readonly type: string;
  readonly attributes: readonly Field[];
}

/** One user or client: the auth of its requests, and how its token is obtained if it has one. */
export interface Identity {
  /** Its name in the list; absent for `auth`. */
  readonly name?: string;
  readonly template: string;
  readonly auth: RequestAuth;
  readonly signIn?: SignIn;
  readonly variables: readonly TemplateVariable[];
  readonly refusals: Refusals;
  /** Why its grant is discouraged, and what to use in its place. */
  readonly instead?: string;
  /** Where the list asks for it. */
  readonly origin: Origin;
}

/** The server's answer to each kind of mistake; `serve` answers like that. */
export type Refusals = { readonly [K in 'user' | 'client' | 'request' | 'grant' | 'refresh' | 'token']: Refusal };

/** The body of a token request: a form (RFC 6749), or JSON for a server with its own kind of sign-in. */
export type SignInBody =
  | { readonly kind: 'form'; readonly fields: readonly Field[] }
  | { readonly kind: 'json'; readonly value: unknown };

/** How a token is obtained: a template with the list's changes, from which the token request is made. */
export interface SignIn {
  readonly description?: string;
  /** Name of the visible token request. */
  readonly name: string;
  /** Absent for a server with its own kind of sign-in. */
  readonly grant?: Grant;
  readonly tokenUrl: string;
  /** Where the token URL is discovered; it is then kept in the variable that `tokenUrl` names. */
  readonly issuer?: string;
  readonly clientAuthentication: ClientAuthentication;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Without the client's credentials. */
  readonly body: SignInBody;
  readonly headers: readonly Field[];
  readonly username?: string;
  readonly password?: string;
  /** Fields of the form that are omitted while they are empty. */
  readonly droppable: readonly string[];
  /** Variables with a new value for each sign-in, and the text that each value is made from. */
  readonly made: readonly Field[];
  readonly token: Token;
  readonly refresh?: Refresh;
  /** Paths for the embedded server. */
  readonly discovery?: string;
  readonly keys?: string;
  /** Whether the collection signs in by itself; false leaves only the visible token request. */
  readonly guard: boolean;
}

/** How a token is renewed. */
export interface Refresh {
  /** Variable that holds the refresh token. */
  readonly variable: string;
  /** Field of the answer that is the refresh token. */
  readonly field: string;
  /** Further fields of the request. */
  readonly parameters: readonly Field[];
  /** Scope without which the server gives no refresh token. */
  readonly scope?: string;
}

/** The token of a sign-in: the variables that keep it, and the fields of the answer that describe it. */
export interface Token {
  /** Variable that holds the bearer token. */
  readonly variable: string;
  /** Variable that holds when to sign in again, in milliseconds since 1970. */
  readonly expiresAt: string;
  /** Variable that holds the user and the server that the token is for. */
  readonly issuedFor: string;
  /** Field of the answer that is the token. */
  readonly field: string;
  readonly format: 'jwt' | 'opaque';
  /** Field with its life in seconds. */
  readonly expiresIn?: string;
  /** Field with its end: seconds since 1970, or ISO 8601. */
  readonly expiresAtField?: string;
  /** Life in seconds, where the answer does not say. */
  readonly defaultLife: number;
}

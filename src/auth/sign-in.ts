import type { Origin } from '../diagnostics/origin.ts';
import type { ClientAuthentication, Grant, Refusal } from '../schema/auth-template.ts';

/** A key and a value as they are sent; `{{name}}` stands for a variable. */
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

/** What a request carries, as Postman has it: a type and its attributes. */
export interface RequestAuth {
  readonly type: string;
  readonly attributes: readonly Field[];
}

/** One identity: what its requests carry, and how its token is got where there is one to get. */
export interface Identity {
  /** As the list calls it; absent for the list's own `auth`. */
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

export type Refusals = { readonly [K in 'user' | 'client' | 'request' | 'grant' | 'refresh' | 'token']: Refusal };

/** The body of a token request: a form (RFC 6749), or JSON where a server has a sign-in of its own. */
export type SignInBody =
  | { readonly kind: 'form'; readonly fields: readonly Field[] }
  | { readonly kind: 'json'; readonly value: unknown };

/** One way to get a token, ready to be made into a token request: a template with the list's changes. */
export interface SignIn {
  readonly description?: string;
  /** Name of the visible token request. */
  readonly name: string;
  /** Absent where the server has a sign-in of its own. */
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
  /** Fields of the form that are left out while they are empty. */
  readonly droppable: readonly string[];
  /** Variables that are made anew for each sign-in, and the text that each is made from. */
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
  /** Which field of the answer it is. */
  readonly field: string;
  /** Further fields of the request. */
  readonly parameters: readonly Field[];
  /** The scope without which the server gives none. */
  readonly scope?: string;
}

/** The token of a sign-in: where it is kept, and where the answer tells of it. */
export interface Token {
  /** Variable that holds the bearer token. */
  readonly variable: string;
  /** Variable that holds when to sign in again, in milliseconds since 1970. */
  readonly expiresAt: string;
  /** Variable that holds for whom and where the token was got. */
  readonly gotFor: string;
  readonly field: string;
  readonly format: 'jwt' | 'opaque';
  /** Field with its life in seconds. */
  readonly expiresIn?: string;
  /** Field with its end: seconds since 1970, or ISO 8601. */
  readonly expiresAtField?: string;
  /** Seconds. */
  readonly defaultLife: number;
}

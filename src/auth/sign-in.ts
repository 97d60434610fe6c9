import type { Origin } from '../diagnostics/origin.ts';
import type { ClientAuthentication, Grant } from '../schema/auth-template.ts';
import type { Refusal } from '../schema/refusal.ts';
import type { SignedParts } from './signed-auth.ts';

/** A field or header of a token request, or an attribute of auth. The value may contain `{{variables}}`. */
export interface Field {
  readonly key: string;
  readonly value: string;
}

/** A variable that an auth template declares, under its name in one identity. */
export interface TemplateVariable {
  readonly name: string;
  /** Default value; empty if there is none. */
  readonly value: string;
  readonly secret: boolean;
  /** Whether a run may start while it is empty. */
  readonly optional: boolean;
  /** Whether the sign-in sets it. */
  readonly produced: boolean;
  readonly description?: string;
  /** Where its value comes from. */
  readonly from?: string;
}

/** The auth of a request, as in Postman: a type such as `bearer`, and its attributes. */
export interface RequestAuth extends SignedParts {
  readonly type: string;
  readonly attributes: readonly Field[];
}

/** A user or client that sends requests: the auth of its requests, and how to obtain its token. */
export interface Identity {
  /** Name in the list; absent for `auth`. */
  readonly name?: string;
  /** Name or path of its template, as in the list. */
  readonly template: string;
  readonly auth: RequestAuth;
  /** Absent if its requests need no token, as with Basic auth. */
  readonly signIn?: SignIn;
  /** The variables of the template that its auth and sign-in use. */
  readonly variables: readonly TemplateVariable[];
  readonly refusals: Refusals;
  /** What to use instead of its discouraged grant. */
  readonly instead?: string;
  /** Where the list asks for it. */
  readonly origin: Origin;
}

/** The server's answers to wrong credentials and requests. `serve` sends the same answers. */
export type Refusals = { readonly [K in 'user' | 'client' | 'request' | 'grant' | 'refresh' | 'token']: Refusal };

/** The body of a token request: a form (RFC 6749), or JSON for a server that does not use OAuth. */
export type SignInBody =
  | { readonly kind: 'form'; readonly fields: readonly Field[] }
  | { readonly kind: 'json'; readonly value: unknown };

/** How to obtain a token: the token request, and the answer to it. It is a template with the list's changes. */
export interface SignIn {
  readonly description?: string;
  /** Name of the visible token request. */
  readonly name: string;
  /** Absent for a server that does not use OAuth. */
  readonly grant?: Grant;
  /** URL of the token request, which may contain `{{variables}}`. */
  readonly tokenUrl: string;
  /** Issuer from which the token URL is discovered. `tokenUrl` is then the variable that keeps it. */
  readonly issuer?: string;
  readonly clientAuthentication: ClientAuthentication;
  /** Whether the server takes the client's credentials in the form as well. The guard then sends them there. */
  readonly alsoInForm?: true;
  /** Empty if the token request has no client. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** The body without the client's credentials. */
  readonly body: SignInBody;
  readonly headers: readonly Field[];
  readonly username?: string;
  readonly password?: string;
  /** Keys of form fields that are omitted if they are empty. */
  readonly droppable: readonly string[];
  /** Variables that get a new value for each sign-in, and the text that the value is made from, such as `{{$guid}}`. */
  readonly made: readonly Field[];
  readonly token: Token;
  /** How to renew the token; absent if it cannot be renewed. */
  readonly refresh?: Refresh;
  /** Path of the discovery document, for `serve`. */
  readonly discovery?: string;
  /** Path of the public keys (JWKS), for `serve`. */
  readonly keys?: string;
  /** Whether the collection signs in by itself; false leaves only the visible token request. */
  readonly guard: boolean;
}

/** How to renew a token with a refresh token (RFC 6749, section 6). */
export interface Refresh {
  /** Variable that holds the refresh token. */
  readonly variable: string;
  /** Where the answer has the refresh token. */
  readonly field: AnswerField;
  /** Additional fields of the request. */
  readonly parameters: readonly Field[];
  /** Scope that the server requires for a refresh token. */
  readonly scope?: string;
}

/** A value of a JSON answer: the name of a field, or a path. `text` is how the template writes the path. */
export type AnswerField = string | { readonly text: string; readonly steps: readonly (string | number)[] };

/** Where an answer has its token: in its JSON, in a header, or as its whole body. */
export type TokenPlace = AnswerField | { readonly header: string } | { readonly body: true };

/** The token of a sign-in: the variables that hold it, and the fields of the answer that describe it. */
export interface Token {
  /** Variable that holds the bearer token. */
  readonly variable: string;
  /** Variable that holds the time of the next sign-in, in milliseconds since 1970. */
  readonly expiresAt: string;
  /** Variable that identifies the user, client and server that the token is for. */
  readonly issuedFor: string;
  /** Where the answer has the token. */
  readonly field: TokenPlace;
  /** `jwt`: the form is checked, and the expiry is read from the token. `opaque`: any text. */
  readonly format: 'jwt' | 'opaque';
  /** Field with the token's lifetime in seconds. */
  readonly expiresIn?: AnswerField;
  /** Field with the token's expiry: seconds since 1970, or ISO 8601. */
  readonly expiresAtField?: AnswerField;
  /** Lifetime in seconds, if the answer does not contain it. */
  readonly defaultLife: number;
}

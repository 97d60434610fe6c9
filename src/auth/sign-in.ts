import type { Origin } from '../diagnostics/origin.ts';
import type { AuthTemplateFile } from '../schema/auth-template.ts';

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
  readonly description?: string;
}

/** One way to sign in, ready to be made into a token request: a template with the list's changes. */
export interface SignIn {
  readonly template: string;
  readonly description?: string;
  /** Name of the visible token request. */
  readonly name: string;
  readonly grant: AuthTemplateFile['grant'];
  readonly tokenUrl: string;
  readonly clientAuthentication: AuthTemplateFile['client_authentication'];
  readonly clientId: string;
  readonly clientSecret: string;
  /** The form of the token request, in order, without client credentials. */
  readonly form: readonly Field[];
  readonly headers: readonly Field[];
  readonly token: {
    /** Variable that holds the bearer token. */
    readonly variable: string;
    /** Variable that holds when to sign in again, in milliseconds since 1970. */
    readonly expiresAt: string;
    readonly field: string;
    readonly format: 'jwt' | 'opaque';
    readonly expiresIn?: string;
    /** Seconds. */
    readonly defaultLife: number;
  };
  readonly variables: readonly TemplateVariable[];
  readonly refusals: AuthTemplateFile['refusals'];
  readonly discovery?: string;
  readonly keys?: string;
  /** Whether the collection signs in by itself; false leaves only the visible token request. */
  readonly guard: boolean;
  /** The list's `auth`, for what has to be said about a sign-in. */
  readonly origin: Origin;
}

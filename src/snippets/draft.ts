import type { AnswerField, TokenPlace } from '../auth/sign-in.ts';
import type { Piece } from './holes.ts';

/** A language in which a request can be written. */
export type Language = 'curl' | 'javascript' | 'python';

/** A header. */
export interface DraftHeader {
  readonly key: string;
  readonly value: readonly Piece[];
}

/** A field of a form. `file` is the path of a file, `type` the field's Content-Type. */
export interface DraftField {
  readonly key: string;
  readonly value: readonly Piece[];
  readonly file?: string;
  readonly type?: string;
}

/** The body of a request. */
export type DraftBody =
  | { readonly mode: 'json' | 'text'; readonly text: readonly Piece[] }
  | { readonly mode: 'form' | 'multipart'; readonly fields: readonly DraftField[] }
  | { readonly mode: 'file'; readonly path: string };

/** User and password that curl sends by itself, and the option for the scheme. */
export interface DraftUser {
  readonly user: readonly Piece[];
  readonly password: readonly Piece[];
  /** Words of the option; absent for HTTP Basic. */
  readonly option?: readonly string[];
}

/** A request with its values filled in, as far as they are known. */
export interface DraftRequest {
  readonly method: string;
  readonly url: readonly Piece[];
  readonly headers: readonly DraftHeader[];
  readonly body?: DraftBody;
  readonly user?: DraftUser;
  readonly followsRedirects: boolean;
}

/** A sign-in: the token request, and the token in its answer. */
export interface DraftSignIn {
  readonly request: DraftRequest;
  /** Name of the variable that holds the token. */
  readonly token: string;
  readonly field: TokenPlace;
  /** Where the token URL is found first: the discovery document, and the variable for the URL. */
  readonly discovery?: { readonly url: readonly Piece[]; readonly variable: string };
  /** What to check if it is refused. */
  readonly check: string;
}

/** A variable that the reader of a snippet sets. */
export interface Input {
  /** Name in the process environment, such as `PYDIO_CELLS_DEMO_PASSWORD`. */
  readonly key: string;
  /** Name in the list. */
  readonly name: string;
  readonly secret: boolean;
  /** What it is and where it comes from; empty if the list does not say. */
  readonly about: string;
}

/** Everything that a snippet says, before it is written in a language. */
export interface Draft {
  /** Comments at the top, without marks. */
  readonly notes: readonly string[];
  readonly inputs: readonly Input[];
  readonly signIn?: DraftSignIn;
  /** Variables that the request sets first. */
  readonly sets: readonly { readonly name: string; readonly value: readonly Piece[] }[];
  /** Absent for lines that only sign in. */
  readonly call?: DraftRequest;
  /** Whether an answer of 400 or above is an error: the list does not expect one. */
  readonly failsAbove400: boolean;
  /** What to check if the call is refused, for credentials without a sign-in. */
  readonly check?: string;
}

/** True for the type of a form, which curl and `fetch` send by themselves. */
export const isOwnType = ({ key, value }: DraftHeader, body: DraftBody | undefined) =>
  body?.mode === 'form' && key === 'Content-Type' && value[0] === 'application/x-www-form-urlencoded';

/** The steps from an answer's JSON to one of its values. */
export const stepsOf = (field: AnswerField): readonly (string | number)[] =>
  typeof field === 'string' ? [field] : field.steps;

/**
 * A name that every language allows for a variable. Names of one word get a second one: they may be words of a language, or
 * names that shells and the generated lines use, such as `path` in zsh.
 */
export const localName = (name: string) => {
  const safe = name.replace(/[^A-Za-z0-9_]/g, '_');
  return /^[a-z][A-Za-z0-9]*_\w/.test(safe) ? safe : `${safe.toLowerCase()}_value`;
};

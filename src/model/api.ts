import type { Identity } from '../auth/sign-in.ts';
import type { Origin } from '../diagnostics/origin.ts';
import type { Body, Parameter } from './body.ts';
import type { ClientFiles } from './client-files.ts';
import type { Expectation } from './expectation.ts';
import type { Assignment, Retry, SendSettings } from './sending.ts';

// Most rooms import the parts of an endpoint from here.
export type { Body, MultipartField, Parameter, Upload } from './body.ts';
export type { Assignment, Retry, SendSettings } from './sending.ts';

/** One API, as an endpoint list describes it. Generated files, runs and `serve` all use this value. */
export interface Api {
  readonly name: string;
  /** Name in file names and in names of environment variables. */
  readonly slug: string;
  /** Id of the collection (UUID). */
  readonly id: string;
  readonly description?: string;
  /** Address of a page for new users. */
  readonly docs?: string;
  /** First the identity of `auth`, if there is one; it has no name. Then the named ones. See identities.ts. */
  readonly identities: readonly Identity[];
  /** With `ask`, requests that may change data fail unless the environment sets `allow_unsafe`. */
  readonly unsafe: 'ask' | 'plain';
  /** All variables, in the order of the generated environments. */
  readonly variables: readonly Variable[];
  readonly environments: readonly Environment[];
  readonly items: readonly Item[];
  readonly origin: Origin;
}

/** Type of a variable's value. In JSON bodies, numbers and booleans are sent without quotes. */
export type VariableType = 'string' | 'number' | 'boolean';

/** A variable. It has a value in every environment, which may be empty. */
export interface Variable {
  readonly name: string;
  /** Value in environments that do not set it. */
  readonly value: string;
  readonly type: VariableType;
  /** Whether its value is kept out of the generated files and masked in what a run prints. */
  readonly secret: boolean;
  /** Whether a run may start while it is empty. */
  readonly optional: boolean;
  /** Whether a run sets it, such as a token or a saved value. It may be empty before. */
  readonly produced: boolean;
  /** Whether only requests give it a value: the list does not declare it, or as optional and without a value. */
  readonly transient?: true;
  /** Name of the saved variable whose JSON type it holds; absent for all other variables. */
  readonly typeOf?: string;
  readonly description?: string;
  /** Where its value comes from, and who has it. */
  readonly from?: string;
  readonly origin: Origin;
}

/** A named set of values for one target. */
export interface Environment {
  readonly name: string;
  readonly id: string;
  /** One value for each variable of the API, in the same order. Secrets are empty. */
  readonly values: ReadonlyMap<string, string>;
  /** Certificate file for `run`, relative to the list. */
  readonly caFile?: string;
  /** Client certificate for `run` and `token`. */
  readonly client?: ClientFiles;
  /** Whether `run --unsafe` also requires `--yes`. */
  readonly protected: boolean;
  readonly origin: Origin;
}

/** One entry of a list or folder. */
export type Item = Folder | Endpoint | SignInPlace;

/** The place of an identity's visible token request. Without one, it is before all other requests. */
export interface SignInPlace {
  readonly kind: 'sign-in';
  /** Name of the identity; absent for that of `auth`. */
  readonly identity?: string;
  readonly origin: Origin;
}

/** A named group in the collection. */
export interface Folder {
  readonly kind: 'folder';
  readonly name: string;
  readonly id: string;
  readonly description?: string;
  /** The user's script before each request inside. */
  readonly before?: string;
  /** The user's script after each answer inside. */
  readonly after?: string;
  readonly items: readonly Item[];
  readonly origin: Origin;
}

/** One request of the list, including what it inherits from folders and the list. */
export interface Endpoint {
  readonly kind: 'endpoint';
  readonly name: string;
  readonly id: string;
  /** Names of the folders around it, outermost first. */
  readonly folders: readonly string[];
  readonly description?: string;
  readonly method: string;
  readonly url: Url;
  readonly headers: readonly Parameter[];
  readonly body?: Body;
  /** `inherit` uses the list's `auth`, `none` sends no credentials; otherwise the name of an identity. */
  readonly auth: string;
  /** Whether it changes no data, so that it is sent without `--unsafe`. */
  readonly safe: boolean;
  readonly tags: readonly string[];
  readonly expectations: readonly Expectation[];
  readonly saves: readonly Save[];
  /** Variables that are set before it is sent. Absent if there are none. */
  readonly sets?: readonly Assignment[];
  /** Absent: it is sent once. */
  readonly retry?: Retry;
  readonly settings?: SendSettings;
  /** Whether the user's `before` scripts may skip it. */
  readonly skippable?: true;
  /** Whether it is sent last, whatever failed before. */
  readonly always?: true;
  /** The user's script before the request. */
  readonly before?: string;
  /** The user's script after the answer. */
  readonly after?: string;
  readonly examples: readonly Example[];
  /** Names that the request has as text in braces where a runner would replace them, so that no variable can have them. */
  readonly literal?: readonly string[];
  /** Names of the variables in its URL, headers, body and expectations, without those that it sets itself. */
  readonly uses: ReadonlySet<string>;
  readonly origin: Origin;
}

/** The URL of a request, split as in a Postman collection. */
export interface Url {
  /** `{{base_url}}`, another `{{variable}}`, or `https://host:port`. */
  readonly base: string;
  /** Segments after the first "/". A parameter that is a whole segment is written `:name`. */
  readonly path: readonly string[];
  /** Values of the `:name` segments. */
  readonly parameters: readonly PathParameter[];
  /** Texts of the path that may have several segments: values of `{+name}` (RFC 6570), and segments that contain them. */
  readonly wide?: readonly string[];
  readonly query: readonly Parameter[];
}

/** The value of a `:name` segment. */
export interface PathParameter {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
}

/** A value of the answer that is saved in a variable for later requests. */
export interface Save {
  readonly variable: string;
  readonly secret: boolean;
  readonly from:
    | { readonly kind: 'body'; readonly path: string; readonly steps: readonly (string | number)[] }
    /** `match` is a regular expression that is searched in the text of the body. */
    | { readonly kind: 'text'; readonly match: string }
    /** `match` is a regular expression for a part of the header; `decode` is false for a part of a Location that stays percent-encoded. */
    | { readonly kind: 'header'; readonly name: string; readonly match?: string; readonly decode?: false };
  readonly origin: Origin;
}

/** An example of an answer. Postman shows it, and `serve` answers with it. Runs ignore it. */
export interface Example {
  readonly name: string;
  readonly status: number;
  readonly headers: readonly Parameter[];
  readonly body: string;
  readonly language: 'json' | 'text';
}

/** Returns all endpoints and places of sign-ins in some items and their folders, in order. */
export function requestsIn(items: readonly Item[]): (Endpoint | SignInPlace)[] {
  return items.flatMap((item) => (item.kind === 'folder' ? requestsIn(item.items) : [item]));
}

/** Returns all endpoints in some items and their folders, in order. */
export function endpointsOf(items: readonly Item[]): Endpoint[] {
  return requestsIn(items).filter((item) => item.kind === 'endpoint');
}

/** Returns the names of the variables that a request makes for later ones: those that it sets, and those that it saves. */
export function madeBy({ sets = [], saves }: Pick<Endpoint, 'sets' | 'saves'>): string[] {
  return [...sets, ...saves].map(({ variable }) => variable);
}

/** Returns endpoints in the order in which they are sent: those with `always` last. */
export function lastAtEnd(endpoints: readonly Endpoint[]): Endpoint[] {
  const last = endpoints.filter(({ always }) => always);
  return last.length === 0 ? [...endpoints] : [...endpoints.filter(({ always }) => !always), ...last];
}

import type { Identity } from '../auth/sign-in.ts';
import type { Origin } from '../diagnostics/origin.ts';
import type { Expectation } from './expectation.ts';

/** One API: all that is generated, run and served comes from this value. */
export interface Api {
  readonly name: string;
  readonly slug: string;
  readonly id: string;
  readonly description?: string;
  /** All identities: first that of the list's `auth`, which has no name, then the named ones. See identities.ts. */
  readonly identities: readonly Identity[];
  /** Whether state-changing requests ask for `allow_unsafe` in the environment first. */
  readonly unsafe: 'ask' | 'plain';
  /** Every variable, in the order in which environments list them. */
  readonly variables: readonly Variable[];
  readonly environments: readonly Environment[];
  readonly items: readonly Item[];
  readonly origin: Origin;
}

export type VariableType = 'string' | 'number' | 'boolean';

/** A key that has a value in every environment. */
export interface Variable {
  readonly name: string;
  /** The value where an environment has none of its own. */
  readonly value: string;
  readonly type: VariableType;
  readonly secret: boolean;
  /** A run may start while it is empty. */
  readonly optional: boolean;
  /** Set by a run itself (a token, a saved value), so that it may be empty at first. */
  readonly produced: boolean;
  readonly description?: string;
  readonly origin: Origin;
}

/** A named set of values for one target. */
export interface Environment {
  readonly name: string;
  readonly id: string;
  /** One for each variable of the API, in the same order; secrets and produced ones are empty. */
  readonly values: ReadonlyMap<string, string>;
  /** Certificate file for `run`, relative to the list. */
  readonly caFile?: string;
  readonly protected: boolean;
  readonly origin: Origin;
}

export type Item = Folder | Endpoint;

/** A named group in the collection. */
export interface Folder {
  readonly kind: 'folder';
  readonly name: string;
  readonly id: string;
  readonly description?: string;
  /** Keep the order in one lane, once runs have several. */
  readonly sequential: boolean;
  readonly before?: string;
  readonly after?: string;
  readonly items: readonly Item[];
  readonly origin: Origin;
}

/** One entry of the list: a method and a path, with all that it inherits. */
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
  /** `inherit` signs in as the list's `auth` says; `none` is public; else the name of an identity. */
  readonly auth: string;
  readonly safe: boolean;
  readonly tags: readonly string[];
  readonly expectations: readonly Expectation[];
  readonly saves: readonly Save[];
  readonly before?: string;
  readonly after?: string;
  readonly examples: readonly Example[];
  /** Names of the variables that sending it needs. */
  readonly uses: ReadonlySet<string>;
  readonly origin: Origin;
}

/** A key and a value, as in a header, a query or a form. */
export interface Parameter {
  readonly key: string;
  /** null is a bare key without "=". */
  readonly value: string | null;
  readonly disabled: boolean;
  readonly description?: string;
}

/** A request's URL, in the parts that Postman keeps. */
export interface Url {
  /** `{{base_url}}`, another `{{variable}}`, or `https://host:port`. */
  readonly base: string;
  /** Segments after the first "/"; a whole-segment parameter is written `:name`. */
  readonly path: readonly string[];
  /** Values of the `:name` segments. */
  readonly parameters: readonly PathParameter[];
  readonly query: readonly Parameter[];
}

/** The value of a `:name` segment. */
export interface PathParameter {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
}

/** A request's body. */
export type Body =
  | {
      readonly mode: 'raw';
      readonly language: 'json' | 'text' | 'xml';
      readonly text: string;
      /** Variables inside JSON strings, whose values have to be escaped before they are put there. */
      readonly escaped: readonly string[];
    }
  | { readonly mode: 'urlencoded'; readonly fields: readonly Parameter[] };

/** A value of the answer that is kept for later requests. */
export interface Save {
  readonly variable: string;
  readonly secret: boolean;
  readonly from:
    | { readonly kind: 'body'; readonly path: string; readonly steps: readonly (string | number)[] }
    | { readonly kind: 'header'; readonly name: string; readonly match?: string };
  /** Name of the assertion that the value was there. */
  readonly assertion: string;
  readonly origin: Origin;
}

/** A saved example: shown in Postman, answered by `serve`, ignored by a run. */
export interface Example {
  readonly name: string;
  readonly status: number;
  readonly headers: readonly Parameter[];
  readonly body: string;
  readonly language: 'json' | 'text';
}

/** All endpoints below some items, in order. */
export function endpointsOf(items: readonly Item[]): Endpoint[] {
  return items.flatMap((item) => (item.kind === 'endpoint' ? [item] : endpointsOf(item.items)));
}

/** An API description as import sees it, whatever its format: operations with the parts that a request can have. */

import type { Tree } from './tree.ts';

/** A description. */
export interface Description {
  /** Such as `OpenAPI 3.1`. */
  readonly format: string;
  readonly title: string;
  readonly description?: string | undefined;
  readonly servers: readonly Server[];
  readonly operations: readonly Operation[];
  /** Ways to sign in, by name. */
  readonly schemes: ReadonlyMap<string, SecurityScheme>;
  /** How requests sign in, unless the operation says otherwise. Undefined where the description says nothing. */
  readonly security?: readonly Requirement[] | undefined;
  /** Descriptions of tags, by name. */
  readonly tags: ReadonlyMap<string, string>;
}

/** A server, with the variables of its URL. */
export interface Server {
  /** JSON pointer of a server of the whole description. */
  readonly pointer?: string | undefined;
  readonly url: string;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly variables: ReadonlyMap<string, ServerVariable>;
}

/** A variable in the URL of a server. */
export interface ServerVariable {
  readonly value: string;
  readonly description?: string | undefined;
  /** The values to choose from, if there are several. */
  readonly choices?: readonly string[];
}

/** One operation: a method and a path. */
export interface Operation {
  readonly pointer: string;
  readonly method: string;
  /** As the description writes it, such as `/users/{id}`. */
  readonly path: string;
  readonly id?: string | undefined;
  readonly summary?: string | undefined;
  readonly description?: string | undefined;
  readonly isDeprecated: boolean;
  readonly tags: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly body?: Body | undefined;
  readonly answers: readonly Answer[];
  readonly security?: readonly Requirement[] | undefined;
  readonly servers: readonly Server[];
}

/** Where a parameter is sent. `querystring` is the whole query (OpenAPI 3.2). */
export type Place = 'path' | 'query' | 'header' | 'cookie' | 'querystring';

/** A parameter. */
export interface Parameter {
  readonly pointer: string;
  readonly name: string;
  readonly in: Place;
  readonly isRequired: boolean;
  readonly description?: string | undefined;
  readonly isDeprecated: boolean;
  readonly schema: Tree;
  /** Value of an example; absent if there is none. */
  readonly example?: unknown;
  readonly style: string;
  readonly explode: boolean;
  /** Whether reserved characters are sent as they are. */
  readonly isRaw: boolean;
  /** Media type of a value that is text in another format, such as JSON. */
  readonly mediaType?: string | undefined;
}

/** The body of a request. */
export interface Body {
  readonly pointer: string;
  readonly isRequired: boolean;
  readonly description?: string | undefined;
  readonly media: readonly Media[];
}

/** One media type of a body or answer. */
export interface Media {
  readonly pointer: string;
  readonly type: string;
  readonly schema?: Tree | undefined;
  /** JSON pointer of the schema; absent for one that import made, as for a form of Swagger 2. */
  readonly schemaPointer?: string | undefined;
  readonly examples: readonly Example[];
  /** How the fields of a form are sent, by name. */
  readonly encoding: ReadonlyMap<string, Tree>;
}

/** An example of a body. */
export interface Example {
  readonly pointer: string;
  readonly name: string;
  readonly summary?: string | undefined;
  readonly value: unknown;
}

/** An answer. */
export interface Answer {
  readonly pointer: string;
  /** A status, a class such as `2XX`, or `default`. */
  readonly status: string;
  readonly description?: string | undefined;
  readonly media: readonly Media[];
}

/** A way to sign in, as the description writes it, in the words of OpenAPI 3. */
export interface SecurityScheme {
  readonly pointer: string;
  readonly name: string;
  readonly type: string;
  readonly tree: Tree;
}

/** Schemes that are needed together, each with its scopes. Empty: none is needed. */
export type Requirement = ReadonlyMap<string, readonly string[]>;

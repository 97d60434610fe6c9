/** Collections and environments that people made with Postman or another tool, as far as a run has to know them. */

import type { Origin, SourceFile } from '../../diagnostics/origin.ts';

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A collection in format v2.0 or v2.1. */
export interface CollectionFile {
  readonly source: SourceFile;
  readonly name: string;
  /** The collection as it is sent: as in the file, but each request has an id that no other one has. */
  readonly json: JsonObject;
  readonly requests: readonly FileRequest[];
  /** Variables of the collection and its folders. */
  readonly variables: readonly FileVariable[];
  /** Names of variables outside of requests: in `auth` of the collection, in values of variables, and in scripts. */
  readonly uses: ReadonlySet<string>;
  /** Names of the variables that its scripts set. */
  readonly sets: ReadonlySet<string>;
  /** Texts in it that are secrets by their place, such as the password of an `auth`, without those that are references. */
  readonly secrets: readonly string[];
}

/** One request of a collection. */
export interface FileRequest {
  readonly id: string;
  readonly name: string;
  /** Ids that select it with `--folder`: those of the folders around it, outermost first, and its own. Empty if absent. */
  readonly ids: readonly string[];
  /** Numbers of the folders around it, outermost first: two folders may have the same name. */
  readonly groups: readonly number[];
  /** Names of the folders around it, outermost first. */
  readonly folders: readonly string[];
  readonly method: string;
  /** With its `{{variables}}`. */
  readonly url: string;
  /** Paths of files that it sends, as they are written. */
  readonly files: readonly string[];
  /** Names of the variables in it. */
  readonly uses: ReadonlySet<string>;
  /** The line with its name. */
  readonly origin: Origin;
}

/** A variable with its value, as text. */
export interface FileVariable {
  readonly name: string;
  readonly value: string;
  /** Whether the file says that it is a secret, or its name does. */
  readonly secret: boolean;
  /** The texts in a value that is a list or an object. */
  readonly inside?: readonly string[];
}

/** An environment, or a file of globals. */
export interface EnvironmentFile {
  readonly name: string;
  readonly json: JsonObject;
  readonly variables: readonly FileVariable[];
}

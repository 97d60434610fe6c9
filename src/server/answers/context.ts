import type { Json } from '../../model/expectation.ts';
import type { Resource } from '../resources.ts';
import type { SchemaSamples } from './schema-samples.ts';

/** The variables that answers are made with. */
export interface AnswerContext {
  /** The current value of each variable, by name. Answers add the values that a client would save from them. */
  readonly values: Map<string, string>;
  /** Names of the variables whose values are numbers or booleans. Answers add those that they save. */
  readonly typed: Set<string>;
  /** Values for JSON Schemas; default: unchecked ones. */
  readonly samples?: SchemaSamples;
  /** What the server keeps under the path of the request. */
  readonly resource?: Resource | undefined;
  /** Returns the paths of what an answer created, from the variables that it saves. */
  readonly created?: (variables: readonly string[], values: ReadonlyMap<string, string>) => readonly string[];
  /**
   * Returns the value of a saved variable, if the list does not say which.
   *
   * @param similar a value that the list gives as an example
   */
  readonly make?: (variable: string, similar?: Json) => Json;
}

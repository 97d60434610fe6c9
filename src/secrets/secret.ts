/** A secret of a run. Only the engine and the redactor receive its value. */
export interface Secret {
  /** Name of the variable. A secret without one has another name, such as `Authorization` for Basic credentials. */
  readonly name: string;
  readonly value: string;
  /** Where it was found, in words. A run prints the source of each secret, never its value. */
  readonly source: string;
}

/** A secret of a run. Its value goes to the engine and to the redactor, and nowhere else. */
export interface Secret {
  /** Name of the variable, or what else the secret is. */
  readonly name: string;
  readonly value: string;
  /** Where it was found, in words: a run names the source of each secret, never its value. */
  readonly source: string;
}

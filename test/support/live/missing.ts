/** Why there is no server. */
export interface Missing {
  readonly reason: string;
}

export function isMissing(found: object): found is Missing {
  return 'reason' in found;
}

/** The reason is the error's first line, and its last one: tools say what went wrong in the one or the other. */
export function missing(what: string, error: unknown): Missing {
  const lines = (error instanceof Error ? error.message : String(error)).trim().split('\n');
  const said = lines.length > 1 ? `${lines[0]} … ${lines.at(-1)}` : lines[0];
  return { reason: `${what}: ${said}` };
}

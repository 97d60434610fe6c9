/** Why a server is not available. */
export interface Missing {
  readonly reason: string;
}

export function isMissing(found: object): found is Missing {
  return 'reason' in found;
}

/** The reason quotes the error's first and last line: depending on the tool, either may name the cause. */
export function missing(what: string, error: unknown): Missing {
  const lines = (error instanceof Error ? error.message : String(error)).trim().split('\n');
  const cause = lines.length > 1 ? `${lines[0]} … ${lines.at(-1)}` : lines[0];
  return { reason: `${what}: ${cause}` };
}

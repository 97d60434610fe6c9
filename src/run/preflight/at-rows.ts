import type { Diagnostic, Related } from '../../diagnostics/diagnostic.ts';

/** Where the rows of a run come from, for messages. */
export interface DataPlace {
  readonly path: string;
  /** The line of each row, from 1. */
  readonly lines: readonly number[];
}

/** How many rows with the same fault are named. */
const LONGEST = 3;

/**
 * Adds to the faults of each row where the row is. A fault that several rows have is reported once, with the first of
 * them.
 *
 * @param faults those of each row
 * @param general those that are there without any row: no row is the cause of them
 * @param place absent if the rows were not read from a file
 */
export function atRows(
  faults: readonly (readonly Diagnostic[])[],
  general: readonly Diagnostic[],
  place: DataPlace | undefined,
): Diagnostic[] {
  const known = new Set(general.map(keyOf));
  const merged = new Map<string, { diagnostic: Diagnostic; lines: number[] }>();
  for (const [index, ofRow] of faults.entries()) {
    for (const diagnostic of ofRow) {
      const key = keyOf(diagnostic);
      const entry = merged.get(key) ?? { diagnostic, lines: [] };
      const line = place?.lines[index];
      if (line !== undefined && !known.has(key)) entry.lines.push(line);
      merged.set(key, entry);
    }
  }
  return [...merged.values()].map(({ diagnostic, lines }) => addLines(diagnostic, lines, place?.path ?? ''));
}

const keyOf = ({ code, message, file, range }: Diagnostic) => JSON.stringify([code, message, file, range?.start]);

/** Changes the diagnostic itself: its source and its facts are found by identity. */
function addLines(diagnostic: Diagnostic, lines: readonly number[], file: string): Diagnostic {
  if (lines.length === 0) return diagnostic;
  const more = lines.length > LONGEST ? `, and ${lines.length - LONGEST} more` : '';
  const related = lines.slice(0, LONGEST).map((line, index, all): Related => {
    const start = { line, column: 1, offset: 0 };
    const message = `the value is in this row${index === all.length - 1 ? more : ''}`;
    return { message, file, range: { start, end: start } };
  });
  return Object.assign(diagnostic, { related: [...(diagnostic.related ?? []), ...related] });
}

/** Places in files: offsets, lines and columns. */

/** A text file as it was read. Every position refers to this value. */
export interface SourceFile {
  /** Path as shown to the user, relative to the working directory where possible. */
  readonly path: string;
  /** Content with `\n` line ends and no byte order mark. */
  readonly text: string;
}

/** A part of a file that something was read from, as offsets in UTF-16 code units; `end` is exclusive. */
export interface Origin {
  readonly source: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** A place in a file. Lines and columns count from 1; the column counts UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A part of a file, as lines and columns; `end` is exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

const lineStartsOf = new WeakMap<SourceFile, number[]>();

function lineStarts(source: SourceFile): number[] {
  let starts = lineStartsOf.get(source);
  if (!starts) {
    starts = [0];
    for (let at = source.text.indexOf('\n'); at !== -1; at = source.text.indexOf('\n', at + 1)) {
      starts.push(at + 1);
    }
    lineStartsOf.set(source, starts);
  }
  return starts;
}

/** Returns the line and column of an offset. An offset outside the text counts as its nearest end. */
export function positionAt(source: SourceFile, offset: number): Position {
  const at = Math.max(0, Math.min(offset, source.text.length));
  const starts = lineStarts(source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: at - (starts[low] as number) + 1, offset: at };
}

/** Returns an origin as lines and columns. */
export function rangeOf(origin: Origin): Range {
  return {
    start: positionAt(origin.source, origin.start),
    end: positionAt(origin.source, origin.end),
  };
}

/** Returns the text of one line (counted from 1), without its line end. Empty for a line that does not exist. */
export function lineText(source: SourceFile, line: number): string {
  const starts = lineStarts(source);
  const start = starts[line - 1];
  if (start === undefined) return '';
  const next = starts[line];
  return source.text.slice(start, next === undefined ? undefined : next - 1);
}

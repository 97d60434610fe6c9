import { positionAt, type SourceFile } from '../diagnostics/origin.ts';

/** Where a line begins: `- ` items and keys are compared with items and keys. */
interface Level {
  readonly kind: 'item' | 'key';
  /** Column from 1. */
  readonly column: number;
  /** Line from 1. */
  readonly line: number;
}

/** A line with something to indent: not empty, and not only a comment. */
const isWritten = (line: string | undefined): line is string => line !== undefined && /^\s*[^\s#]/.test(line);

/** The levels that a line opens: `  - name: x` has an item in column 3 and a key in column 5. */
function levelsOf(text: string, line: number): Level[] {
  const levels: Level[] = [];
  let at = text.search(/\S/);
  for (let dash = /^-(?: +|$)/.exec(text.slice(at)); dash; dash = /^-(?: +|$)/.exec(text.slice(at))) {
    levels.push({ kind: 'item', column: at + 1, line });
    at += dash[0].length;
  }
  if (at < text.length) levels.push({ kind: 'key', column: at + 1, line });
  return levels;
}

/**
 * Returns how to indent a line that begins in a column where nothing before it begins; undefined if nothing is wrong with
 * its indentation.
 *
 * @param offset a place in the line
 * @example indentHint(source, 40) // 'indent this like its neighbours: it must start in column 5, as in line 4'
 */
export function indentHint(source: SourceFile, offset: number): string | undefined {
  const lines = source.text.split('\n');
  const number = positionAt(source, offset).line;
  const text = lines[number - 1];
  if (!isWritten(text)) return undefined;
  const [own] = levelsOf(text, number);
  if (!own) return undefined;
  // The levels that are open before the line, the innermost first.
  const open: Level[] = [];
  for (let line = number - 1; line > 0; line--) {
    const before = lines[line - 1];
    if (!isWritten(before)) continue;
    const smallest = open.at(-1)?.column ?? Number.POSITIVE_INFINITY;
    open.push(
      ...levelsOf(before, line)
        .filter(({ column }) => column < smallest)
        .reverse(),
    );
    if (open.at(-1)?.column === 1) break;
  }
  const alike = open.filter(({ kind }) => kind === own.kind);
  if (alike.some(({ column }) => column === own.column)) return undefined;
  const distance = ({ column }: Level) => Math.abs(column - own.column);
  const [nearest] = alike.sort((a, b) => distance(a) - distance(b));
  if (!nearest) return undefined;
  return `indent this like its neighbours: it must start in column ${nearest.column}, as in line ${nearest.line}`;
}

/** Returns the offset of the next line that is not empty or a comment; undefined if there is none. */
export function nextLine(source: SourceFile, offset: number): number | undefined {
  const { text } = source;
  for (let end = text.indexOf('\n', offset); end !== -1; end = text.indexOf('\n', end + 1)) {
    if (isWritten(text.slice(end + 1).split('\n', 1)[0])) return end + 1;
  }
  return undefined;
}

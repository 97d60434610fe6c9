import type { Input } from './draft.ts';

/** One line without control characters, which could end a comment or change how it looks. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim();

/** Returns the lines of a comment. */
export const comment = (mark: string, lines: readonly string[]): string[] =>
  lines.map((line) => `${mark}${oneLine(line)}`.trimEnd());

/** Returns a comment that says which variables must be set, and where their values come from. */
export function inputLines(mark: string, inputs: readonly Input[]): string[] {
  if (inputs.length === 0) return [];
  const width = Math.max(...inputs.map(({ key }) => key.length));
  const rows = inputs.map(({ key, about }) => `  ${key.padEnd(width)}  ${oneLine(about)}`.trimEnd());
  return ['Set these first:', ...rows].map((line) => `${mark}${line}`);
}

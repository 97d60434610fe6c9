import type { Origin, SourceFile } from '../../diagnostics/origin.ts';

/**
 * Finds the lines with the names of items. A collection is read as a plain value, which is a hundred times faster than
 * with places; the names are then searched in their order. In a file without line breaks there are no places.
 */
export class NamePlaces {
  /** The file with the lines of names only: other lines may have secrets, which a message about a request must not show. */
  readonly source: SourceFile;
  private readonly lines: readonly string[];
  private readonly starts: number[] = [];
  private at = 0;

  constructor({ path, text }: SourceFile) {
    this.lines = text.split('\n').map((line) => (/^\s*"name"\s*:\s*"(?:[^"\\]|\\.)*",?\s*$/.test(line) ? line : ''));
    let start = 0;
    for (const line of this.lines) {
      this.starts.push(start);
      start += line.length + 1;
    }
    this.source = { path, text: this.lines.join('\n') };
  }

  /** Returns the line of the next item with this name; the start of the file if it is not found. */
  next(name: string): Origin {
    const wanted = JSON.stringify(name);
    for (let index = this.at; index < this.lines.length; index++) {
      const line = this.lines[index] ?? '';
      const at = line.indexOf(wanted, line.indexOf(':'));
      if (at === -1) continue;
      this.at = index + 1;
      const start = (this.starts[index] ?? 0) + at;
      return { source: this.source, start, end: start + wanted.length };
    }
    return { source: this.source, start: 0, end: 0 };
  }
}

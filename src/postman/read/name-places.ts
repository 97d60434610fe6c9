import type { Origin, SourceFile } from '../../diagnostics/origin.ts';
import { parseQuietly } from '../../notation/json/json-number.ts';

/** A line that has nothing but a name, or that begins an item with it. */
const nameLine = /^\s*(?:\{\s*)?"name"\s*:\s*("(?:[^"\\]|\\.)*")/;

/**
 * Finds the lines with the names of items. A collection is read as a plain value, which is a hundred times faster than
 * with places; equal names are taken in the order of their lines. In a file without line breaks there are no places.
 */
export class NamePlaces {
  private readonly lines: string[] = [];
  /** Starts and ends of the lines with each name, in order. */
  private readonly places = new Map<string, { start: number; end: number; line: number }[]>();
  private readonly source: { readonly path: string; text: string };
  private readonly taken = new Map<string, number>();

  constructor({ path, text }: SourceFile) {
    this.source = { path, text: '' };
    let offset = 0;
    for (const line of text.split('\n')) {
      const [whole = '', quoted = ''] = nameLine.exec(line) ?? [];
      const name = quoted === '' ? undefined : parseQuietly(quoted);
      if (typeof name === 'string') {
        const start = offset + whole.length - quoted.length;
        const line = this.lines.length;
        const known = this.places.get(name);
        const place = { start, end: start + quoted.length, line };
        if (known) known.push(place);
        else this.places.set(name, [place]);
      }
      this.lines.push(whole);
      offset += whole.length + 1;
    }
  }

  /**
   * Returns the file with the names only: the rest may have secrets, which a message about a request must not show. Call it
   * after all names were found.
   */
  toSource(): SourceFile {
    this.source.text = this.lines.join('\n');
    return this.source;
  }

  /**
   * Returns the next line with this name; the start of the file if there is none.
   *
   * @param mask returns a text without its secrets
   */
  next(name: string, mask: (text: string) => string): Origin {
    const index = this.taken.get(name) ?? 0;
    this.taken.set(name, index + 1);
    const { start, end, line } = this.places.get(name)?.[index] ?? { start: 0, end: 0, line: -1 };
    const shown = mask(this.lines[line] ?? '');
    // Offsets stay as they are.
    if (line !== -1 && shown !== this.lines[line]) this.lines[line] = hidden(this.lines[line] ?? '');
    return { source: this.source, start, end };
  }
}

/** A line whose name is hidden, as long as it was. */
const hidden = (line: string) =>
  line.replace(/(:\s*")(.*)(")$/, (_, before, name, after) => before + '•'.repeat(name.length) + after);

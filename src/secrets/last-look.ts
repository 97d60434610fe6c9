import { encodings, WINDOW } from './redactor.ts';

/** Colours, line breaks, blanks and the lines of tables: what may stand between two halves of a wrapped secret. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with ESC
const between = /\u001b\[[\d;]*[A-Za-z]|[\s│┃|]+/g;

/**
 * The last look at an artefact before it is published: is any secret in it all the same? It reads the finished text,
 * not the data, and takes nothing from what the redactor has or has not hidden.
 */
export class LeakScan {
  private readonly secrets = new Set<string>();
  private readonly windows = new Set<string>();
  private readonly open: string;

  /** @param texts what everybody can read anyway: names and texts that a report repeats */
  constructor(texts: readonly string[] = []) {
    this.open = texts.join('\n').replace(between, '');
  }

  /** Learns a secret. */
  add(secret: string): void {
    if (secret.length < WINDOW || this.secrets.has(secret)) return;
    this.secrets.add(secret);
    for (const form of encodings(secret)) {
      const packed = form.replace(between, '');
      for (let at = 0; at + WINDOW <= packed.length; at++) this.windows.add(packed.slice(at, at + WINDOW));
    }
  }

  /** True when a piece of a secret is in the text, and not in what everybody can read. */
  finds(text: string): boolean {
    const packed = text.replace(between, '');
    for (let at = 0; at + WINDOW <= packed.length; at++) {
      const piece = packed.slice(at, at + WINDOW);
      if (this.windows.has(piece) && !this.open.includes(piece)) return true;
    }
    return false;
  }
}

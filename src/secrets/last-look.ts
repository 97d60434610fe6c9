import { encodings, WINDOW } from './redactor.ts';

/** Colours, white space and table borders, which can be between two halves of a wrapped secret. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with ESC
const between = /\u001b\[[\d;]*[A-Za-z]|[\s│┃|]+/g;

/**
 * Searches a finished text for secrets before it is published. It works independently of the redactor, so that it finds
 * what the redactor has missed.
 */
export class LeakScan {
  private readonly secrets = new Set<string>();
  private readonly windows = new Set<string>();
  private readonly open: string;

  /** @param texts public texts that a report repeats, such as names. Parts of a secret in these texts are ignored */
  constructor(texts: readonly string[] = []) {
    this.open = texts.join('\n').replace(between, '');
  }

  /** Adds a secret to search for. Secrets shorter than `WINDOW` are ignored. */
  add(secret: string): void {
    if (secret.length < WINDOW || this.secrets.has(secret)) return;
    this.secrets.add(secret);
    for (const form of encodings(secret)) {
      const packed = form.replace(between, '');
      for (let at = 0; at + WINDOW <= packed.length; at++) this.windows.add(packed.slice(at, at + WINDOW));
    }
  }

  /** True if the text contains `WINDOW` characters of a secret, in any encoding, that are not in the public texts. */
  finds(text: string): boolean {
    const packed = text.replace(between, '');
    for (let at = 0; at + WINDOW <= packed.length; at++) {
      const piece = packed.slice(at, at + WINDOW);
      if (this.windows.has(piece) && !this.open.includes(piece)) return true;
    }
    return false;
  }
}

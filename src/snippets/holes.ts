/** The parts of a text that are known only when the lines of a snippet run. */

/**
 * Where a value is put, which decides how it is encoded. `wide` is a part of a path that keeps its "/"; `quoted` is a
 * multipart field of curl, which is in double quotes.
 */
export type Place = 'plain' | 'url' | 'wide' | 'form' | 'quoted' | 'json' | 'xml';

/** What gives a value. */
export type Source =
  /** A variable of the process environment, by its name there, which the reader of the snippet sets. */
  | { readonly kind: 'input'; readonly name: string }
  /** A variable that the snippet itself makes, such as the token. */
  | { readonly kind: 'local'; readonly name: string }
  /** One of Postman's dynamic variables, without its `$`. */
  | { readonly kind: 'dynamic'; readonly name: string }
  /** Text that a generator must not change. */
  | { readonly kind: 'text'; readonly text: string }
  /** The value of an Authorization header with HTTP Basic (RFC 7617). */
  | { readonly kind: 'basic'; readonly user: readonly Piece[]; readonly password: readonly Piece[] };

/** A value that is known only when the snippet runs, and its place. */
export interface Hole {
  readonly source: Source;
  readonly place: Place;
  /** Whether it is a JSON value that is written without quotes. Its marker has quotes. */
  readonly isBare: boolean;
}

/** A part of a text: literal text, or a hole. */
export type Piece = string | Hole;

/**
 * Puts markers in the place of holes, so that texts go through a code generator unchanged, and finds them again in its
 * output. A marker consists of lower-case letters and digits, which no language, URL or form encodes.
 */
export class Holes {
  private readonly all: Hole[] = [];
  private readonly prefix: string;

  /** @param texts the texts that are marked: a marker must not occur in them */
  constructor(texts = '') {
    let prefix = 'zqhole';
    while (texts.toLowerCase().includes(prefix)) prefix += 'q';
    this.prefix = prefix;
  }

  /** Returns a text in which each hole is a marker. */
  mark(pieces: readonly Piece[]): string {
    return pieces.map((piece) => (typeof piece === 'string' ? piece : this.markerOf(piece))).join('');
  }

  /** Returns the pieces of a text that the generator made: the text around the markers, and their holes. */
  split(text: string): Piece[] {
    const parts = text.split(new RegExp(`("?)${this.prefix}(\\d+)z("?)`));
    const pieces: Piece[] = [];
    for (let at = 0; at < parts.length; at += 4) {
      const [literal = '', before = '', index, after = ''] = parts.slice(at, at + 4);
      const hole = index === undefined ? undefined : this.all[Number(index)];
      pieces.push(literal);
      if (hole) pieces.push(...(hole.isBare ? [hole] : [before, hole, after]));
    }
    return joinText(pieces);
  }

  private markerOf(hole: Hole): string {
    this.all.push(hole);
    const text = `${this.prefix}${this.all.length - 1}z`;
    return hole.isBare ? `"${text}"` : text;
  }
}

/** Text that a generator must not change. */
export const literal = (text: string): Hole => ({ source: { kind: 'text', text }, place: 'plain', isBare: false });

/** Joins neighbouring texts, and removes empty ones. */
export function joinText(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece;
    else if (piece !== '') joined.push(piece);
  }
  return joined;
}

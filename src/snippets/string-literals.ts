import type { Holes, Piece } from './holes.ts';

/**
 * Replaces the string literals of generated code that contain holes.
 *
 * @param literals finds string literals, with their quotes
 * @param write returns the code for a literal with holes; the texts among the pieces are escaped for their quotes
 */
export function fillLiterals(
  code: string,
  literals: RegExp,
  holes: Holes,
  write: (pieces: readonly Piece[], quote: string) => string,
): string {
  return code.replace(literals, (literal) => {
    const pieces = holes.split(literal.slice(1, -1));
    return pieces.every((piece) => typeof piece === 'string') ? literal : write(pieces, literal.slice(0, 1));
  });
}

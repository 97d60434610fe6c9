/**
 * Masks secrets in a URL that is percent-encoded, however many of their characters are. Everything else stays as it is.
 *
 * @example maskDecoded('/a%2Fb=c', ['a/b=c'], '•') // '/•'
 */
export function maskDecoded(url: string, secrets: Iterable<string>, mask: string): string {
  const parts = url.match(/(?:%[0-9a-f]{2})+|[^%]|%/gi) ?? [];
  const units = parts.flatMap(decodedUnits);
  const decoded = units.map(({ character }) => character).join('');
  let isFound = false;
  for (const secret of secrets) {
    for (let at = decoded.indexOf(secret); at !== -1; at = decoded.indexOf(secret, at + secret.length)) {
      isFound = true;
      for (const unit of units.slice(at, at + secret.length)) unit.hidden = true;
    }
  }
  if (!isFound) return url;
  return units.map((unit, at) => (unit.hidden ? (units[at - 1]?.hidden ? '' : mask) : unit.text)).join('');
}

/** A UTF-16 unit of a decoded URL, and its spelling in the URL; that of a character with two units is at the first. */
interface Unit {
  readonly character: string;
  readonly text: string;
  hidden: boolean;
}

/** Decodes a run of percent-encoded bytes, or returns another character as it is. */
function decodedUnits(part: string): Unit[] {
  const asIs = () => [...part].flatMap((text) => toUnits(text, text));
  if (part.length < 3) return asIs();
  try {
    return [...decodeURIComponent(part)].flatMap((character) => toUnits(character, spelled(character, part)));
  } catch {
    return asIs();
  }
}

/** How a character is spelled in percent-encoded bytes: with the digits in the case of `part`. */
function spelled(character: string, part: string): string {
  const bytes = [...Buffer.from(character, 'utf8')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  return /%.?[A-F]/.test(part) ? bytes.toUpperCase() : bytes;
}

function toUnits(character: string, text: string): Unit[] {
  return Array.from({ length: character.length }, (_, at) => ({
    character: character[at] as string,
    text: at === 0 ? text : '',
    hidden: false,
  }));
}

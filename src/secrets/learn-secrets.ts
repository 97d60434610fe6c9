import { isSecretName } from '../notation/secret-name.ts';

/** A header of an answer. */
interface Header {
  readonly key: string;
  readonly value: string;
}

/** The key of a field of JSON and the beginning of its text, wherever it stands: an answer need not be whole. */
const jsonField = /"([^"\\]{1,64})"\s*:\s*"/g;

const SHORTEST = 8;

/** What a server answers is not to fill the memory: the beginning of a value, and so many of an answer. */
const LONGEST = 4096;
const MOST = 50;

/**
 * The secrets that an answer brings: cookies, and what its headers and its JSON call a token, a password or the like.
 * They are hidden from then on, as those are that the user gave.
 *
 * @param body the whole body, not the part of it that is kept
 * @returns none twice
 */
export function learn(headers: readonly Header[], body: string): string[] {
  const isCookie = (one: { key: string }) => /^set-cookie$/i.test(one.key);
  const cookies = headers.filter(isCookie).map((one) => /^[^=;]*=\s*"?([^;"]*)/.exec(one.value)?.[1] ?? '');
  const named = headers.filter((one) => isSecretName(one.key) && !isCookie(one)).map((one) => one.value);
  const found = new Set<string>();
  for (const value of [...cookies, ...named, ...fieldsOf(body)]) {
    if (value.length >= SHORTEST) found.add(value.slice(0, LONGEST));
    if (found.size === MOST) break;
  }
  return [...found];
}

function* fieldsOf(body: string): Generator<string> {
  for (const match of body.matchAll(jsonField)) {
    const [whole, key = ''] = match;
    if (isSecretName(key)) yield plainText(textFrom(body, match.index + whole.length));
  }
}

/** A JSON string from after its first quote to before its last one, or as much of it as is looked at. */
function textFrom(body: string, start: number): string {
  const limit = Math.min(body.length, start + 2 * LONGEST);
  let at = start;
  while (at < limit && body[at] !== '"') at += body[at] === '\\' ? 2 : 1;
  return body.slice(start, at);
}

/** A JSON string's own text. */
function plainText(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}

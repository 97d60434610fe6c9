import { isSecretName } from '../notation/secret-name.ts';

/** A header of an answer. */
interface Header {
  readonly key: string;
  readonly value: string;
}

/** A JSON key with the quote that its text begins with. Not a JSON parser, because an answer may be incomplete. */
const jsonField = /"([^"\\]{1,64})"\s*:\s*"/g;

/** Minimum length of a secret. */
const SHORTEST = 8;

/** Limits for memory: characters of a value that are kept, and number of secrets in an answer. */
const LONGEST = 4096;
const MOST = 50;

/**
 * Returns the secrets in an answer: cookies, and the values of headers and JSON fields with a name like `token` or
 * `password`. The run hides them from then on, like the user's own secrets.
 *
 * @param body the complete body
 * @returns at most 50 values, without duplicates
 */
export function learn(headers: readonly Header[], body: string): string[] {
  const isCookie = ({ key }: Header) => /^set-cookie$/i.test(key);
  const cookies = headers.filter(isCookie).map(({ value }) => /^[^=;]*=\s*"?([^;"]*)/.exec(value)?.[1] ?? '');
  const named = headers.filter((header) => isSecretName(header.key) && !isCookie(header)).map(({ value }) => value);
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

/** The JSON string that starts after `start`, without quotes and with its escapes; cut if it is too long. */
function textFrom(body: string, start: number): string {
  const limit = Math.min(body.length, start + 2 * LONGEST);
  let at = start;
  while (at < limit && body[at] !== '"') at += body[at] === '\\' ? 2 : 1;
  return body.slice(start, at);
}

/** Decodes the escapes of a JSON string; returns it unchanged if they are invalid. */
function plainText(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}

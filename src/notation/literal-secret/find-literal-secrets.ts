/**
 * Secrets that are written in a list instead of in a variable. secretlint 11.7 (preset-recommend) was measured first: it
 * makes the build 355 kB larger, takes 20 ms to load and 0.27 ms for each text, is asynchronous, and found one of eleven
 * kinds that lists have, because it does not look at keys. So the patterns are here, one row for each kind.
 */

import { isPlaceholder, isSentence } from './placeholder.ts';
import { certaintyOf } from './secret-key.ts';
import { mayHaveShape, SHORTEST, shapes } from './shapes.ts';

/** A secret in a text. */
export interface LiteralSecret {
  /** What it is, in a sentence: "a GitHub token". */
  readonly what: string;
  /** Offsets in the text; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** The name that it is assigned to in the text, as `token` in `?token=…`. */
  readonly name?: string;
}

/** Texts that are searched to this length. */
const LONGEST = 100_000;

/**
 * Returns the secrets in the value of a key: one for a value that is a secret as a whole, else those that the text
 * contains. References such as `{{token}}` and placeholders are not secrets.
 *
 * @param key the key of the value; empty if there is none
 * @param value its text
 * @param isNumber whether it is a number; only passwords can be numbers
 * @example findLiteralSecrets('X-Api-Key', '8f3b9c1d2e4f')[0]?.what // 'a secret'
 */
export function findLiteralSecrets(key: string, value: string, isNumber = false): LiteralSecret[] {
  const text = value.length > LONGEST ? value.slice(0, LONGEST) : value;
  if (text.trim() === '') return [];
  const shaped = findShapes(text);
  if (shaped.length > 0) return shaped;
  const certainty = key === '' ? undefined : certaintyOf(key);
  if (isNumber) {
    const isPassword = certainty === 'certain' && text.length >= 4;
    return isPassword ? [{ what: 'a secret', start: 0, end: text.length }] : [];
  }
  if (certainty && isSecretValue(text, certainty === 'certain'))
    return [{ what: 'a secret', start: 0, end: text.length }];
  const parts = /[:=<]/.test(text) && !url.test(text) ? inAssignments(text) : [];
  if (parts.length > 0 || certainty) return parts;
  return isRandom(text.trim(), key) ? [{ what: 'probably a secret', start: 0, end: text.length }] : [];
}

/** Returns only the secrets that are known by their form, such as a JWT. For scripts, whose code looks like assignments. */
export function findShapes(text: string): LiteralSecret[] {
  if (text.length < SHORTEST || !mayHaveShape.test(text)) return [];
  return shapes.flatMap(({ what, pattern, isSecret }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const secret = match.groups?.secret ?? match[0];
      const start = match.index + match[0].indexOf(secret);
      if (isPlaceholder(secret) || /example|x{4,}|\{\{/i.test(secret) || isSecret?.(secret) === false) return [];
      return [{ what, start, end: start + secret.length }];
    }),
  );
}

/** Schemes of `Authorization`, which come before the secret. */
const scheme = /^\s*(?:Bearer|Basic|Token|ApiKey|Api-Key|Digest|JWT|OAuth|GenieKey|Key|SSWS)[\s:]+/i;

/** True for the value of a key that is named like a secret. */
function isSecretValue(value: string, isCertain: boolean): boolean {
  const text = value
    .replace(scheme, '')
    .replace(/^\s*["'](.*)["']\s*$/, '$1')
    .trim();
  // A value with a reference is made from a variable, and a path such as $.token says where a value is.
  if (text.includes('{{') || /^\$[.[]|^\$response\b/.test(text)) return false;
  if (isPlaceholder(text) || isSentence(text)) return false;
  if (
    /^(?:https?:\/\/|\/|\.\/|#\/|urn:)/.test(text) ||
    /^(?:application|audio|image|multipart|text|video)\//.test(text)
  )
    return false;
  if (isCertain) return text.length >= 4;
  if (/^[\w.-]+=/.test(text)) return text.split(/;\s*/).some((part) => isStrong(part.slice(part.indexOf('=') + 1)));
  return isStrong(text);
}

/** True for a text without spaces that has at least eight characters, and digits among letters. */
function isStrong(text: string): boolean {
  if (/\s|\{\{/.test(text) || text.length < 8 || isPlaceholder(text)) return false;
  if (/^\d{4}-\d\d-\d\d/.test(text) || /^[\w.]+\(/.test(text) || /^(?:https?:)?\//.test(text)) return false;
  return /\d/.test(text) && /[A-Za-z]/.test(text);
}

/** `name=value`, `name: value`, `"name": "value"`, and elements of XML. Names and gaps are short, so the search is linear. */
const assignment =
  /<(?<element>[\w:.-]{2,60})>(?<content>[^<>]{1,2000})<\/|["']?\b(?<name>[A-Za-z_][\w.-]{1,60})["']?[ \t]{0,3}[:=][ \t]{0,3}(?<value>(?:(?:Bearer|Basic|Token|ApiKey) +)?(?:"[^"\n]*"|'[^'\n]*'|[^\s"'&,;<>()]+))/gi;

/** A URL without a query. It assigns nothing: for the pattern above, all of it is a value of `https`. */
const url = /^https?:\/\/[^\s"'&,;<>()?#]*$/;

/**
 * The parts of a query or fragment, wherever its URL is: the pattern above takes a URL in quotes or after a name for one
 * value.
 */
const inQuery = /[?&#](?<name>[A-Za-z_][\w.-]{1,60})=(?<value>[^\s"'&#,;<>()]+)/g;

/** Returns the secrets that a text assigns to a name, as in `?token=…`, a form, XML or an example in Markdown. */
function inAssignments(text: string): LiteralSecret[] {
  const found = assigned(text, assignment);
  const known = new Set(found.map(({ start }) => start));
  return /[?#]/.test(text) ? [...found, ...assigned(text, inQuery).filter(({ start }) => !known.has(start))] : found;
}

function assigned(text: string, pattern: RegExp): LiteralSecret[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const { element, content, name = element, value = content } = match.groups ?? {};
    if (name === undefined || value === undefined || !certaintyOf(name)) return [];
    const bare = value.replace(scheme, '').replace(/^["']|["']$/g, '');
    // A name in a program, such as `secret = config.v2.secret`.
    if (!isStrong(bare) || /^[A-Za-z_$]\w*(?:\.[A-Za-z_$]\w*)+$/.test(bare)) return [];
    const start = match.index + match[0].lastIndexOf(bare);
    return [{ what: 'a secret', start, end: start + bare.length, name }];
  });
}

/** Keys whose values look random, but are no secrets. */
const randomKeys =
  /id|uuid|integrity|marker|continu|prev|current|^to$|^from$|^name$|hash|sha|md5|sum|etag|digest|cursor|nonce|state|fingerprint|signature|image|data|content|thumb|avatar|photo|file|cert|page|next|code|challenge|version|ref|url|uri|link|path|x5|^[nexyd]$|address|pattern|match|description/i;

/** True for a text of 24 to 200 characters that looks random: no words, and letters of both cases and digits in turn. */
function isRandom(text: string, key: string): boolean {
  if (text.length < 24 || text.length > 200 || !/^[\w+/-]+={0,2}$/.test(text) || randomKeys.test(key)) return false;
  if (!/[a-z]/.test(text) || !/[A-Z]/.test(text) || (text.match(/\d/g)?.length ?? 0) < 2) return false;
  // Words, paths, addresses in hex, and ids with a prefix such as msg_ are not random.
  if (/[a-z]{6}|[A-Z]{6}|\/.*\/|[_-].*[_-].*[_-]|^0x|^[a-z]{2,8}_[A-Za-z0-9]+$/.test(text)) return false;
  return !isPlaceholder(text) && !isEncodedText(text) && entropyOf(text) >= 4;
}

/** True for readable text in base64, such as the place of a page. */
function isEncodedText(text: string): boolean {
  const bare = text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  return bare.length % 4 !== 1 && /^[\x20-\x7e]+$/.test(atob(bare));
}

/** Bits of information for each character (Shannon). */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

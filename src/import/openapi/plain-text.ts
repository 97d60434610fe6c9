/** Texts of a description, made harmless before they are put into a list. */

import { isExactNumber } from '../../notation/json/json-number.ts';
import { isUsualText } from '../../notation/usual-text.ts';
import { isTree, pairsOf } from './tree.ts';

/** Characters that a list does not accept: control characters, and those that hide or reverse the text around them. */
const invisible = /[^\P{Cc}\n\t]|[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** Returns a text without invisible characters, with `\n` as line break. */
export function cleanText(text: string): string {
  if (isUsualText(text)) return text;
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  return lines.replace(invisible, '').toWellFormed();
}

/** Returns a clean text without `{{` and `}}`, which a list would read as a reference to a variable. */
export function plainText(text: string): string {
  const clean = cleanText(text);
  return clean.includes('{{') || clean.includes('}}') ? clean.replace(/\{{2,}/g, '{').replace(/\}{2,}/g, '}') : clean;
}

/** Returns a copy of a value in which every text is plain. */
export function plainValue(value: unknown): unknown {
  if (typeof value === 'string') return isExactNumber(value) ? value : plainText(value);
  if (Array.isArray(value)) return value.map(plainValue);
  if (!isTree(value)) return value;
  return Object.fromEntries(pairsOf(value).map(([key, item]) => [plainText(key), plainValue(item)]));
}

/** Returns a URL, or a part of one, with the characters encoded that a URL does not have. */
export const plainUrl = (text: string): string =>
  plainText(text).replace(/[\s"<>\\^`{|}]/g, (character) => encodeURIComponent(character));

/** Returns a media type in lower case; a type for any bytes if it is not one (RFC 9110, section 8.3.1). */
export function plainType(text: string): string {
  const type = plainText(text).trim().toLowerCase();
  return /^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+(?:\s*;[\x20-\x7e]*)?$/.test(type) ? type : 'application/octet-stream';
}

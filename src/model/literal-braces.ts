/** Braces that are text: names under `literal_braces`, which no runner must replace. */

import { findReferences, type Reference } from '../notation/references.ts';

/** The name of a reference, without the spaces around it. */
export const nameOf = ({ name }: Reference): string => name.trim();

/** True for braces that are text: those of a listed name. Braces that are not closed are a mistake, whatever their name. */
export function isLiteral(reference: Reference, names: ReadonlySet<string>): boolean {
  const isClosed = reference.end - reference.start >= reference.name.length + '{{}}'.length;
  return isClosed && names.has(nameOf(reference));
}

/** Replaces each reference to one of these names; the rest of the text stays as it is. */
function replaceLiterals(text: string, names: ReadonlySet<string>, replace: (whole: string) => string): string {
  if (names.size === 0 || !text.includes('{{')) return text;
  const parts: string[] = [];
  let at = 0;
  for (const reference of findReferences(text)) {
    if (!isLiteral(reference, names)) continue;
    parts.push(text.slice(at, reference.start), replace(text.slice(reference.start, reference.end)));
    at = reference.end;
  }
  return parts.join('') + text.slice(at);
}

/** Writes literal braces in JSON text, so that no runner reads them: `{{x}}` in a string becomes `\u007b\u007bx}}`. */
export function hideInJson(json: string, names: ReadonlySet<string>): string {
  return replaceLiterals(json, names, (whole) => whole.replaceAll('{', '\\u007b'));
}

/** Parts of XML in which `&#123;` is not read as a brace. */
const unread = /(<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>)/s;

/** Writes literal braces in XML as `&#123;`. In CDATA, comments and instructions they stay. */
export function hideInXml(xml: string, names: ReadonlySet<string>): string {
  if (names.size === 0) return xml;
  return xml
    .split(unread)
    .map((part, index) =>
      index % 2 === 1 ? part : replaceLiterals(part, names, (whole) => whole.replaceAll('{', '&#123;')),
    )
    .join('');
}

/** Encodes literal braces in a URL, with the name inside: `%7B%7Bx%7D%7D`. */
export function hideInUrl(text: string, names: ReadonlySet<string>): string {
  return replaceLiterals(text, names, encodeURIComponent);
}

/** Returns the literal braces of a text as they are spelled, such as `{{ name }}`; each spelling once. */
export function literalsIn(text: string, names: ReadonlySet<string>): string[] {
  if (names.size === 0) return [];
  const found = findReferences(text).filter((reference) => isLiteral(reference, names));
  return [...new Set(found.map(({ start, end }) => text.slice(start, end)))];
}

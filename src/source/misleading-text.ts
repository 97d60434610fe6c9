/** Checks for text that YAML accepts, but that does not mean what it shows. */

import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Origin } from '../diagnostics/origin.ts';
import { isUsualText } from '../notation/usual-text.ts';
import { indentHint } from './indentation.ts';
import type { ScalarNode } from './node.ts';

/** Control characters except tab and line end, and characters that reverse or hide the text around them. */
const invisible = /(?![\t\n\r])\p{Cc}|[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

/** Returns an error about the first invisible character of a text; undefined when there is none. */
export function checkVisible(text: string, place: Origin): Diagnostic | undefined {
  if (isUsualText(text)) return undefined;
  const { source, start, end } = place;
  const character = invisible.exec(text)?.[0];
  if (character === undefined) return undefined;
  const name = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  const at = source.text.indexOf(character, start);
  const origin = at === -1 || at >= end ? place : { source, start: at, end: at + 1 };
  return diagnose('control-character', { character: name }, origin);
}

/** Returns an error if a scalar has an invisible character, goes on in an item below, or is cut off by a comment. */
export function checkValue(node: ScalarNode): Diagnostic[] {
  const { source, spelling, start, end } = node;
  const hidden = checkVisible(spelling, node);
  if (hidden) return [hidden];
  if (node.quoted || end === start) return [];
  const item = itemInside(node);
  if (item) return [item];
  // `/x#y #z`: a space before "#" starts a comment. Without a space after the "#", it was probably not meant as one.
  const code = source.text.charCodeAt(end);
  if (code !== 32 && code !== 9) return [];
  const lost = /^[ \t]+(#[^\s#][^\n]*)/.exec(source.text.slice(end, end + 200))?.[1];
  if (lost === undefined) return [];
  const at = source.text.indexOf('#', end);
  const place = { source, start: at, end: at + lost.trimEnd().length };
  return [diagnose('value-cut', { kept: spelling, lost: lost.trimEnd() }, place)];
}

/** Returns an error about a line that looks like an item, but that YAML reads as more text of the value above. */
function itemInside({ source, start, end }: ScalarNode): Diagnostic | undefined {
  const text = source.text.slice(start, end);
  const before = text.includes('\n') ? /\n[ \t]*(?=- )/.exec(text) : null;
  if (!before) return undefined;
  const at = start + before.index + before[0].length;
  const reason = 'this "- " does not start an item, because the line continues the value above it';
  return diagnose('yaml-syntax', { reason, hint: indentHint(source, at) }, { source, start: at, end: at + 1 });
}

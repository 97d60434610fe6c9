/** Texts as YAML scalars, as people write them: plain where that is safe, else in quotes or as a block. */

import { isExactNumber } from '../../notation/json/json-number.ts';
import { remember } from '../../notation/remember.ts';

/** Width of a line in a list, in columns. */
export const LINE_WIDTH = 120;

/** Texts that some reader of YAML takes for another type, such as `yes`, `~`, `1.0`, `0x1F`, `12:30` and `2020-01-01`. */
const otherType =
  /^(?:true|false|null|yes|no|on|off|y|n|~|[-+]?\.(?:inf|nan)|[-+.]?\d[\d_.:eE+-]*|0o[0-7]+|0x[\da-f]+|[-+.]|=|<<)$/i;

/** What a plain scalar may begin with, and consist of. Colons and number signs are looked at in addition. */
const plain = /^[\p{L}\p{N}_/.$(<+^\\][^\p{Cc}\p{Cf}\u2028\u2029\ufffe\uffff]*$/u;

/** The same for texts of usual characters, which are quick to look at. */
const usualPlain = /^[\w/.$(<+^\\][\x20-\x7e]*$/;

/** True for text that can be written without quotes. Inside `[ ]` and `{ }` commas and brackets need quotes. */
export function isPlain(text: string, inFlow: boolean): boolean {
  if (!(usualPlain.test(text) || plain.test(text)) || otherType.test(text) || text.endsWith(' ') || text.endsWith(':'))
    return false;
  return !/:\s|\s#/.test(text) && !(inFlow && /[,[\]{}]|:(?=[,[\]{}])/.test(text)) && text.isWellFormed();
}

/** Returns a text in one line. */
export function printText(text: string, inFlow: boolean): string {
  return isPlain(text, inFlow) ? text : quote(text);
}

/** Returns a key. */
export const printKey = remember((key) => (/^[A-Za-z_$][\w.$-]*$/.test(key) && isPlain(key, true) ? key : quote(key)));

/** Returns a number, boolean, null or text in one line. */
export function printScalarValue(value: string | number | boolean | null, inFlow: boolean): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return isExactNumber(value) ? value.slice(1) : printText(value, inFlow);
}

/** Returns a text in double quotes. JSON's escapes are YAML's too; other invisible characters are escaped in addition. */
export function quote(text: string): string {
  return JSON.stringify(text).replace(/[\p{Cf}\u007f-\u009f\u2028\u2029\ufffe\uffff]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    // Two escapes, as JSON has them for such a character, are not one character for each reader of YAML.
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/**
 * Returns a text as the lines of a block, the first being its header; undefined for a text that must be in one line.
 * Long lines without a line break are folded.
 *
 * @param columns width of the block's text
 */
export function printBlockText(text: string, columns: number): string[] | undefined {
  if (/[^\P{Cc}\n]|\p{Cf}|[\u2028\u2029\ufffe\uffff]/u.test(text) || !text.isWellFormed()) return undefined;
  if (/^\s|[^\S\n]\n|\n\s*\n\s*$|[^\S\n]$/.test(text)) return undefined;
  if (text.includes('\n')) {
    const chomp = text.endsWith('\n') ? '' : '-';
    return [`|${chomp}`, ...(chomp ? text : text.slice(0, -1)).split('\n')];
  }
  if (text.length <= columns || / {2}/.test(text)) return undefined;
  return ['>-', ...fold(text, columns)];
}

/** Breaks a text at spaces into lines of at most the given width, where words allow it. */
function fold(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

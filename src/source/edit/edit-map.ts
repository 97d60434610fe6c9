/** Changes keys of one map in a file, with the document API of `yaml`: comments, order and spelling of the rest stay. */

import { type Document, isMap, isNode, isScalar, Lexer, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { lexerMarks } from '../nesting.ts';
import { LINE_WIDTH } from '../print/print-text.ts';
import { type Printable, printValue } from '../print/print-value.ts';

/** A change of a map: the keys that lead to a value, and the value; undefined removes the key. */
export interface KeyChange {
  readonly path: readonly string[];
  readonly value: Printable;
}

/** The changed text of a map, and the changes that were not made because a comment would be lost. */
export interface EditedMap {
  readonly text: string;
  readonly refused: readonly KeyChange[];
}

// Every scalar is text, so that numbers such as 01234 and 1.10 keep their spelling.
const options = { schema: 'failsafe', version: '1.2', uniqueKeys: false } as const;

/**
 * Returns the text of a map with changed keys.
 *
 * @param text the map; its first line begins in the given column
 * @param column the column of its keys, in the file
 * @param shortKey for a text instead of a map: the key that it is short for, such as `request` for `GET /books`
 */
export function editMap(text: string, column: number, changes: readonly KeyChange[], shortKey?: string): EditedMap {
  const inner = outdent(text, column);
  const isShort = shortKey !== undefined && !isMap(parseDocument(inner, options).contents);
  const document = parseDocument(isShort ? `${shortKey}: ${inner}` : inner, options);
  const refused = changes.filter((change) => !apply(document, change));
  for (const { path } of changes) openBraces(document, path, LINE_WIDTH - column);
  const indentSeq = !/^( *)\S[^\n]*:[^\S\n]*\n\1- /m.test(inner);
  const printed = document.toString({ lineWidth: LINE_WIDTH - column, indentSeq }).replace(/\n$/, '');
  return { text: indent(tightBrackets(printed), column), refused };
}

/** Makes one change. Returns false if a comment would be lost. */
function apply(document: Document, { path, value }: KeyChange): boolean {
  if (value === undefined) return remove(document, path);
  for (let depth = 1; depth < path.length; depth++) {
    const around = document.getIn(path.slice(0, depth), true);
    // A short form, such as `expect: 200`, or a key without a value.
    if (around !== undefined && !isMap(around)) document.deleteIn(path.slice(0, depth));
  }
  const before = document.getIn(path, true);
  const node = toNode(value);
  if (isNode(before) && isNode(node)) {
    if (before.comment) node.comment = before.comment;
    if (before.commentBefore) node.commentBefore = before.commentBefore;
  }
  document.setIn(path, node);
  return true;
}

/** Writes a map in braces as lines of its own, if a change has made it too long for one line. */
function openBraces(document: Document, path: readonly string[], columns: number): void {
  for (let depth = 0; depth < path.length; depth++) {
    const around = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (!isMap(around) || around.flow !== true) continue;
    const length = JSON.stringify(around.toJSON()).length + (path[depth - 1]?.length ?? 0);
    if (length + 4 > columns) around.flow = false;
  }
}

/** The value as the printer would write it. */
function toNode(value: Printable): unknown {
  const document = parseDocument(printValue({ key: value }), options);
  return (document.contents as YAMLMap).get('key', true);
}

function remove(document: Document, path: readonly string[]): boolean {
  const around = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (!isMap(around)) return true;
  const pair = around.items.find(({ key }) => String(isScalar(key) ? key.value : key) === path.at(-1));
  if (!pair) return true;
  // A comment above the first key belongs to the map.
  if (hasComment(pair as Pair) || (around.commentBefore && around.items[0] === pair)) return false;
  around.delete(pair.key);
  if (around.items.length === 0 && path.length > 1) document.deleteIn(path.slice(0, -1));
  return true;
}

/** True for a pair with a comment, also inside of its value. */
function hasComment(pair: Pair): boolean {
  const found = (node: unknown): boolean => {
    if (typeof node !== 'object' || node === null) return false;
    const { comment, commentBefore, items, key, value } = node as Readonly<Record<string, unknown>>;
    if (comment || commentBefore) return true;
    return [...(Array.isArray(items) ? items : []), key, value].some(found);
  };
  return found(pair);
}

/** Removes spaces inside of square brackets, which the library writes as in braces. */
function tightBrackets(text: string): string {
  let result = '';
  let held = '';
  let isAfterOpen = false;
  for (const token of new Lexer().lex(text)) {
    if (lexerMarks.has(token)) continue;
    const isSpace = /^ +$/.test(token);
    if (isSpace && (isAfterOpen || held !== '')) continue;
    if (isSpace) {
      held = token;
      continue;
    }
    result += token === ']' ? token : `${held}${token}`;
    held = '';
    isAfterOpen = token === '[';
  }
  return `${result}${held}`;
}

/** Removes spaces before all lines but the first. */
const outdent = (text: string, column: number) =>
  column === 0 ? text : text.replace(new RegExp(`\\n {1,${column}}`, 'g'), '\n');

/** Adds spaces before all lines but the first. */
const indent = (text: string, column: number) => text.replace(/\n(?=[^\n])/g, `\n${' '.repeat(column)}`);

import { LINE_WIDTH, printBlockText, printKey, printScalarValue } from './print-text.ts';

/** A value that can be printed. An object is a map, in the order of its keys; undefined values are not printed. */
export type Printable =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Printable[]
  | Commented
  | { readonly [key: string]: Printable };

/** A value with comment lines above it, or above its key. */
export class Commented {
  readonly lines: readonly string[];
  readonly value: Printable;

  constructor(lines: readonly string[], value: Printable) {
    this.lines = lines;
    this.value = value;
  }
}

/** How maps and lists are laid out. */
export interface Layout {
  /** Returns true for a map or list that is always written in lines of its own, such as an entry. */
  readonly isBlock?: (value: object) => boolean;
}

const bare = (value: Printable): Printable => (value instanceof Commented ? bare(value.value) : value);
const commentsOf = (value: Printable): readonly string[] =>
  value instanceof Commented ? [...value.lines, ...commentsOf(value.value)] : [];

type Pairs = readonly (readonly [key: string, value: Printable])[];

const pairsOf = (map: object): Pairs =>
  (Object.entries(map) as [string, Printable][]).filter(([, value]) => bare(value) !== undefined);

/** Returns a map, list or scalar as YAML text that ends with a line break. */
export function printValue(value: Printable, layout: Layout = {}): string {
  return `${blockLines(value, 0, layout).join('\n')}\n`;
}

/** The lines of a value that stands alone, without indentation of the first. */
function blockLines(value: Printable, depth: number, layout: Layout): string[] {
  const inner = bare(value);
  if (Array.isArray(inner) && inner.length > 0)
    return (inner as Printable[]).flatMap((item) => itemLines(item, depth, layout));
  if (isMap(inner) && pairsOf(inner).length > 0)
    return pairsOf(inner).flatMap(([key, item]) => pairLines(key, item, depth, layout));
  return [flowText(inner)];
}

const indent = (lines: readonly string[], by: number) =>
  lines.map((line) => (line === '' ? '' : `${' '.repeat(by)}${line}`));
const comments = (value: Printable) =>
  commentsOf(value)
    .flatMap((text) => text.split(/[\r\n\u0085\u2028\u2029]+/))
    .map((line) => `# ${line}`.trimEnd());

/** An item of a list, with its "- ". */
function itemLines(value: Printable, depth: number, layout: Layout): string[] {
  const inner = bare(value);
  const lines = inlineOrBlock(inner, 2, depth, layout) ?? blockLines(inner, depth + 2, layout);
  const [first = '', ...rest] = lines;
  return [...comments(value), `- ${first}`, ...indent(rest, 2)];
}

/** A key and its value. */
function pairLines(key: string, value: Printable, depth: number, layout: Layout): string[] {
  const inner = bare(value);
  const name = printKey(key);
  const before = comments(value);
  if (inner === null) return [...before, `${name}:`];
  const inline = inlineOrBlock(inner, name.length + 2, depth, layout);
  if (inline) {
    const [first = '', ...rest] = inline;
    return [...before, `${name}: ${first}`, ...indent(rest, 2)];
  }
  return [...before, `${name}:`, ...indent(blockLines(inner, depth + 2, layout), 2)];
}

/**
 * A value that begins behind its key or dash: in one line if it fits, or text as a block. Undefined for a map or list
 * that needs lines of its own.
 *
 * @param used columns of the key or dash
 */
function inlineOrBlock(value: Printable, used: number, depth: number, layout: Layout): string[] | undefined {
  const room = LINE_WIDTH - depth - used;
  if (typeof value === 'string') {
    const block =
      value.includes('\n') || value.length > room ? printBlockText(value, LINE_WIDTH - depth - 2) : undefined;
    return block ?? [printScalarValue(value, false)];
  }
  if (typeof value !== 'object' || value === null) return [flowText(value)];
  const isEmpty = Array.isArray(value) ? value.length === 0 : pairsOf(value).length === 0;
  if (isEmpty) return [flowText(value)];
  if (needsBlock(value, layout)) return undefined;
  const text = flowText(value);
  return text.length <= room ? [text] : undefined;
}

/** True for a map or list with comments or text of several lines, and for one that the layout puts into lines. */
function needsBlock(value: Printable, layout: Layout, depth = 0): boolean {
  if (value instanceof Commented) return true;
  if (typeof value === 'string') return value.includes('\n');
  if (typeof value !== 'object' || value === null) return false;
  if (depth > 4 || layout.isBlock?.(value)) return true;
  const inner = Array.isArray(value) ? (value as Printable[]) : pairsOf(value).map(([, item]) => item);
  return inner.some((item) => needsBlock(item, layout, depth + 1));
}

/** A value in one line: `{ a: 1, b: [x, y] }`. */
function flowText(value: Printable): string {
  const inner = bare(value);
  if (inner === undefined) return '';
  if (Array.isArray(inner)) return `[${(inner as Printable[]).map(flowText).join(', ')}]`;
  if (!isMap(inner)) return printScalarValue(inner as string | number | boolean | null, true);
  const pairs = pairsOf(inner).map(([key, item]) => `${printKey(key)}: ${flowText(item)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

const isMap = (value: Printable): value is { readonly [key: string]: Printable } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Commented);

import { LINE_WIDTH, printBlockText, printKey, printScalarValue } from './print-text.ts';

/**
 * A value that can be printed. An object is a map, in the order of its keys; undefined values are not printed. Text that
 * begins with U+0000 is a number, whose digits JavaScript would not keep.
 */
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

  /** In JSON, there are no comments. */
  toJSON(): Printable {
    return this.value;
  }
}

/** How maps and lists are laid out. */
export interface Layout {
  /** Returns true for a map or list that is always written in lines of its own, such as an entry. */
  readonly isBlock?: (value: object) => boolean;
}

/** Returns a value without its comments. */
export const bare = (value: Printable): Printable => (value instanceof Commented ? bare(value.value) : value);

const commentsOf = (value: Printable): readonly string[] =>
  value instanceof Commented ? [...value.lines, ...commentsOf(value.value)] : [];

export const isMap = (value: Printable): value is { readonly [key: string]: Printable } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Commented);

/** Returns the keys and values of a map that are printed. */
export const pairsOf = (map: object): [key: string, value: Printable][] =>
  (Object.entries(map) as [string, Printable][]).filter(([, value]) => bare(value) !== undefined);

/** Levels of maps and lists in one line. */
const FLOW_DEPTH = 5;

/**
 * Returns a map, list or scalar as YAML text that ends with a line break.
 *
 * @example printValue({ query: { limit: 10, fields: ['a', 'b'] } }) // 'query: { limit: 10, fields: [a, b] }\n'
 */
export function printValue(value: Printable, layout: Layout = {}): string {
  return new Printer(layout).print(value);
}

class Printer {
  private readonly layout: Layout;
  private readonly lines: string[] = [];

  constructor(layout: Layout) {
    this.layout = layout;
  }

  print(value: Printable): string {
    if (!this.block(bare(value), 0, '')) this.lines.push(flowText(value, Number.POSITIVE_INFINITY) ?? '');
    return `${this.lines.join('\n')}\n`;
  }

  /**
   * Writes a map or list that is not empty, each key or item in a line of its own. Returns false for another value.
   *
   * @param indent columns before each line
   * @param first what is before the first line instead of spaces, such as "- "
   */
  private block(value: Printable, indent: number, first: string): boolean {
    const spaces = ' '.repeat(indent);
    let lead = first === '' ? spaces : first;
    const next = () => {
      const before = lead;
      lead = spaces;
      return before;
    };
    if (Array.isArray(value)) {
      for (const item of value as readonly Printable[]) this.item(item, indent, next);
      return value.length > 0;
    }
    if (!isMap(value)) return false;
    const pairs = pairsOf(value);
    for (const [key, item] of pairs) this.pair(key, item, indent, next);
    return pairs.length > 0;
  }

  private comments(value: Printable, next: () => string): void {
    for (const text of commentsOf(value)) {
      for (const line of text.split(/[\r\n\u0085\u2028\u2029]+/)) this.lines.push(`${next()}# ${line}`.trimEnd());
    }
  }

  private item(value: Printable, indent: number, next: () => string): void {
    this.comments(value, next);
    const inner = bare(value);
    const lead = `${next()}- `;
    if (this.inline(inner, lead, indent, indent + 2)) return;
    this.block(inner, indent + 2, lead);
  }

  private pair(key: string, value: Printable, indent: number, next: () => string): void {
    this.comments(value, next);
    const inner = bare(value);
    const name = `${next()}${printKey(key)}:`;
    if (inner === null) this.lines.push(name);
    else if (!this.inline(inner, `${name} `, indent, name.length + 1)) {
      this.lines.push(name);
      this.block(inner, indent + 2, '');
    }
  }

  /**
   * Writes a value that begins behind its key or dash: in one line if it fits, or text as a block. Returns false for a
   * map or list that needs lines of its own.
   *
   * @param lead the line up to the value
   * @param used columns of that line
   */
  private inline(value: Printable, lead: string, indent: number, used: number): boolean {
    const room = LINE_WIDTH - used;
    if (typeof value === 'string') {
      const isLong = value.length > room || value.includes('\n');
      const [header, ...lines] = (isLong && printBlockText(value, LINE_WIDTH - indent - 2)) || [
        printScalarValue(value, false),
      ];
      this.lines.push(`${lead}${header}`);
      const spaces = ' '.repeat(indent + 2);
      for (const line of lines) this.lines.push(line === '' ? '' : `${spaces}${line}`);
      return true;
    }
    const isScalar = typeof value !== 'object' || value === null;
    if (!isScalar && this.layout.isBlock?.(value)) return false;
    const isEmpty = isScalar || (Array.isArray(value) ? value.length === 0 : pairsOf(value).length === 0);
    // Whether it fits is asked first: of a large value, only the first line is looked at.
    const text = flowText(value, isEmpty ? Number.POSITIVE_INFINITY : room);
    if (text === undefined || (!isScalar && needsBlock(value, this.layout))) return false;
    this.lines.push(`${lead}${text}`);
    return true;
  }
}

/** True for a map or list with comments or text of several lines, and for one that the layout puts into lines. */
function needsBlock(value: Printable, layout: Layout, depth = 0): boolean {
  if (value === null) return depth > 0;
  if (value instanceof Commented) return true;
  if (typeof value === 'string') return value.includes('\n');
  if (typeof value !== 'object') return false;
  if (depth >= FLOW_DEPTH || layout.isBlock?.(value)) return true;
  if (Array.isArray(value))
    return (value as readonly Printable[]).some((item) => item !== null && needsBlock(item, layout, depth + 1));
  return Object.values(value).some((item) => needsBlock(item, layout, depth + 1));
}

/** A value in one line: `{ a: 1, b: [x, y] }`; undefined if it has more characters than there is room for. */
function flowText(value: Printable, room: number): string | undefined {
  const inner = bare(value);
  if (inner === undefined) return '';
  if (Array.isArray(inner)) {
    const items = joined(inner as readonly Printable[], room - 2, (item, left) => flowText(item, left));
    return items === undefined ? undefined : `[${items}]`;
  }
  if (!isMap(inner)) {
    const text = printScalarValue(inner as string | number | boolean | null, true);
    return text.length <= room ? text : undefined;
  }
  const pairs = joined(pairsOf(inner), room - 4, ([key, item], left) => {
    const name = `${printKey(key)}: `;
    const text = flowText(item, left - name.length);
    return text === undefined ? undefined : `${name}${text}`;
  });
  return pairs === undefined ? undefined : pairs === '' ? '{}' : `{ ${pairs} }`;
}

function joined<T>(
  items: readonly T[],
  room: number,
  print: (item: T, left: number) => string | undefined,
): string | undefined {
  let text = '';
  for (const item of items) {
    const printed = print(item, room - text.length - (text === '' ? 0 : 2));
    if (printed === undefined) return undefined;
    text = text === '' ? printed : `${text}, ${printed}`;
    if (text.length > room) return undefined;
  }
  return text;
}

import type { Origin, SourceFile } from '../../diagnostics/origin.ts';
import type { MappingNode, PairNode, SyntaxNode } from '../node.ts';
import { type Layout, type Printable, printValue } from '../print/print-value.ts';
import { type EditedMap, editMap, type KeyChange } from './edit-map.ts';

/** A piece of a file that gets another text. */
interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Changes of one file. Everything else in it stays as it is, byte for byte. */
export class FileEdits {
  readonly source: SourceFile;
  private readonly splices: Splice[] = [];

  constructor(source: SourceFile) {
    this.source = source;
  }

  /** Changes keys of a map. Returns the changes that were not made, because a comment would be lost. */
  editMap(node: SyntaxNode, changes: readonly KeyChange[], shortKey?: string): EditedMap['refused'] {
    const end = this.endOfComment(node);
    const { text, refused } = editMap(this.source.text.slice(node.start, end), this.columnOf(node), changes, shortKey);
    this.splices.push({ start: node.start, end, text });
    return refused;
  }

  /**
   * Inserts items after an item of a list.
   *
   * @param isFlow whether the list is in brackets
   */
  insertAfter(item: SyntaxNode, items: readonly Printable[], isFlow: boolean, layout: Layout = {}): void {
    if (isFlow) {
      const text = items.map((value) => `, ${printValue([value]).slice(2).trimEnd()}`).join('');
      this.splices.push({ start: item.end, end: item.end, text });
      return;
    }
    const start = this.lineAfter(item);
    this.splices.push({
      start,
      end: start,
      text: this.withBreak(start, this.indented(printValue(items, layout), this.dashColumn(item))),
    });
  }

  /**
   * Changes single-line keys of a map whose last key is changed by other edits: a folder, before its `endpoints`.
   *
   * @param last the key before which new keys are inserted
   */
  editPairs(map: MappingNode, last: PairNode, changes: readonly KeyChange[]): void {
    for (const { path, value } of changes) {
      const pair = map.pairs.find(({ key }) => key === path[0]);
      if (pair) this.replacePair(pair, pair.key, value);
      else if (value !== undefined) this.insertPair(last, path[0] ?? '', value);
    }
  }

  /** Replaces a key and its value; with undefined, removes its lines. */
  replacePair({ keyOrigin, value: node }: PairNode, key: string, value: Printable): void {
    const { text } = this.source;
    const column = this.columnOf(keyOrigin);
    if (value === undefined) {
      const start = text.lastIndexOf('\n', keyOrigin.start - 1) + 1;
      // A key behind a dash or brace stays, without a value that means anything.
      const isAlone = text.slice(start, keyOrigin.start).trim() === '';
      if (isAlone) this.splices.push({ start, end: this.lineAfter(node), text: '' });
      return;
    }
    const end = text[node.end - 1] === '\n' ? node.end - 1 : node.end;
    const printed = printValue({ [key]: value })
      .trimEnd()
      .replace(/\n(?=.)/g, `\n${' '.repeat(column)}`);
    this.splices.push({ start: keyOrigin.start, end, text: printed });
  }

  private insertPair({ keyOrigin }: PairNode, key: string, value: Printable): void {
    const column = this.columnOf(keyOrigin);
    const printed = printValue({ [key]: value }).replace(/\n(?=.)/g, `\n${' '.repeat(column)}`);
    this.splices.push({ start: keyOrigin.start, end: keyOrigin.start, text: `${printed}${' '.repeat(column)}` });
  }

  /** Inserts keys of the whole file before a key at its top. */
  insertBefore(key: Origin, map: { readonly [key: string]: Printable }, layout: Layout = {}): void {
    const start = this.source.text.lastIndexOf('\n', key.start - 1) + 1;
    this.splices.push({ start, end: start, text: printValue(map, layout) });
  }

  /** Inserts comment lines above an item of a list. */
  commentAbove(item: SyntaxNode, lines: readonly string[]): void {
    const start = this.source.text.lastIndexOf('\n', item.start - 1) + 1;
    const spaces = ' '.repeat(this.dashColumn(item));
    this.splices.push({ start, end: start, text: lines.map((line) => `${spaces}# ${line}\n`).join('') });
  }

  /** Removes comment lines right above an item, if they are exactly these. */
  uncomment(item: SyntaxNode, isOurs: (line: string) => boolean): void {
    const { text } = this.source;
    const end = text.lastIndexOf('\n', item.start - 1) + 1;
    const start = text.lastIndexOf('\n', end - 2) + 1;
    if (
      end > 0 &&
      isOurs(
        text
          .slice(start, end - 1)
          .trim()
          .replace(/^# ?/, ''),
      )
    )
      this.splices.push({ start, end, text: '' });
  }

  /** Returns the changed text. */
  text(): string {
    // Of those at the same place, the first comes first in the result.
    const sorted = this.splices
      .map((splice, index) => ({ ...splice, index }))
      .sort((a, b) => b.start - a.start || b.index - a.index);
    let { text } = this.source;
    for (const { start, end, text: own } of sorted) text = `${text.slice(0, start)}${own}${text.slice(end)}`;
    return text;
  }

  private columnOf({ start }: Origin): number {
    return start - (this.source.text.lastIndexOf('\n', start - 1) + 1);
  }

  private dashColumn(item: SyntaxNode): number {
    const { text } = this.source;
    const line = text.slice(text.lastIndexOf('\n', item.start - 1) + 1, item.start);
    // `- - GET /` has two dashes; the last one is that of the item.
    return Math.max(0, line.lastIndexOf('-'));
  }

  /** The end of a value, or of the comment behind it in its line. */
  private endOfComment({ start, end }: Origin): number {
    const { text } = this.source;
    if (text[end - 1] === '\n') return end - 1;
    const [comment = ''] = /^[^\S\n]+#[^\n]*/.exec(text.slice(end, end + 1000)) ?? [];
    const isBlock = text[start] !== '{' && text.slice(start, end).includes('\n');
    return isBlock ? end + comment.length : end;
  }

  private lineAfter({ end }: Origin): number {
    const { text } = this.source;
    if (text[end - 1] === '\n') return end;
    const next = text.indexOf('\n', end);
    return next === -1 ? text.length : next + 1;
  }

  private withBreak(at: number, text: string): string {
    return at > 0 && this.source.text[at - 1] !== '\n' ? `\n${text}` : text;
  }

  private indented(text: string, column: number): string {
    return text.replace(/^(?=.)/gm, ' '.repeat(column));
  }
}

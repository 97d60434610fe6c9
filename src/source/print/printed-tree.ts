import type { SourceFile } from '../../diagnostics/origin.ts';
import { markSecrets } from '../../diagnostics/secret-spans.ts';
import { isExactNumber, isJsonNumber } from '../../notation/json/json-number.ts';
import { checkValue } from '../misleading-text.ts';
import { MAX_DEPTH } from '../nesting.ts';
import type { MappingNode, PairNode, ScalarNode, SequenceNode, SyntaxNode } from '../node.ts';
import { findSecrets } from '../secrets/find-secrets.ts';
import { keyFault, MAX_VALUES } from '../tree.ts';
import { quote } from './print-text.ts';
import { bare, isMap, type Printable, pairsOf } from './print-value.ts';

/**
 * Returns the tree of a text that was printed with `printValue`: what `parse` returns for it, in about a tenth of the
 * time, because the values are known and only their places are looked for.
 *
 * @param value the value that was printed
 * @param source the text, which may have comments above it
 * @returns undefined if the text is not that of the value, or has something that `parse` reports
 */
export function printedTree(value: Printable, source: SourceFile): SyntaxNode | undefined {
  const tree = new PrintedReader(source).read(value);
  if (tree) markSecrets(source, () => findSecrets(tree, source.text));
  return tree;
}

/** Walks a value and its text side by side. */
class PrintedReader {
  private readonly source: SourceFile;
  private readonly text: string;
  /** Where the text is read next. */
  private at = 0;
  /** The end of the last value with its line break. A map or list without brackets ends where its last value does. */
  private lineEnd = 0;
  private values = 0;
  private depth = 0;
  /** True if the text is not what the value says. Then the rest is walked without a meaning. */
  private isOther = false;

  constructor(source: SourceFile) {
    this.source = source;
    this.text = source.text;
  }

  read(value: Printable): SyntaxNode | undefined {
    this.skipLines();
    const node = this.value(value, true);
    const isWhole = this.text.slice(this.at).trim() === '';
    return this.isOther || this.values > MAX_VALUES || !isWhole ? undefined : node;
  }

  /** @param isBlock whether a map or list may be without brackets */
  private value(written: Printable, isBlock: boolean): SyntaxNode {
    const value = bare(written);
    this.values++;
    if (typeof value !== 'object' || value === null) return this.scalar(value ?? null);
    if (++this.depth > MAX_DEPTH) this.isOther = true;
    const isFlow = !isBlock || this.isNext('{') || this.isNext('[');
    if (!isFlow) this.skipLines();
    const node = isMap(value) ? this.map(value, isFlow) : this.list(value as readonly Printable[], isFlow);
    this.depth--;
    return node;
  }

  private map(value: { readonly [key: string]: Printable }, isFlow: boolean): MappingNode {
    const start = this.at;
    const all = pairsOf(value);
    const pairs: PairNode[] = [];
    if (!isFlow) this.needValues(all);
    if (isFlow) this.expect(all.length > 0 ? '{ ' : '{');
    for (const [key, item] of all) {
      if (pairs.length > 0 && isFlow) this.expect(', ');
      else if (pairs.length > 0) this.skipLines();
      const keyOrigin = this.key(key);
      pairs.push({ key, keyOrigin, value: isFlow ? this.inFlow(item) : this.below(item) });
    }
    if (isFlow) this.endFlow(all.length > 0 ? ' }' : '}');
    return { kind: 'mapping', pairs, source: this.source, start, end: isFlow ? this.at : this.lineEnd };
  }

  private list(value: readonly Printable[], isFlow: boolean): SequenceNode {
    const start = this.at;
    if (!isFlow) this.needValues(value);
    if (isFlow) this.expect('[');
    const items = value.map((item, index) => {
      if (index > 0 && isFlow) this.expect(', ');
      else if (index > 0) this.skipLines();
      if (isFlow) return this.value(item, false);
      this.expect('- ');
      return this.value(item, true);
    });
    if (isFlow) this.endFlow(']');
    return { kind: 'sequence', items, source: this.source, start, end: isFlow ? this.at : this.lineEnd };
  }

  /** Without brackets, an empty map or list looks like no value. */
  private needValues(values: readonly unknown[]): void {
    if (values.length === 0) this.isOther = true;
  }

  private inFlow(item: Printable): SyntaxNode {
    this.expect(' ');
    return this.value(item, false);
  }

  /** The value of a key at the start of a line: after the key, or in the lines below. */
  private below(item: Printable): SyntaxNode {
    if (bare(item) === null) {
      this.values++;
      const place = { source: this.source, start: this.at, end: this.at };
      // For the parser, comments below a key without a value belong to it.
      commentsBelow.lastIndex = this.at;
      this.lineEnd = this.at + (commentsBelow.exec(this.text)?.[0].length ?? 0);
      return { kind: 'scalar', value: null, spelling: '', quoted: false, ...place };
    }
    if (!this.isNext('\n')) this.expect(' ');
    return this.value(item, true);
  }

  private key(key: string): PairNode['keyOrigin'] {
    const { source, at: start } = this;
    if (this.isNext('"')) this.expect(quote(key));
    else this.expect(key);
    const origin = { source, start, end: this.at };
    if (origin.end - start > LONGEST_KEY || keyFault(key, false, origin)) this.isOther = true;
    this.expect(':');
    return origin;
  }

  private scalar(value: string | number | boolean | null): ScalarNode {
    const { source, at: start } = this;
    const code = this.text.charCodeAt(start);
    let node: ScalarNode;
    if (typeof value !== 'string' || isExactNumber(value)) {
      const spelling = typeof value === 'string' ? value.slice(1) : JSON.stringify(value);
      this.expect(spelling);
      if (typeof value === 'string' && !isJsonNumber(spelling)) this.isOther = true;
      const number = spelling === 'null' ? null : typeof value === 'boolean' ? value : Number(spelling);
      node = { kind: 'scalar', value: number, spelling, quoted: false, source, start, end: this.at };
    } else {
      const quoted = code === QUOTE || code === LITERAL || code === FOLDED;
      if (code === QUOTE) this.expect(quote(value));
      else if (quoted) this.lines(value);
      else this.expect(value);
      node = { kind: 'scalar', value, spelling: value, quoted, source, start, end: this.at };
    }
    this.endLine();
    if (checkValue(node).length > 0) this.isOther = true;
    return node;
  }

  /** The text of a block scalar, whose lines begin with spaces. */
  private lines(value: string): void {
    const { text, at: start } = this;
    const isFolded = text.charCodeAt(start) === FOLDED;
    let at = text.indexOf('\n', start) + 1;
    const hasEnd = text.charCodeAt(start + 1) !== DASH;
    const indent = spacesAt(text, at);
    const lines: string[] = [];
    while (at > 0 && at < text.length) {
      const isEmpty = text.charCodeAt(at) === LINE_BREAK;
      if (!isEmpty && spacesAt(text, at) < indent) break;
      const end = text.indexOf('\n', at);
      if (end === -1) break;
      lines.push(isEmpty ? '' : text.slice(at + indent, end));
      at = end + 1;
    }
    this.at = at;
    if (`${lines.join(isFolded ? ' ' : '\n')}${hasEnd ? '\n' : ''}` !== value) this.isOther = true;
  }

  /** Spaces, line breaks and comments before a key, an item or a value without brackets. */
  private skipLines(): void {
    for (; ; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code === NUMBER_SIGN) this.at = this.text.indexOf('\n', this.at);
      else if (code !== SPACE && code !== LINE_BREAK) return;
      if (this.at === -1) {
        this.isOther = true;
        return;
      }
    }
  }

  private isNext(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  private expect(text: string): void {
    if (!this.isNext(text)) this.isOther = true;
    this.at += text.length;
  }

  private endFlow(text: string): void {
    this.expect(text);
    this.endLine();
  }

  private endLine(): void {
    this.lineEnd = this.text.charCodeAt(this.at) === LINE_BREAK ? this.at + 1 : this.at;
  }
}

/** Keys in one line with their value are shorter than 1,024 characters (YAML 1.2.2, section 7.4.2); so are ours. */
const LONGEST_KEY = 1000;

const commentsBelow = /(?:\n *#.*)+\n */y;

const SPACE = 32;
const QUOTE = 34;
const NUMBER_SIGN = 35;
const DASH = 45;
const FOLDED = 62;
const LITERAL = 124;
const LINE_BREAK = 10;

function spacesAt(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) === SPACE) at++;
  return at - start;
}

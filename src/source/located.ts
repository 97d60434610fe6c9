/** Values together with their places in a file. */

import type { Origin } from '../diagnostics/origin.ts';
import { type PairNode, type SyntaxNode, toPlain } from './node.ts';

type Value<T, K extends PropertyKey> = T extends unknown ? (K extends keyof T ? NonNullable<T[K]> : never) : never;
type KeyOf<T> = T extends unknown ? keyof T & string : never;
type Item<T> = T extends readonly (infer I)[] ? I : never;

/**
 * A value together with its place in a file: a typed view of a tree that a schema has accepted.
 * Literal text keeps its spelling through {@link text}, and every part can be pointed at.
 *
 * @example const path = endpoint.get('path')?.text()
 */
export class Located<T> implements Origin {
  readonly node: SyntaxNode;

  constructor(node: SyntaxNode) {
    this.node = node;
  }

  get source() {
    return this.node.source;
  }
  get start() {
    return this.node.start;
  }
  get end() {
    return this.node.end;
  }

  /** The plain value. */
  value(): T {
    return toPlain(this.node) as T;
  }

  /**
   * The text of a scalar, without quotes; empty for a map or list. A number keeps its spelling in the file. A boolean is
   * `true` or `false`, also where the file has `True`: JSON, and so Postman, knows no other spelling.
   */
  text(): string {
    const { node } = this;
    if (node.kind !== 'scalar') return '';
    return typeof node.value === 'boolean' ? String(node.value) : node.spelling;
  }

  /** The value of a key; undefined when the key is absent or has no value. */
  get<K extends KeyOf<T>>(key: K): Located<Value<T, K>> | undefined {
    const pair = this.pair(key);
    if (!pair || (pair.value.kind === 'scalar' && pair.value.value === null)) return undefined;
    return new Located(pair.value);
  }

  /** True when the key is written, with or without a value. */
  has(key: string): boolean {
    return this.pair(key) !== undefined;
  }

  /** The place of a key; the place of the whole map when the key is absent. */
  keyOrigin(key: string): Origin {
    return this.pair(key)?.keyOrigin ?? this;
  }

  /** The items of a list; any other value counts as a list with one item. */
  items(): Located<Item<T>>[] {
    if (this.node.kind === 'sequence') return this.node.items.map((item) => new Located(item));
    return [new Located(this.node)];
  }

  /** The keys and values of a map, in the order of the file. */
  entries(): { key: string; keyOrigin: Origin; value: Located<Value<T, KeyOf<T>>> }[] {
    if (this.node.kind !== 'mapping') return [];
    return this.node.pairs.map(({ key, keyOrigin, value }) => ({ key, keyOrigin, value: new Located(value) }));
  }

  /** True when the value is a mapping, a sequence or a scalar, as asked. */
  is(kind: SyntaxNode['kind']): boolean {
    return this.node.kind === kind;
  }

  /** True when there is no value: `key:`, `~` or `null`. */
  isNull(): boolean {
    return this.node.kind === 'scalar' && this.node.value === null;
  }

  /** The same value with another type, which the caller has checked. */
  as<U>(): Located<U> {
    return this as unknown as Located<U>;
  }

  /** The place of `text().slice(start, end)`; the whole scalar if the file spells that part differently. */
  slice(start: number, end: number): Origin {
    const { source, node } = this;
    if (node.kind !== 'scalar') return this;
    const at = source.text.indexOf(node.spelling.slice(start, end), node.start + start);
    if (at === -1 || at + (end - start) > node.end) return this;
    return { source, start: at, end: at + (end - start) };
  }

  private pair(key: string): PairNode | undefined {
    return this.node.kind === 'mapping' ? this.node.pairs.find((pair) => pair.key === key) : undefined;
  }
}

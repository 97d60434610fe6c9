import type * as z from 'zod';
import type { MappingNode, SyntaxNode } from '../source/node.ts';
import { isMap, keysOf, propertyOf, unionOptions } from './shape.ts';

const contains = ({ start, end }: SyntaxNode, offset: number) => start <= offset && offset <= end;

/** Keys that must not be removed, because the entries cannot be checked without them. */
const needed = new Set(['name', 'environments', 'endpoints', 'folder']);

/**
 * Removes unknown keys and faulty entries, so that the rest can still be checked. Returns undefined if a fault is
 * outside all entries, because most later errors would follow from it.
 *
 * @param node the list
 * @param offsets start of each fault in the file
 */
export function withoutEntries(node: SyntaxNode, offsets: readonly number[]): SyntaxNode | undefined {
  if (node.kind !== 'mapping') return undefined;
  const at = node.pairs.findIndex((pair) => pair.key === 'endpoints');
  const endpoints = node.pairs[at]?.value;
  if (endpoints?.kind !== 'sequence') return undefined;
  const elsewhere = offsets.filter((offset) => !endpoints.items.some((item) => contains(item, offset)));
  const unknown = node.pairs.filter((pair) => elsewhere.includes(pair.keyOrigin.start));
  if (unknown.length < elsewhere.length || unknown.some((pair) => needed.has(pair.key))) return undefined;
  const items = endpoints.items.flatMap((item): SyntaxNode[] => {
    const inside = offsets.filter((offset) => contains(item, offset));
    if (inside.length === 0) return [item];
    const rest = withoutEntries(item, inside);
    return rest ? [rest] : [];
  });
  const pairs = node.pairs
    .map((pair, index) => (index === at ? { ...pair, value: { ...endpoints, items } } : pair))
    .filter((pair) => !unknown.includes(pair));
  return { ...node, pairs };
}

/** Returns a tree without the keys that start at one of these offsets in the file. */
export function withoutKeys(node: SyntaxNode, offsets: ReadonlySet<number>): SyntaxNode {
  if (node.kind === 'sequence') return { ...node, items: node.items.map((item) => withoutKeys(item, offsets)) };
  if (node.kind === 'scalar') return node;
  const kept = node.pairs.filter((pair) => !offsets.has(pair.keyOrigin.start));
  return { ...node, pairs: kept.map((pair) => ({ ...pair, value: withoutKeys(pair.value, offsets) })) };
}

/** Keys whose wrong value leaves others without a meaning: a user and a password belong to a grant. */
const belongTo: Readonly<Record<string, readonly string[]>> = { grant: ['username', 'password'] };

/**
 * Returns a list without the keys outside its entries whose values start at one of these offsets, so that mistakes beside
 * a wrong value can be found too.
 */
export function withoutValues(node: SyntaxNode, offsets: ReadonlySet<number>): SyntaxNode {
  if (node.kind !== 'mapping') return node;
  const wrong = node.pairs.filter(
    ({ key, value }) => offsets.has(value.start) && !needed.has(key) && key !== 'template',
  );
  const gone = new Set(wrong.flatMap(({ key }) => [key, ...(belongTo[key] ?? [])]));
  const kept = node.pairs.filter(({ key }) => !gone.has(key));
  return {
    ...node,
    pairs: kept.map((pair) =>
      pair.key === 'endpoints' ? pair : { ...pair, value: withoutValues(pair.value, offsets) },
    ),
  };
}

const isOwn = (key: string) => key.startsWith('x-');

/**
 * Returns a tree without people's own keys: those that begin with `x-`, in maps that have a fixed set of keys. In other
 * maps, such as `headers` and `json`, they are data.
 */
export function withoutOwnKeys(node: SyntaxNode, schema: z.ZodType): SyntaxNode {
  // Most files have no such key.
  return /(?<![\w-])x-/.test(node.source.text) ? strip(node, schema) : node;
}

/** A map without such a key is returned as it is: lists are large, and few of their maps have one. */
function strip(node: SyntaxNode, schema: z.ZodType): SyntaxNode {
  if (node.kind === 'scalar') return node;
  if (node.kind === 'sequence') {
    const item = itemOf(schema);
    const items = item ? node.items.map((inner) => strip(inner, item)) : node.items;
    return items.some((inner, index) => inner !== node.items[index]) ? { ...node, items } : node;
  }
  const { shape, isFixed } = mapOf(node, schema);
  const pairs = (isFixed ? node.pairs.filter(({ key }) => !isOwn(key)) : node.pairs).map((pair) => {
    const inner = pair.value.kind === 'scalar' ? undefined : propertyOf(shape, pair.key);
    const value = inner ? strip(pair.value, inner) : pair.value;
    return value === pair.value ? pair : { ...pair, value };
  });
  const isSame = pairs.length === node.pairs.length && pairs.every((pair, index) => pair === node.pairs[index]);
  return isSame ? node : { ...node, pairs };
}

/** The schema of the items of a list; undefined if there is none. */
function itemOf(schema: z.ZodType): z.ZodType | undefined {
  const list = unionOptions(schema).find((option) => propertyOf(option, 0));
  return list && propertyOf(list, 0);
}

/** The schema of a map, and whether it has a fixed set of keys. */
interface MapShape {
  readonly shape: z.ZodType;
  readonly isFixed: boolean;
}

/** The branches of a schema that are maps with a fixed set of keys, and what a map is that is none of them. */
interface Branches {
  readonly maps: readonly { readonly known: MapShape; readonly keys: readonly string[]; readonly required: string[] }[];
  readonly other: MapShape;
}

const branchesOf = new WeakMap<z.ZodType, Branches>();

/** The branch of a union that a map is: the first whose required keys it has, else one with keys of any name. */
function mapOf(node: MappingNode, schema: z.ZodType): MapShape {
  const branches = branchesOf.get(schema) ?? toBranches(schema);
  branchesOf.set(schema, branches);
  const has = (key: string) => node.pairs.some((pair) => pair.key === key);
  const fit = branches.maps.find(({ keys, required }) => required.every(has) && keys.some(has));
  return fit?.known ?? branches.other;
}

function toBranches(schema: z.ZodType): Branches {
  const options = unionOptions(schema).flatMap((option) => [...unionOptions(option)]);
  const maps = options.filter(isMap).map((shape) => {
    const keys = keysOf(shape);
    const required = keys.filter((key) => key.required).map(({ key }) => key);
    return { known: { shape, isFixed: true }, keys: keys.map(({ key }) => key), required };
  });
  const anyKey = options.find((option) => !isMap(option) && propertyOf(option, 'x') !== undefined);
  const other = anyKey ?? maps[0]?.known.shape ?? schema;
  return { maps, other: { shape: other, isFixed: isMap(other) } };
}

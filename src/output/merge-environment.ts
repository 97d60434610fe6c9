import { hashEnvironment, type Mark, markOf } from './ownership.ts';

type Tree = Readonly<Record<string, unknown>>;

interface Value {
  readonly key: string;
  readonly value: string;
  readonly type?: string;
}

function valuesOf(content: Tree | undefined): Value[] {
  const { values } = content ?? {};
  return Array.isArray(values) ? values.filter((one): one is Value => typeof one?.key === 'string') : [];
}

/** The values that a user typed into an environment file: all that differ from what was generated. */
export function typedValues(content: Tree): Map<string, string> {
  const generated = markOf(content)?.values ?? {};
  const typed = new Map<string, string>();
  for (const { key, value } of valuesOf(content)) {
    if (String(value ?? '') !== (generated[key] ?? '')) typed.set(key, String(value ?? ''));
  }
  return typed;
}

/**
 * The environment to write: ours, with the values that the user typed. A typed value whose variable is gone is kept
 * at the end, because nothing that was typed may be lost.
 */
export function mergeEnvironment(wanted: Tree, disk: Tree | undefined, list: string): Tree {
  const typed = disk ? typedValues(disk) : new Map<string, string>();
  const generated: Record<string, string> = {};
  const values = valuesOf(wanted).map((one) => {
    if (one.value !== '') generated[one.key] = one.value;
    const own = typed.get(one.key);
    typed.delete(one.key);
    return own === undefined ? one : { ...one, value: own };
  });
  const kept = valuesOf(disk)
    .filter((one) => (typed.get(one.key) ?? '') !== '')
    .map((one) => ({ ...one, value: String(one.value) }));
  const content = { ...wanted, values: [...values, ...kept] };
  const mark: Mark = { list, hash: hashEnvironment({ ...wanted, values: valuesOf(wanted) }), values: generated };
  return { ...content, _postmint: mark };
}

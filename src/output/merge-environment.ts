/** Environment files: generated values, and values that a user entered. */

import { hashEnvironment, type Mark, markOf, type Tree } from './ownership.ts';

interface Value {
  readonly key: string;
  readonly value: string;
  readonly type?: string;
}

function valuesOf(content: Tree | undefined): Value[] {
  const { values } = content ?? {};
  return Array.isArray(values) ? values.filter((value): value is Value => typeof value?.key === 'string') : [];
}

/** Returns the values that a user entered into an environment file: those that differ from the generated values. */
export function typedValues(content: Tree): Map<string, string> {
  const generated = markOf(content)?.values ?? {};
  const typed = new Map<string, string>();
  for (const { key, value } of valuesOf(content)) {
    if (String(value ?? '') !== (generated[key] ?? '')) typed.set(key, String(value ?? ''));
  }
  return typed;
}

/**
 * Returns the environment to write: the generated environment with the values that the user entered. Entered values of
 * variables that no longer exist are kept at the end.
 *
 * @param wanted the generated environment
 * @param disk the environment on disk, if there is one
 * @param list file name of the list
 */
export function mergeEnvironment(wanted: Tree, disk: Tree | undefined, list: string): Tree {
  const typed = disk ? typedValues(disk) : new Map<string, string>();
  const generated: Record<string, string> = {};
  const values = valuesOf(wanted).map((value) => {
    if (value.value !== '') generated[value.key] = value.value;
    const own = typed.get(value.key);
    typed.delete(value.key);
    return own === undefined ? value : { ...value, value: own };
  });
  const kept = valuesOf(disk)
    .filter(({ key }) => (typed.get(key) ?? '') !== '')
    .map((value) => ({ ...value, value: String(value.value) }));
  const content = { ...wanted, values: [...values, ...kept] };
  const mark: Mark = { list, hash: hashEnvironment({ ...wanted, values: valuesOf(wanted) }), values: generated };
  return { ...content, _postmint: mark };
}

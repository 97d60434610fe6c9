import { findReferences, soleReference, textsAround } from '../../notation/references.ts';
import { resolveText } from '../../notation/resolve-text.ts';
import { valuesBetween } from './values-between.ts';

/** How much a part of a request differs from what an entry of the list sends. Less is closer. */
export const cost = {
  equal: 0,
  /** A variable has another value than the server knows. */
  otherValue: 1,
  /** Something is sent that the entry does not send. */
  additional: 3,
  /** Something is missing, or is another text. */
  different: 10,
} as const;

/** The result of a comparison: the difference, and the values that the variables of the entry have in the request. */
export interface Unified {
  readonly cost: number;
  readonly bindings: ReadonlyMap<string, string>;
}

const none: ReadonlyMap<string, string> = new Map();

/** The result for texts that are the same. */
export const same: Unified = { cost: cost.equal, bindings: none };

/** The result for texts that cannot be the same. */
export const different: Unified = { cost: cost.different, bindings: none };

/** Adds up several comparisons. */
export function addUp(parts: readonly Unified[]): Unified {
  if (parts.length === 0) return same;
  const sum = parts.reduce((total, part) => total + part.cost, 0);
  return { cost: sum, bindings: new Map(parts.flatMap(({ bindings }) => [...bindings])) };
}

/**
 * Compares a text of the list, in which `{{variables}}` can have any value, with a text of a request.
 *
 * @param known values of variables, as far as the server knows them
 */
export function unifyText(text: string, found: string, known: ReadonlyMap<string, string>): Unified {
  if (text === found) return same;
  const references = findReferences(text).filter(({ fault }) => fault === undefined);
  if (references.length === 0) return different;
  if (resolveText(text, known) === found) return same;
  const values = valuesBetween(textsAround(text, references), found);
  if (!values) return different;
  const bound = references.flatMap(({ name }, index) => {
    const value = values[index] ?? '';
    return name.startsWith('$') || value === '' ? [] : [[name, value] as const];
  });
  return { cost: cost.otherValue, bindings: new Map(bound) };
}

/** Begins a number of `parseExact`. A bare reference in JSON text is written as such a number. */
const NUMBER = '\u0000';

/**
 * Compares JSON of the list with JSON of a request. Both are values of `parseExact`, so numbers keep their digits.
 *
 * @param optional names of variables that may be missing as a member or an item
 */
export function unifyJson(
  template: unknown,
  found: unknown,
  known: ReadonlyMap<string, string>,
  optional: ReadonlySet<string>,
): Unified {
  if (typeof template === 'string') {
    const sole = soleReference(template.replace(NUMBER, ''));
    if (sole !== undefined && typeof found !== 'object') return unifyText(`{{${sole}}}`, plain(found), known);
    return typeof found === 'string' ? unifyText(template, found, known) : different;
  }
  if (typeof template !== 'object' || template === null || typeof found !== 'object' || found === null) {
    return template === found ? same : different;
  }
  if (Array.isArray(template) !== Array.isArray(found)) return different;
  const isOptional = (value: unknown) => typeof value === 'string' && optional.has(soleReference(value) ?? '');
  if (Array.isArray(template) && Array.isArray(found)) {
    const items = template.length === found.length ? template : template.filter((item) => !isOptional(item));
    if (items.length !== found.length) return different;
    return addUp(items.map((item, index) => unifyJson(item, found[index], known, optional)));
  }
  const other = found as Record<string, unknown>;
  const entries = Object.entries(template);
  const unexpected = Object.keys(other).filter((key) => !Object.hasOwn(template, key)).length;
  const parts = entries.map(([key, value]) => {
    if (Object.hasOwn(other, key)) return unifyJson(value, other[key], known, optional);
    return isOptional(value) ? same : different;
  });
  return addUp([...parts, { cost: unexpected * cost.additional, bindings: none }]);
}

/** A scalar of `parseExact` as text. */
const plain = (value: unknown) => (typeof value === 'string' ? value.replace(NUMBER, '') : String(value));

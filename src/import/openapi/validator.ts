import { dereference, type OutputUnit, validate } from '@cfworker/json-schema';
import { keyOfStep, valueAtReference } from '../../notation/pointer/json-pointer.ts';
import { isTree, type Tree } from './tree.ts';

/** Checks values with one schema. */
export interface Validator {
  isValid(value: unknown): boolean;
  /** Returns where a value is not valid, such as `#/user/name`: nowhere, if that is unknown. Undefined if it is valid. */
  faults(value: unknown): string[] | undefined;
}

/** Accepts every value. */
export const anything: Validator = { isValid: () => true, faults: () => undefined };

/** Keywords whose errors only say that a schema inside of them has errors. */
const outer = new Set(
  `$ref allOf if properties patternProperties additionalProperties items additionalItems propertyNames contains`.split(
    ' ',
  ),
);

/**
 * Returns a validator that walks the schema. Each schema has one or two values to check, and to compile it takes longer
 * than all else that is done with it.
 */
export function validatorOf(schema: Tree): Validator {
  let known: ReturnType<typeof dereference> | undefined;
  const check = (value: unknown, isFirstOnly: boolean): OutputUnit[] | undefined => {
    try {
      known ??= dereference(schema);
      return validate(withNumbers(value), schema, '7', known, isFirstOnly).errors;
    } catch {
      // A schema that contains itself at once, which no value ends, or a pattern that RegExp refuses.
      return undefined;
    }
  };
  return {
    isValid: (value) => (check(value, true) ?? []).length === 0,
    faults: (value) => {
      const all = check(value, false);
      if (!all) return [];
      const inner = all.filter(({ keyword }) => !outer.has(keyword));
      return all.length > 0 ? inner.map(({ instanceLocation }) => instanceLocation) : undefined;
    },
  };
}

/**
 * Removes the parts of a sample that are not valid, such as what is below the last level.
 *
 * @returns the sample, and whether it is valid now
 */
export function withoutFaults(value: unknown, validator: Validator): { value: unknown; isValid: boolean } {
  for (let round = 0; round < 4; round++) {
    const paths = validator.faults(value);
    if (!paths) return { value, isValid: true };
    if (paths.length === 0 || paths.includes('#')) return { value, isValid: validator.isValid(value) };
    // The last items of a list first, so that the indexes of the others stay.
    for (const path of [...new Set(paths)].sort().reverse()) removeAt(value, path);
  }
  return { value, isValid: validator.isValid(value) };
}

/** Removes a part of JSON at a pointer such as `#/Nodes/0/Type`. */
function removeAt(value: unknown, pointer: string): void {
  const end = pointer.lastIndexOf('/');
  const last = keyOfStep(pointer.slice(end + 1));
  const around = valueAtReference(pointer.slice(0, end), value);
  if (Array.isArray(around)) around.splice(Number(last), 1);
  else if (isTree(around)) delete (around as Record<string, unknown>)[last];
}

/** A copy of a value with numbers of many digits as numbers. */
function withNumbers(value: unknown): unknown {
  const text = JSON.stringify(value) ?? '';
  return text.includes('\\u0000') ? JSON.parse(text.replace(/"\\u0000(-?\d[^"]*)"/g, '$1')) : value;
}

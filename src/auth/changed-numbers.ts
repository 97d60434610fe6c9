import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { numberChange } from '../notation/json/json-number.ts';
import type { Located } from '../source/located.ts';

/** Reports the numbers in a value, at any depth, that JavaScript would spell differently, such as `1.10`. */
export function changedNumbers(located: Located<unknown>): Diagnostic[] {
  if (located.is('mapping')) return located.entries().flatMap(({ value }) => changedNumbers(value as Located<unknown>));
  if (located.is('sequence')) return located.items().flatMap((item) => changedNumbers(item as Located<unknown>));
  const value = located.value();
  if (typeof value !== 'number') return [];
  const change = numberChange(value, located.text());
  return change ? [diagnose('number-changes', change, located)] : [];
}

/** Variables to which the user gave a value. A new version of a description may give them other names. */

import { soleReference } from '../../notation/references.ts';
import { isTree } from '../openapi/tree.ts';
import type { Base } from './base.ts';
import type { EntryPlan, FieldChange, Kept } from './changes.ts';
import { type Fields, stampOf } from './fields.ts';
import type { ListedEntry } from './list-entries.ts';

/** Fields that send the value of a parameter. */
const ofParameters = new Set(['path', 'query', 'headers']);

/** What is left of a plan. */
interface Remaining {
  readonly entries: readonly EntryPlan[];
  readonly kept: readonly Kept[];
  /** Variables that would have replaced those of the user. */
  readonly unused: ReadonlySet<string>;
}

/**
 * Keeps the variable of a parameter if the user gave it a value: under its new name, it would have none. An import names
 * `{id}` of several paths `book_id` and `user_id` as soon as there are several.
 */
export function keepVariables(entries: readonly EntryPlan[], typed: ReadonlySet<string>): Remaining {
  const kept: Kept[] = [];
  const unused = new Set<string>();
  const left = entries.flatMap((plan): EntryPlan[] => {
    const changes = plan.changes.filter(({ field, value }) => {
      const [key = '', name = ''] = field.path;
      if (!ofParameters.has(key)) return true;
      const used = variableIn(plan.entry, key, name);
      const wanted = referenceIn(value) ?? (key === 'path' && value === undefined ? name : undefined);
      if (used === undefined || wanted === undefined || used === wanted || !typed.has(used)) return true;
      kept.push({ where: plan.entry.request, field: `${key}/${name}` });
      unused.add(wanted);
      return false;
    });
    const isEmpty = changes.length === 0 && plan.mark === undefined && plan.renamedFrom === undefined;
    return isEmpty ? [] : [{ ...plan, changes }];
  });
  return { entries: left, kept, unused };
}

/** The variable that an entry sends for a parameter. Without a value, `{name}` in a path is the variable `name`. */
function variableIn({ fields, request }: ListedEntry, key: string, name: string): string | undefined {
  const field = fields.get(`${key}/${name}`);
  if (field) return referenceIn(field.value);
  const isWritten = request.includes(`{${name}}`) || request.includes(`{+${name}}`);
  return key === 'path' && isWritten ? name : undefined;
}

/** The variable that a value consists of, in its short or its long form. */
function referenceIn(value: unknown): string | undefined {
  const text = isTree(value) ? value.value : value;
  return typeof text === 'string' ? soleReference(text) : undefined;
}

/**
 * Returns the variables to which the user gave a value, at the top of a list or in an environment.
 *
 * @param head the fields at the top of the list
 */
export function typedVariables(head: Fields, base: Base | undefined): Set<string> {
  const names = new Set<string>();
  const hasValue = (value: unknown) => {
    const own = isTree(value) ? value.value : value;
    return own !== undefined && own !== null && own !== '';
  };
  for (const [field, { path, value }] of head) {
    const [key, name = ''] = path;
    if (base?.head[field] === stampOf(value)) continue;
    if (key === 'variables' && hasValue(value)) names.add(name);
    if (key === 'environments' && isTree(value)) {
      for (const [variable, own] of Object.entries(value)) if (hasValue(own)) names.add(variable);
    }
  }
  return names;
}

/** Leaves out new variables that nothing uses. */
export function withoutUnused(
  changes: readonly FieldChange[],
  head: Fields,
  unused: ReadonlySet<string>,
  isUsed: (name: string) => boolean,
): FieldChange[] {
  return changes.filter(({ field: { path } }) => {
    const [key, name = ''] = path;
    return key !== 'variables' || head.has(path.join('/')) || !unused.has(name) || isUsed(name);
  });
}

/** Variables to which the user gave a value. A new version of a description may give them other names. */

import { soleReference } from '../../notation/references.ts';
import { isTree } from '../openapi/tree.ts';
import type { Base } from './base.ts';
import type { EntryPlan, FieldChange, Kept } from './changes.ts';
import { type Field, type Fields, stampOf } from './fields.ts';
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
  return key === 'path' && isInPath(request, name) ? name : undefined;
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

/** Returns the fields of each entry of a list as they are after an update. */
export function fieldsAfter(listed: readonly ListedEntry[], plans: readonly EntryPlan[]): Fields[] {
  const changes = new Map<ListedEntry, FieldChange[]>();
  for (const { entry, changes: own } of plans) changes.set(entry, [...(changes.get(entry) ?? []), ...own]);
  return listed.map((entry) => {
    const request: Field = { path: ['request'], value: entry.request };
    return changed(new Map(entry.fields).set('request', request), changes.get(entry) ?? []);
  });
}

/** Returns fields with changes. */
export function changed(fields: Fields, changes: readonly FieldChange[]): Map<string, Field> {
  const after = new Map(fields);
  for (const { field, value } of changes) {
    if (value === undefined) after.delete(field.path.join('/'));
    else after.set(field.path.join('/'), { path: field.path, value });
  }
  return after;
}

/** Returns a function that says whether requests, or the top of the list, use a variable. */
export function usedIn(parts: readonly Fields[]): (name: string) => boolean {
  const text = JSON.stringify(parts.map((fields) => [...fields.values()].map(({ value }) => value)));
  return (name) =>
    text.includes(`{{${name}}}`) ||
    parts.some((fields) => !fields.has(`path/${name}`) && isInPath(String(fields.get('request')?.value), name));
}

const isInPath = (request: string, name: string) => request.includes(`{${name}}`) || request.includes(`{+${name}}`);

/**
 * Leaves out changes of variables that the list does not need: a new one that no request uses, because the user's is kept,
 * and the removal of one that a request uses, such as a request of the user's or one that has gone.
 */
export function neededChanges(
  changes: readonly FieldChange[],
  head: Fields,
  unused: ReadonlySet<string>,
  isUsed: (name: string) => boolean,
): FieldChange[] {
  return changes.filter(({ field: { path }, value }) => {
    const [key, name = ''] = path;
    if (key !== 'variables') return true;
    if (value === undefined) return !isUsed(name);
    return head.has(path.join('/')) || !unused.has(name) || isUsed(name);
  });
}

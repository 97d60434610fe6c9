/** Variables to which the user gave a value. A new version of a description may give them other names. */

import { referenceNames } from '../../notation/references.ts';
import type { Printable } from '../../source/print/print-value.ts';
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
      const implied = key === 'path' && isInPath(plan.entry.request, name) ? `{{${name}}}` : undefined;
      const now = textOf(plan.entry.fields.get(`${key}/${name}`)?.value ?? implied);
      const wanted = textOf(value ?? implied);
      if (!hasOtherNames(now, wanted, typed)) return true;
      kept.push({ where: plan.entry.request, field: `${key}/${name}` });
      for (const variable of referenceNames(wanted)) unused.add(variable);
      return false;
    });
    const isEmpty = changes.length === 0 && plan.mark === undefined && plan.renamedFrom === undefined;
    return isEmpty ? [] : [{ ...plan, changes }];
  });
  return { entries: left, kept, unused };
}

/** The value that a field or variable has, in its short or its long form. */
const writtenValue = (written: unknown): unknown => (isTree(written) ? written.value : written);

const textOf = (written: Printable): string => JSON.stringify(writtenValue(written) ?? null);

/**
 * True for texts that differ only in the names of variables, one of which has a value of the user's: what a request sends
 * must not become a value that was meant for another one.
 */
function hasOtherNames(now: string, wanted: string, typed: ReadonlySet<string>): boolean {
  const [names, others] = [referenceNames(now), referenceNames(wanted)];
  const bare = (text: string) => text.replace(/\{\{[^{}]*\}\}/g, '{{}}');
  const isTyped = (name: string, other = '') => name !== other && (typed.has(name) || typed.has(other));
  return bare(now) === bare(wanted) && names.some((name, index) => isTyped(name, others[index]));
}

/**
 * Returns the variables to which the user gave a value, at the top of a list or in an environment.
 *
 * @param head the fields at the top of the list
 * @param next what import would write there now
 */
export function typedVariables(head: Fields, base: Base | undefined, next: Fields): Set<string> {
  const names = new Set<string>();
  const hasValue = (written: unknown) => ![undefined, null, ''].includes(writtenValue(written) as string);
  for (const [field, { path, value }] of head) {
    const [key, name = ''] = path;
    if (base?.head[field] === stampOf(value)) continue;
    if (key === 'variables' && hasValue(value)) names.add(name);
    if (key !== 'environments' || !isTree(value)) continue;
    const written = next.get(field)?.value;
    for (const [variable, own] of Object.entries(value)) {
      const isOfImport = isTree(written) && stampOf(written[variable]) === stampOf(own);
      if (hasValue(own) && !isOfImport) names.add(variable);
    }
  }
  return names;
}

/** Returns the fields of each entry of a list as they are after an update. */
export function fieldsAfter(listed: readonly ListedEntry[], plans: readonly EntryPlan[]): Fields[] {
  const changes = new Map<ListedEntry, FieldChange[]>();
  for (const { entry, changes: own } of plans) changes.set(entry, [...(changes.get(entry) ?? []), ...own]);
  return listed.map((entry) => changed(entry.fields, changes.get(entry) ?? []));
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

/**
 * True if requests, or the top of the list, use a variable.
 *
 * @param isDeclared whether it must be a `{{name}}`; a `{name}` in a path need not be declared
 */
export type Used = (name: string, isDeclared?: boolean) => boolean;

/** Returns a function that says whether parts of a list use a variable. */
export function usedIn(parts: readonly Fields[]): Used {
  const text = JSON.stringify(parts.map((fields) => [...fields.values()].map(({ value }) => value)));
  return (name, isDeclared = false) =>
    text.includes(`{{${name}}}`) ||
    (!isDeclared &&
      parts.some((fields) => !fields.has(`path/${name}`) && isInPath(String(fields.get('request')?.value), name)));
}

const isInPath = (request: string, name: string) => request.includes(`{${name}}`) || request.includes(`{+${name}}`);

/**
 * Returns the changes of variables that the list needs. It does not need a new one that no request uses, because the user's
 * is kept, and not the removal of one that a request uses, such as one of the user's or one that has gone. Where a request
 * uses one that an earlier update omitted, it is added.
 */
export function neededChanges(
  changes: readonly FieldChange[],
  { head, next, unused, isUsed }: { head: Fields; next: Fields; unused: ReadonlySet<string>; isUsed: Used },
): FieldChange[] {
  const needed = changes.filter(({ field: { path }, value }) => {
    const [key, name = ''] = path;
    if (key !== 'variables') return true;
    if (value === undefined) return !isUsed(name);
    return head.has(path.join('/')) || !unused.has(name) || isUsed(name);
  });
  const planned = new Set(needed.map(({ field }) => field.path.join('/')));
  const inEnvironments = [...head.values()].flatMap(({ path, value }) =>
    path[0] === 'environments' && isTree(value) ? Object.keys(value) : [],
  );
  const missing = [...next].flatMap(([field, own]): FieldChange[] => {
    const [key, name = ''] = own.path;
    const isKnown = head.has(field) || planned.has(field) || inEnvironments.includes(name);
    return key === 'variables' && !isKnown && isUsed(name, true) ? [{ field: own, value: own.value }] : [];
  });
  return [...needed, ...missing];
}

import { UniqueNames } from '../entries/names.ts';
import type { DraftEntry } from '../entries/to-entry.ts';
import type { Field } from './fields.ts';
import type { ListedEntry, ListedParts } from './list-entries.ts';
import type { Addition } from './plan-additions.ts';

/** A change of an entry. */
interface Planned {
  readonly entry: ListedEntry;
  readonly changes: readonly { readonly field: Field; readonly value: Field['value'] }[];
  readonly mark?: string;
}

/** What changes or adds names. */
interface Named<Plan> {
  readonly entries: readonly Plan[];
  readonly additions: readonly Addition[];
}

/**
 * Returns a plan after which no two requests of a folder have the same name, as far as that is up to the update: a
 * request keeps its old name if another one has the new name, and a new request gets a number.
 */
export function withUniqueNames<Plan extends Planned>(
  { entries, additions }: Named<Plan>,
  listed: ListedParts,
): Named<Plan> {
  const plans = new Map(entries.map((plan) => [plan.entry, plan]));
  const groups = new Map<unknown, ListedEntry[]>();
  for (const entry of listed.entries) {
    const group = groups.get(entry.group);
    if (group) group.push(entry);
    else groups.set(entry.group, [entry]);
  }
  const keepName = new Set<ListedEntry>();
  const taken = new Map<unknown, UniqueNames>();
  for (const [group, own] of groups) {
    const names = own.map((entry) => nameAfter(entry, plans.get(entry)));
    own.forEach((entry, index) => {
      const old = nameOf(entry);
      if (names[index] === old || names.filter((name) => name === names[index]).length === 1) return;
      keepName.add(entry);
      names[index] = old;
    });
    const unique = new UniqueNames();
    for (const name of names) unique.take(name);
    taken.set(group, unique);
  }
  return {
    entries: entries.map((plan) => (keepName.has(plan.entry) ? withoutName(plan) : plan)).filter(isNeeded),
    additions: additions.map((addition) => {
      const names = addition.after && taken.get(addition.after.group);
      return names ? { ...addition, entries: addition.entries.map((draft) => numbered(draft, names)) } : addition;
    }),
  };
}

const withoutName = <Plan extends Planned>(plan: Plan): Plan => ({
  ...plan,
  changes: plan.changes.filter(({ field }) => field.path[0] !== 'name'),
});

const isNeeded = ({ changes, mark }: Planned) => changes.length > 0 || mark !== undefined;

const nameOf = ({ fields, request }: ListedEntry): string => String(fields.get('name')?.value ?? request);

function nameAfter(entry: ListedEntry, plan: Planned | undefined): string {
  const change = plan?.changes.find(({ field }) => field.path[0] === 'name');
  return change === undefined ? nameOf(entry) : String(change.value ?? entry.request);
}

function numbered(draft: DraftEntry, names: UniqueNames): DraftEntry {
  const { name } = draft.keys;
  if (typeof name !== 'string') return draft;
  const unique = names.take(name);
  return unique === name ? draft : { ...draft, keys: { ...draft.keys, name: unique } };
}

import { carriedVariables } from '../../model/identities.ts';
import { signInNeeds } from '../../model/sign-in-form.ts';
import { findReferences } from '../../notation/references.ts';
import type { RunPlan } from '../plan-run.ts';

/**
 * Returns the names of the variables that a plan needs: those in its requests, auth and token requests, and those in the
 * values of these variables.
 */
export function neededVariables(plan: RunPlan, values: ReadonlyMap<string, string>): Set<string> {
  const needed = new Set<string>();
  const add = (name: string) => {
    if (needed.has(name) || name.startsWith('$')) return;
    needed.add(name);
    for (const reference of findReferences(values.get(name) ?? '')) add(reference.name);
  };
  for (const { endpoint } of plan.requests) for (const name of endpoint.uses) add(name);
  for (const identity of plan.identities) for (const name of carriedVariables(identity)) add(name);
  for (const { identity } of plan.tokenRequests) for (const name of signInNeeds(identity.signIn)) add(name);
  return needed;
}

import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Endpoint } from '../../model/api.ts';
import { neededAssertion, saveAssertionName } from '../../model/expectation.ts';
import { type Evidence, type Heard, plannedAndHeard } from '../collector.ts';
import { inIteration } from './result-parts.ts';

/** Requests that were not sent because another request failed to save a value for them. */
interface Unsaved {
  /** One diagnostic for each request that should have saved values, at the first request that needs them. */
  readonly diagnostics: readonly Diagnostic[];
  /** True for a request that the diagnostics are about. */
  readonly includes: (id: string, iteration: number) => boolean;
}

/** The requests that one request saved nothing for. */
interface Group {
  readonly first: Endpoint;
  /** Name of the first request, with its iteration. */
  readonly request: string;
  readonly message: string;
  readonly others: string[];
}

/**
 * Finds the requests that were not sent because a value was not saved. Those that need the same request have one cause,
 * so they are one diagnostic.
 */
export function judgeUnsaved(evidence: Evidence): Unsaved {
  const groups: Group[] = [];
  /** By the request that should have saved the values, and by those that were not sent: they saved nothing either. */
  const groupOf = new Map<string, Group>();
  const found = new Set<string>();
  const savers = new Map<string, Endpoint>();
  for (const { planned, iteration, heard } of plannedAndHeard(evidence)) {
    const { endpoint } = planned;
    const message = reasonUnsent(heard);
    const saver = [...endpoint.uses].flatMap((name) => savers.get(`${iteration} ${name}`) ?? [])[0];
    if (message !== undefined && saver && !endpoint.always) {
      const key = `${iteration} ${saver.id}`;
      const request = `${endpoint.name}${inIteration(iteration, evidence.iterations)}`;
      const known = groupOf.get(key);
      known?.others.push(endpoint.name);
      const group = known ?? { first: endpoint, request, message, others: [] };
      if (!known) groups.push(group);
      found.add(`${iteration} ${endpoint.id}`);
      for (const place of [key, `${iteration} ${endpoint.id}`]) groupOf.set(place, group);
    }
    for (const { variable } of endpoint.saves) {
      if (savedNothing(heard, variable)) savers.set(`${iteration} ${variable}`, endpoint);
    }
    for (const { variable } of endpoint.sets ?? []) {
      if (!heard?.sent) savers.set(`${iteration} ${variable}`, endpoint);
    }
  }
  const diagnostics = groups.map(({ first, request, message, others }) =>
    diagnose('assertion-failed', { request, assertion: neededAssertion, message, unsent: others }, first.origin),
  );
  return { diagnostics, includes: (id, iteration) => found.has(`${iteration} ${id}`) };
}

/** Why our script stopped a request; undefined if it was sent, or if something else failed in it as well. */
function reasonUnsent(heard: Heard | undefined): string | undefined {
  if (!heard || heard.sent || heard.scriptErrors.length > 0) return undefined;
  const failed = heard.assertions.filter(({ failure }) => failure !== undefined);
  return failed.every(({ name }) => name === neededAssertion) ? failed[0]?.failure : undefined;
}

function savedNothing(heard: Heard | undefined, variable: string): boolean {
  const save = heard?.assertions.find(({ name }) => name === saveAssertionName(variable));
  return save === undefined || save.failure !== undefined;
}

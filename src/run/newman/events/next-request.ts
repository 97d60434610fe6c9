import type { JsonObject } from '../newman-job.ts';
import { asText } from './as-text.ts';

/** Returns the names and ids of the requests that a script can go to: not those of folders. */
export function namesIn(collection: JsonObject): Set<string> {
  const names = new Set<string>();
  const open = [collection];
  for (let group = open.pop(); group !== undefined; group = open.pop()) {
    if (Array.isArray(group.item)) {
      for (const item of group.item as JsonObject[]) open.push(item);
    } else {
      for (const name of [group.name, group.id]) if (typeof name === 'string') names.add(name);
    }
  }
  return names;
}

/**
 * Why the request that a script goes to next is not found; undefined if it is. newman would end the run as if all was well.
 *
 * @param next what the script gave `setNextRequest`; null ends the run
 * @param known names and ids of the requests; undefined if scripts do not decide
 */
export function lostRequest(next: unknown, known: ReadonlySet<string> | undefined): string | undefined {
  if (!known || next === undefined || next === null) return undefined;
  if (typeof next === 'string' && known.has(next)) return undefined;
  return `setNextRequest names no request of this run: ${JSON.stringify(asText(next, 200))}`;
}

import type { JsonObject } from '../newman-job.ts';
import { asText } from './as-text.ts';

/** Names and ids of requests and folders, which a script can go to. */
export function namesIn(collection: JsonObject): Set<string> {
  const names = new Set<string>();
  const open = [collection];
  for (let group = open.pop(); group !== undefined; group = open.pop()) {
    for (const name of [group.name, group.id, group._postman_id]) if (typeof name === 'string') names.add(name);
    if (Array.isArray(group.item)) open.push(...(group.item as JsonObject[]));
  }
  return names;
}

/**
 * Why the request that a script goes to next is not found; undefined if it is. newman would end the run as if all was well.
 *
 * @param next what the script gave `setNextRequest`; null ends the run
 * @param known names and ids of the collection; undefined if scripts do not decide
 */
export function lostRequest(next: unknown, known: ReadonlySet<string> | undefined): string | undefined {
  if (!known || typeof next !== 'string' || known.has(next)) return undefined;
  return `setNextRequest names a request that the collection does not have: ${JSON.stringify(asText(next, 200))}`;
}

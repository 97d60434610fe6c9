/** Ids of events where scripts may send a request several times in an iteration. */

/** Returns the id of the events of the nth time, counted from 1. */
export const idOfTime = (id: string, time: number): string => (time > 1 ? `${id}#${time}` : id);

/** Returns the id of a request in the collection, and which time an event belongs to. */
export function timeOf(id: string): { readonly base: string; readonly time: number } {
  const at = id.lastIndexOf('#');
  return at === -1 ? { base: id, time: 1 } : { base: id.slice(0, at), time: Number(id.slice(at + 1)) };
}

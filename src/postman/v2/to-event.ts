import type { ScriptsByEvent } from '../scripts/script-context.ts';
import type { Event } from './types.ts';

/** Returns the key `event` for an item. The texts of an event become one script; without any text there is no key. */
export function toEvents({ prerequest, beforeSending = [], test }: ScriptsByEvent): { event?: Event[] } {
  const all = [toEvent('prerequest', prerequest), toEvent('prerequest', beforeSending), toEvent('test', test)];
  const events = all.filter((event) => event !== undefined);
  return events.length > 0 ? { event: events } : {};
}

function toEvent(listen: Event['listen'], texts: readonly string[]): Event | undefined {
  if (texts.length === 0) return undefined;
  return { listen, script: { type: 'text/javascript', exec: texts.join('\n').split('\n') } };
}

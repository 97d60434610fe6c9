import type { ScriptsByEvent } from '../scripts/script-context.ts';
import type { Event } from './types.ts';

/** Returns the key `event` for an item. The texts of an event become one script; without any text there is no key. */
export function toEvents({ prerequest, test }: ScriptsByEvent): { event?: Event[] } {
  const events = [toEvent('prerequest', prerequest), toEvent('test', test)].filter((event) => event !== undefined);
  return events.length > 0 ? { event: events } : {};
}

function toEvent(listen: Event['listen'], texts: readonly string[]): Event | undefined {
  if (texts.length === 0) return undefined;
  return { listen, script: { type: 'text/javascript', exec: texts.join('\n').split('\n') } };
}

import { wordsOf } from '../../notation/literal-secret/secret-key.ts';
import { safeMethods } from '../../notation/methods.ts';
import type { Operation } from '../openapi/description.ts';

/** First words of operations that read, although their method may change data. */
const reading = /^(?:search|query|find|lookup|filter|count|preview)$/;

/** First words of operations that change data, although their method promises not to. */
const changing =
  /^(?:add|apply|approve|archive|assign|cancel|change|clear|close|confirm|create|deactivate|delete|disable|drop|enable|execute|expire|flush|generate|import|increment|install|kill|lock|logout|merge|move|patch|purge|put|rebuild|regenerate|register|reject|remove|rename|reset|restart|restore|resume|revoke|rotate|run|send|set|shutdown|start|stop|store|submit|subscribe|suspend|switch|sync|terminate|toggle|trigger|unassign|unlink|unlock|unregister|unsubscribe|update|upgrade|upload|verify|write)$/;

/**
 * Returns `safe` for an operation; undefined where its method says what is true. A read by POST is recognized by the first
 * word of its id, its summary, or the last word of its path; a GET that changes data by the first word of id and summary.
 */
export function safetyOf({ method, id = '', summary = '', path }: Operation): boolean | undefined {
  const [ofId = ''] = wordsOf(id.slice(id.lastIndexOf('/') + 1)).slice(0, 1);
  const [ofSummary = ''] = wordsOf(summary);
  // Summaries of reads also begin with words such as "send"; an id says what the operation does.
  if (safeMethods.has(method)) return changing.test(id === '' ? ofSummary : ofId) ? false : undefined;
  // RFC 10008: QUERY is safe.
  if (method === 'QUERY') return true;
  if (method !== 'POST' || changing.test(ofId) || changing.test(ofSummary)) return undefined;
  const last =
    path
      .split('/')
      .filter((segment) => segment !== '' && !segment.startsWith('{'))
      .at(-1) ?? '';
  const isRead = reading.test(ofId) || reading.test(ofSummary) || reading.test(last.toLowerCase());
  return isRead ? true : undefined;
}

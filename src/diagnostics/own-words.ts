import { catalogue, codes, type Entry } from './catalogue.ts';

/**
 * Returns all text of diagnostics that does not depend on facts: codes, severities, and the constant words of messages
 * and hints. If a secret happens to be one of these words, finding it in a report is not a leak.
 */
export function ownWordsOfDiagnostics(): string {
  // Replaces any fact: it works as an empty text and as an empty list.
  const nothing = Object.assign(new String(''), { join: () => '', map: () => [] });
  const facts = new Proxy({}, { get: () => nothing });
  const words = codes.flatMap((code) => {
    const { severity, message, hint, details } = catalogue[code] as Entry<unknown>;
    return [code, severity, message(facts), String(hint?.(facts) ?? ''), ...(details?.(facts) ?? [])];
  });
  return words.join('\n');
}

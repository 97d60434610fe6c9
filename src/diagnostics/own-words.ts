import { catalogue, codes, type Entry } from './catalogue.ts';

/**
 * Our own words in all messages and hints, and all codes: what a diagnostic says whatever its facts are. A secret that
 * happens to be one of them is no secret there.
 */
export function ownWordsOfDiagnostics(): string {
  // Stands for any fact: an empty text, which is an empty list as well.
  const nothing = Object.assign(new String(''), { join: () => '', map: () => [] });
  const facts = new Proxy({}, { get: () => nothing });
  const words = codes.flatMap((code) => {
    const { severity, message, hint } = catalogue[code] as Entry<unknown>;
    return [code, severity, message(facts), String(hint?.(facts) ?? '')];
  });
  return words.join('\n');
}

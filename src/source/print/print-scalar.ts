import { stringify } from 'yaml';

/**
 * Returns a text as a YAML scalar in one line, with quotes if it needs them.
 *
 * @example printScalar('yes: no') // '"yes: no"'
 */
export function printScalar(text: string): string {
  return stringify(text, { lineWidth: 0, defaultKeyType: 'PLAIN', blockQuote: false }).trimEnd();
}

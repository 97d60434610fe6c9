import type { Expectation } from '../../model/expectation.ts';
import { parseExact, stringifyExact } from '../../notation/json/json-number.ts';
import { parsePath, valueAt } from '../../notation/json/json-path.ts';
import type { ReceivedResponse } from '../runner.ts';

/** Longest value that is shown, in characters. */
const LIMIT = 120;

/**
 * Returns the actual value for a failed expectation, cut to 120 characters; undefined if there is none to show. Messages
 * of scripts contain only the path and the type, because every runner logs them. The value is read here, where it can be
 * masked.
 *
 * @param message the assertion's message. For a value in JSON it starts with a path such as `$.Login:`
 */
export function actualOf(
  expectation: Expectation | undefined,
  message: string,
  response: ReceivedResponse | undefined,
): string | undefined {
  if (!response || !expectation) return undefined;
  switch (expectation.kind) {
    case 'header':
      return cut(valuesOf(expectation.name, response)?.join(', '));
    case 'body':
    case 'schema':
      return cut(valueIn(response.body, message));
    case 'text':
      return cut(response.body.replace(/\s+/g, ' '));
    default:
      return undefined;
  }
}

/** True for a value that is shown everywhere, unless a secret touches it: a number, a boolean, null, or a short word. */
export function isPlainValue(value: string): boolean {
  return /^(?:-?\d{1,20}(?:\.\d{1,6})?|true|false|null|"?[A-Za-z][A-Za-z0-9_]{0,19}"?)$/.test(value);
}

/**
 * Puts the value in place of its type into the message of a script.
 *
 * @example withValue('$.page: expected 1, found number', '2') // '$.page: expected 1, found 2'
 */
export function withValue(message: string, value: string): string {
  const found = /, found (?:other text|[a-z]+)$/.exec(message);
  return found ? `${message.slice(0, found.index)}, found ${value}` : `${message}; found ${value}`;
}

/** All values of a header; undefined when the answer does not have it. */
function valuesOf(name: string, { headers }: ReceivedResponse): string[] | undefined {
  const found = headers.filter(({ key }) => key.toLowerCase() === name.toLowerCase());
  return found.length > 0 ? found.map(({ value }) => value) : undefined;
}

function valueIn(body: string, message: string): string | undefined {
  const place = /^(\$[^:]*):/.exec(message)?.[1];
  const path = place === undefined ? undefined : parsePath(place);
  if (!path || !('steps' in path)) return undefined;
  try {
    const value = valueAt(parseExact(body.replace(/^\ufeff/, '')), path.steps);
    return value === undefined ? undefined : stringifyExact(value);
  } catch {
    return body.replace(/\s+/g, ' ');
  }
}

function cut(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  return text.length > LIMIT ? `${text.slice(0, LIMIT)}…` : text;
}

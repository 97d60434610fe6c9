import { isZero, parseExact, parseQuietly, stringifyExact } from '../../notation/json/json-number.ts';
import type { ReceivedResponse } from '../runner.ts';

/** Longest excerpt of an answer, in characters. */
const LIMIT = 300;

/** Longest reason of a server, in characters. */
const REASON = 200;

/** Names of the fields in which servers explain an error, the most telling first (RFC 6749, RFC 9457, common use). */
const telling = [
  'error_description',
  'error',
  'errors',
  'message',
  'error_message',
  'msg',
  'title',
  'detail',
  'details',
  'description',
  'reason',
  'fault',
  'code',
  'error_code',
];

/**
 * Returns the start of an answer in one line: of JSON, the fields that explain an error come first; of a web page, the
 * text. Undefined for an answer without text. Secrets are masked by the caller.
 *
 * @example excerptOf({ body: '{"id": 1, "error": "too long"}', … }) // '{"error":"too long","id":1}'
 */
export function excerptOf({ body }: Pick<ReceivedResponse, 'body'>): string | undefined {
  const text = jsonOf(body) ?? textOf(body);
  return text === '' ? undefined : cut(text, LIMIT);
}

/**
 * Returns the fields that report an error, in one line; undefined if there are none. Some servers report errors with
 * status 200, as GraphQL does. The rest of such an answer may be private.
 *
 * @example errorsIn({ body: '{"data":null,"errors":[{"message":"no such book"}]}', … }) // '{"errors":[{"message":"no such book"}]}'
 */
export function errorsIn({ body }: Pick<ReceivedResponse, 'body'>): string | undefined {
  const json = parsed(body);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const fields = Object.entries(json).filter(([key, value]) => isError(key) && value && !isNothing(value));
  return fields.length > 0 ? excerptOf({ body: stringifyExact(Object.fromEntries(fields)) }) : undefined;
}

const isError = (key: string) => /^(?:errors?|error_?(?:description|message|code)|fault)$/i.test(key);
const isNothing = (value: unknown) => isZero(value) || (Array.isArray(value) && value.length === 0);

/** Returns why a server refused, in its own words and in one line; undefined if the answer does not say. */
export function reasonIn({ body }: Pick<ReceivedResponse, 'body'>): string | undefined {
  const text = reasonOf(parsed(body), 3)?.replace(/\s+/g, ' ').trim();
  return text ? cut(text, REASON) : undefined;
}

/** The first text in a telling field, also inside `error: { message: … }` and `errors: [{ … }]`. */
function reasonOf(json: unknown, depth: number): string | undefined {
  if (typeof json !== 'object' || json === null || depth === 0) return undefined;
  if (Array.isArray(json)) {
    return typeof json[0] === 'string' && isTelling(json[0]) ? json[0] : reasonOf(json[0], depth - 1);
  }
  const fields = new Map(Object.entries(json).map(([key, value]): [string, unknown] => [key.toLowerCase(), value]));
  for (const name of telling) {
    const value = fields.get(name);
    const found = typeof value === 'string' && isTelling(value) ? value : reasonOf(value, depth - 1);
    if (found) return found;
  }
  return undefined;
}

/** True for words, and for a code such as `mfa_required`. Another single word may be a token. */
function isTelling(text: string): boolean {
  // A secret in the text was masked, and may have had its spaces.
  const isMasked = text.includes('••••••') && /[^•]{8}/.test(text);
  return isMasked || /\S\s+\S/.test(text) || (text.length <= 40 && /^[a-z]+(?:_[a-z]+)+$/i.test(text));
}

/** Sorts the fields of a map: first those that explain an error, then those that contain such a field. */
function tellingFirst(json: unknown, depth = 3): unknown {
  if (!isMap(json) || depth === 0) return json;
  const rank = ([key, value]: [string, unknown]) => {
    const at = telling.indexOf(key.toLowerCase());
    return at !== -1 ? at : tells(value, depth - 1) ? telling.length : telling.length + 1;
  };
  const sorted = Object.entries(json).toSorted((a, b) => rank(a) - rank(b));
  return Object.fromEntries(sorted.map(([key, value]) => [key, tellingFirst(value, depth - 1)]));
}

const isMap = (json: unknown): json is object => typeof json === 'object' && json !== null && !Array.isArray(json);

/** True if a map has a field that reports an error, at any level down to `depth`. */
function tells(json: unknown, depth: number): boolean {
  return (
    isMap(json) && depth > 0 && Object.entries(json).some(([key, value]) => isError(key) || tells(value, depth - 1))
  );
}

/** JSON in one line; undefined for other text, and for JSON that is too deep to be written again. */
function jsonOf(body: string): string | undefined {
  const json = parsed(body);
  try {
    return json === undefined ? undefined : stringifyExact(tellingFirst(json));
  } catch {
    return undefined;
  }
}

const parsed = (body: string) => parseQuietly(body.replace(/^\ufeff/, ''), parseExact);

/** A text in one line. Of a web page, only the text; nothing of a file that is not text. */
function textOf(body: string): string {
  const start = body.slice(0, 20_000);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a file with such characters is not text
  const noise = start.match(/[\u0000-\u0008\u000e-\u001f\ufffd]/g)?.length ?? 0;
  if (noise > start.length / 10) return '';
  const isPage = /<(?:!doctype html|html)\b/i.test(start);
  const plain = isPage ? start.replace(/<(script|style)\b.*?(?:<\/\1>|$)/gis, ' ').replace(/<[^>]*>/g, ' ') : start;
  return plain.replace(/\s+/g, ' ').trim();
}

const cut = (text: string, limit: number) => (text.length > limit ? `${text.slice(0, limit)}…` : text);

import { decodeQuietly } from '../../notation/encode.ts';
import { isSecretName } from '../../notation/secret-name.ts';
import type { JsonObject } from './collection-file.ts';
import { isObject, objectsIn, textOf } from './read-json.ts';

/** Attributes of `auth` whose values are secrets, whatever their type. */
const secretAttributes = /password|secret|token|^value$|^authkey$|privatekey|signature/i;
const plainAttributes = /name|type|method|algorithm|timestamp|prefix|url|uri|^addTokenTo$/i;
/** Parameters of credentials that are secrets, such as those of Digest (RFC 7616) and of OAuth 1.0 (RFC 5849). */
const secretParameters = /response|signature|token|secret|password/i;

/**
 * Finds texts in a collection that are secrets by their place: attributes of `auth`, values of headers such as
 * Authorization, of fields that are named like secrets, and passwords in URLs. Variables are not included.
 */
export function findSecretTexts(collection: JsonObject): string[] {
  const found = new Set<string>();
  // Without recursion: a file may be nested deep in places that no run reads.
  const open: unknown[] = [collection];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (Array.isArray(value)) for (const inner of value) open.push(inner);
    if (!isObject(value)) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'auth') for (const text of inAuth(inner)) found.add(text);
      if (key === 'header' || key === 'urlencoded' || key === 'formdata' || key === 'query') {
        for (const text of inFields(inner)) found.add(text);
      }
      if (key === 'url' || key === 'raw' || key === 'request') for (const text of inUrl(inner)) found.add(text);
      if (key === 'body') for (const text of inBody(inner)) found.add(text);
      if (typeof inner === 'object' && inner !== null) open.push(inner);
    }
  }
  return [...found].flatMap(literalParts);
}

/** The shortest part of a text with references that is a secret by itself. */
const SHORTEST_PART = 6;

/** A text, or what is between its references. */
const literalParts = (text: string): string[] =>
  text.includes('{{')
    ? text.split(/\{\{[^{}]*\}\}/).filter((part) => part.length >= SHORTEST_PART)
    : text === ''
      ? []
      : [text];

/** Attributes are a list in v2.1, and an object in v2.0. */
function inAuth(auth: unknown): string[] {
  if (!isObject(auth) || typeof auth.type !== 'string') return [];
  const own = auth[auth.type];
  const pairs = isObject(own)
    ? Object.entries(own)
    : objectsIn(own).map(({ key, value }) => [textOf(key), value] as const);
  return pairs.flatMap(([key, value]) =>
    secretAttributes.test(key) && !plainAttributes.test(key) && typeof value === 'string' ? [value] : [],
  );
}

function inFields(list: unknown): string[] {
  return objectsIn(list).flatMap(({ key, value }) => {
    const name = textOf(key);
    if (typeof value !== 'string') return [];
    if (/^(?:proxy-)?authorization$/i.test(name)) return inCredentials(value);
    if (/^cookie$/i.test(name)) return value.split(/;\s*/).map((pair) => pair.replace(/^[^=]*=/, ''));
    return isSecretName(name) ? [value] : [];
  });
}

/** The secrets of credentials: a token, or parameters (RFC 9110, section 11.4). Their other words are no secrets. */
function inCredentials(text: string): string[] {
  const rest = text.replace(/^\S+ +/, '');
  if (/^[\w.~+/=-]+$/.test(rest)) return [rest];
  return [...rest.matchAll(/([\w-]+)="?([^",]+)"?/g)].flatMap(([, key = '', value = '']) =>
    secretParameters.test(key) ? [value] : [],
  );
}

/** Returns the password of a URL, and the values of its query that are named like secrets. */
export function inUrl(url: unknown): string[] {
  const text = textOf(url);
  const password = /^\w+:\/\/[^/?#@:]*:([^/?#@]+)@/.exec(text)?.[1];
  const query = [...text.matchAll(/[?&]([^=&#]+)=([^&#]*)/g)].flatMap(([, key = '', value = '']) =>
    isSecretName(key) ? [value, decodeQuietly(value)] : [],
  );
  return [...(password === undefined ? [] : [password, decodeQuietly(password)]), ...query];
}

/** Values of a raw JSON body whose keys are named like secrets. */
function inBody(body: unknown): string[] {
  if (!isObject(body) || typeof body.raw !== 'string') return [];
  return [...body.raw.matchAll(/"([^"\\]+)"\s*:\s*"((?:[^"\\]|\\.)*)"/g)].flatMap(([, key = '', value = '']) =>
    isSecretName(key) ? [value] : [],
  );
}

import type { Field } from '../auth/sign-in.ts';
import { parseQuietly } from '../notation/json/json-number.ts';
import { findReferences } from '../notation/references.ts';

/** Why an auth type cannot make what it sends. */
export interface SignedFault {
  /** The attribute at fault. */
  readonly attribute: string;
  /** In words; the attribute is the subject. */
  readonly reason: string;
}

/** Returns the value of a text with variables; undefined if it is not known yet. */
export type Resolve = (text: string) => string | undefined;

/** Algorithms of JSON Web Signatures with a key pair (RFC 7518, section 3.1), as Postman knows them. */
const keyPairs = ['RS', 'PS', 'ES'].flatMap((kind) => ['256', '384', '512'].map((size) => kind + size));
const secretKeys = ['HS256', 'HS384', 'HS512'];
const oauth1Methods = ['HMAC-SHA1', 'HMAC-SHA256', 'HMAC-SHA512', 'RSA-SHA1', 'RSA-SHA256', 'RSA-SHA512', 'PLAINTEXT'];

/** The attributes of one auth, as the rules below read them. */
class Attributes {
  private readonly fields: readonly Field[];
  private readonly resolve: Resolve;

  constructor(fields: readonly Field[], resolve: Resolve) {
    this.fields = fields;
    this.resolve = resolve;
  }

  text(key: string): string {
    return this.fields.find((field) => field.key === key)?.value ?? '';
  }

  value(key: string): string | undefined {
    return this.resolve(this.text(key));
  }

  /** Faults of those that have no value. */
  absent(...keys: string[]): SignedFault[] {
    return keys.flatMap((key) => this.fault(key, this.value(key) === '' && 'is missing or empty'));
  }

  /** @param fallback what Postman uses if there is no value */
  oneOf(key: string, known: readonly string[], fallback = ''): SignedFault[] {
    const value = this.value(key);
    return this.fault(
      key,
      value !== undefined && !known.includes(value || fallback) && `must be one of ${known.join(', ')}`,
    );
  }

  matching(key: string, pattern: RegExp, name: string): SignedFault[] {
    const value = this.value(key);
    return this.fault(key, value !== undefined && !pattern.test(value) && `is not ${name}`);
  }

  json(key: string): SignedFault[] {
    return this.fault(key, jsonFault(this.text(key), this.resolve));
  }

  fault(attribute: string, reason: string | false | undefined): SignedFault[] {
    return reason ? [{ attribute, reason }] : [];
  }
}

const rules: Readonly<Record<string, (auth: Attributes) => SignedFault[]>> = {
  hawk: (auth) => [...auth.absent('authId', 'authKey'), ...auth.oneOf('algorithm', ['sha256', 'sha1'], 'sha256')],
  edgegrid: (auth) => auth.absent('accessToken', 'clientToken', 'clientSecret'),
  oauth1: (auth) => [
    ...auth.absent('consumerKey'),
    ...auth.oneOf('signatureMethod', oauth1Methods),
    ...(auth.value('signatureMethod')?.startsWith('RSA-')
      ? auth.matching('privateKey', anyPem, 'a private key in PEM')
      : []),
  ],
  jwt: (auth) => {
    const algorithm = auth.value('algorithm') ?? '';
    return [
      ...auth.oneOf('algorithm', [...secretKeys, ...keyPairs]),
      ...(secretKeys.includes(algorithm) ? auth.absent('secret') : []),
      ...(keyPairs.includes(algorithm) ? auth.matching('privateKey', pkcs8, PKCS8) : []),
      ...auth.json('payload'),
      ...auth.json('header'),
    ];
  },
  asap: (auth) => {
    const claims = auth.text('claims');
    return [
      // The claims may have these instead.
      ...auth.absent(...['kid', 'iss', 'aud'].filter((key) => !claims.includes(`"${key}"`))),
      ...auth.oneOf('alg', keyPairs, 'RS256'),
      ...auth.matching('privateKey', /^"?(?:data:|-----BEGIN PRIVATE KEY-----)/, PKCS8),
      ...auth.json('claims'),
    ];
  },
  apikey: (auth) => {
    const isBroken = auth.value('in') === 'query' && /[+%]/.test(auth.value('value') ?? '');
    return auth.fault('value', isBroken && 'has a "+" or "%", which Postman does not encode in a query');
  },
};

/**
 * Returns why Postman could not sign with these attributes. It would not say so: it sends the request without its
 * Authorization header, and a public answer to that is green.
 *
 * @param resolve returns the value of an attribute's text. Before a run, only texts without variables have one
 */
export function signedFaults(type: string, attributes: readonly Field[], resolve: Resolve): SignedFault[] {
  return rules[type]?.(new Attributes(attributes, resolve)) ?? [];
}

const PKCS8 = 'a private key in PEM as PKCS #8 ("-----BEGIN PRIVATE KEY-----")';
const pkcs8 = /^-----BEGIN PRIVATE KEY-----\s[A-Za-z0-9+/=\s]+-----END PRIVATE KEY-----/;
const anyPem = /^-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s[A-Za-z0-9+/=\s]+-----END/;

/** Why a text is not the JSON of a map, or another one once its variables are replaced: a value can have a quote. */
function jsonFault(text: string, resolve: Resolve): string | undefined {
  const value = resolve(text);
  if (value === undefined || value.trim() === '') return undefined;
  const sent = parseQuietly(value);
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) {
    const isByValue = parseQuietly(text) !== undefined && findReferences(text).length > 0;
    return isByValue ? CHANGED : 'is not JSON of a map';
  }
  const written = parseQuietly(text);
  if (written === undefined) return undefined;
  return JSON.stringify(resolved(written, resolve)) === JSON.stringify(sent) ? undefined : CHANGED;
}

const CHANGED = 'is other JSON once its variables are replaced: a value has a quote, a backslash or a line break';

function resolved(json: unknown, resolve: Resolve): unknown {
  if (typeof json === 'string') return resolve(json) ?? json;
  if (Array.isArray(json)) return json.map((item) => resolved(item, resolve));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, resolved(value, resolve)]));
}

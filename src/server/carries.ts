import { timingSafeEqual } from 'node:crypto';
import type { Identity } from '../auth/sign-in.ts';
import { soleReference } from '../notation/references.ts';
import { resolveText } from '../notation/resolve-text.ts';

/** The parts of a request in which credentials are sent. */
export interface Credentials {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** True when the server itself issued this value for the token variable, and the value is still valid. */
type Accepts = (variable: string, value: string) => Promise<boolean>;

/**
 * True when a request carries the credentials of an identity: a token that the server issued, or the values of the
 * identity's variables. Always true for an auth type that the server cannot check.
 *
 * @param values the current value of each variable, by name
 * @param accepts decides about tokens that the server issued
 */
export async function carries(
  auth: Identity['auth'],
  { url, headers }: Credentials,
  values: ReadonlyMap<string, string>,
  accepts: Accepts,
): Promise<boolean> {
  const text = (key: string) => auth.attributes.find((attribute) => attribute.key === key)?.value ?? '';
  const wanted = (key: string) => resolveText(text(key), new Map(values));
  const header = (name: string) => {
    const value = headers[name.toLowerCase()];
    return typeof value === 'string' ? value : undefined;
  };
  const matches = async (key: string, found: string | undefined) => {
    if (found === undefined) return false;
    const variable = soleReference(text(key));
    const issued = variable !== undefined && (await accepts(variable, found));
    return issued || equal(found, wanted(key));
  };
  const authorization = header('authorization');
  switch (auth.type) {
    case 'bearer':
      return matches('token', /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]);
    case 'basic': {
      const pair = `${wanted('username')}:${wanted('password')}`;
      return equal(authorization ?? '', `Basic ${Buffer.from(pair).toString('base64')}`);
    }
    case 'apikey': {
      const name = wanted('key');
      const found = wanted('in') === 'query' ? (url.searchParams.get(name) ?? undefined) : header(name);
      return matches('value', found);
    }
    case 'awsv4':
      // Only the access key and the form of the signature are checked; the signature is not verified.
      return matches(
        'accessKey',
        /^AWS4-HMAC-SHA256 Credential=([^/]+)\/.*Signature=[0-9a-f]{64}$/.exec(authorization ?? '')?.[1],
      );
    default: {
      // The signature is not verified: the header only has to be of the right scheme.
      const scheme = resolveText(auth.scheme ?? '', new Map(values)).toLowerCase();
      return scheme === '' || authorization?.toLowerCase().startsWith(`${scheme} `) === true;
    }
  }
}

/** True for equal texts, compared in constant time. */
function equal(found: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(found), Buffer.from(wanted)];
  // A reference that is still there has no value, and is not a valid key.
  return wanted !== '' && !wanted.includes('{{') && a.length === b.length && timingSafeEqual(a, b);
}

import { timingSafeEqual } from 'node:crypto';
import type { Identity } from '../auth/sign-in.ts';
import { soleReference } from '../notation/references.ts';
import { resolveText } from '../notation/resolve-text.ts';

/** The parts of a request in which credentials are sent. */
export interface Credentials {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Whether a value is good for the variable of that name, where the server itself has made it. */
type Accepts = (variable: string, value: string) => Promise<boolean>;

/** True when a request carries what its identity says: a token of ours, or the values of its keys. */
export async function carries(
  auth: Identity['auth'],
  { url, headers }: Credentials,
  values: ReadonlyMap<string, string>,
  accepts: Accepts,
): Promise<boolean> {
  const text = (key: string) => auth.attributes.find((one) => one.key === key)?.value ?? '';
  const wanted = (key: string) => resolveText(text(key), new Map(values));
  const header = (name: string) => {
    const value = headers[name.toLowerCase()];
    return typeof value === 'string' ? value : undefined;
  };
  const is = async (key: string, found: string | undefined) => {
    if (found === undefined) return false;
    const variable = soleReference(text(key));
    const made = variable !== undefined && (await accepts(variable, found));
    return made || equal(found, wanted(key));
  };
  const authorization = header('authorization');
  switch (auth.type) {
    case 'bearer':
      return is('token', /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]);
    case 'basic': {
      const pair = `${wanted('username')}:${wanted('password')}`;
      return equal(authorization ?? '', `Basic ${Buffer.from(pair).toString('base64')}`);
    }
    case 'apikey': {
      const name = wanted('key');
      const found = wanted('in') === 'query' ? (url.searchParams.get(name) ?? undefined) : header(name);
      return is('value', found);
    }
    case 'awsv4':
      // The signature itself is not computed again here: who signs is.
      return is(
        'accessKey',
        /^AWS4-HMAC-SHA256 Credential=([^/]+)\/.*Signature=[0-9a-f]{64}$/.exec(authorization ?? '')?.[1],
      );
    default:
      return true;
  }
}

function equal(found: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(found), Buffer.from(wanted)];
  // The name of a variable without a value is no key.
  return wanted !== '' && !wanted.includes('{{') && a.length === b.length && timingSafeEqual(a, b);
}

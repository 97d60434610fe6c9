import { decodeQuietly } from '../notation/encode.ts';
import { isLoopback } from '../notation/loopback.ts';
import type { Secret } from '../secrets/secret.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const names = /^(?:https?|no|all)_proxy$/i;

/** Returns the proxy variables of an environment, such as `HTTPS_PROXY` and `NO_PROXY`, in either case of letters. */
export function proxySettings(environment: Environment = process.env): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => names.test(entry[0]) && !!entry[1]),
  );
}

/** A part of `NO_PROXY`: a host, and the only port that it is for. */
interface Exception {
  readonly host: string;
  readonly only?: string | undefined;
}

/**
 * Returns the proxy for a URL, as the environment has it; undefined if the URL is requested directly. The rules are those
 * of newman's HTTP library, and one more for this machine, see {@link staysHere}. A name in `NO_PROXY` includes its
 * subdomains.
 */
export function proxyFor(target: string, environment: Environment = process.env): string | undefined {
  if (!URL.canParse(target)) return undefined;
  const { hostname, port, protocol } = new URL(target);
  const read = (...keys: string[]) => keys.map((key) => environment[key]).find((value) => value);
  const proxy =
    protocol === 'https:'
      ? read('HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy')
      : read('HTTP_PROXY', 'http_proxy');
  if (proxy === undefined || !URL.canParse(withScheme(proxy))) return undefined;
  const without = (read('NO_PROXY', 'no_proxy') ?? '').split(',').map((entry) => entry.trim().toLowerCase());
  if (without.length === 1 && without[0] === '*') return undefined;
  const exceptions = without.map((entry): Exception => {
    const [, host = '', only] = /^\.?(.*?)(?::(\d+))?$/.exec(entry) ?? [];
    return { host, only };
  });
  const actual = port || (protocol === 'https:' ? '443' : '80');
  const isException = exceptions.some(({ host, only }) => {
    const fits = hostname === host || hostname.endsWith(`.${host}`);
    return host !== '' && host !== '*' && fits && (only === undefined || only === actual);
  });
  return isException || staysHere(hostname, proxy, exceptions) ? undefined : proxy;
}

/**
 * True for a host that is this machine and is requested directly. A proxy on another machine cannot reach this one, and
 * the name `localhost` would be that machine there. To record a run with a proxy on this machine, such as mitmproxy, users
 * write the address, as in `http://127.0.0.1:8080`. A `NO_PROXY` that names this machine decides alone.
 */
function staysHere(hostname: string, proxy: string, exceptions: readonly Exception[]): boolean {
  if (!isLoopback(hostname) || exceptions.some(({ host }) => isLoopback(host))) return false;
  return hostname.endsWith('localhost') || !isLoopback(new URL(withScheme(proxy)).hostname);
}

/**
 * Returns the proxy for a URL, without user and password; undefined if the URL is requested directly.
 *
 * @example proxyOf('http://api.test/', { HTTP_PROXY: 'http://jane:x@proxy.test:3128' }) // 'http://proxy.test:3128'
 */
export function proxyOf(target: string, environment: Environment = process.env): string | undefined {
  const proxy = proxyFor(target, environment);
  return proxy === undefined ? undefined : new URL(withScheme(proxy)).origin;
}

/** Returns the passwords in the proxy variables: as written, decoded, and as the Basic credentials that are sent. */
export function proxySecrets(environment: Environment = process.env): Secret[] {
  return Object.entries(proxySettings(environment)).flatMap(([name, setting]) => {
    const proxy = withScheme(setting);
    if (!URL.canParse(proxy)) return [];
    const { username, password } = new URL(proxy);
    if (password === '') return [];
    const plain = decodeQuietly(password);
    const values = [password, plain, Buffer.from(`${decodeQuietly(username)}:${plain}`).toString('base64')];
    return values.map((value) => ({ name: 'password', value, source: name }));
  });
}

/** A proxy without a scheme, such as `proxy.test:3128`, is an http proxy. */
const withScheme = (proxy: string) => (proxy.includes('//') ? proxy : `http://${proxy}`);

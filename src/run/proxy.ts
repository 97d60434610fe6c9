import type { Secret } from '../secrets/secret.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const names = /^(?:https?|no|all)_proxy$/i;

/** Returns the proxy variables of an environment, such as `HTTPS_PROXY` and `NO_PROXY`, in either case of letters. */
export function proxySettings(environment: Environment = process.env): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => names.test(entry[0]) && !!entry[1]),
  );
}

/**
 * Returns the proxy for a URL, without user and password; undefined if the URL is requested directly. The rules are those
 * of newman's HTTP library. A name in `NO_PROXY` includes its subdomains.
 *
 * @example proxyOf('http://api.test/', { HTTP_PROXY: 'http://jane:x@proxy.test:3128' }) // 'http://proxy.test:3128'
 */
export function proxyOf(target: string, environment: Environment = process.env): string | undefined {
  if (!URL.canParse(target)) return undefined;
  const { hostname, port, protocol } = new URL(target);
  const read = (...keys: string[]) => keys.map((key) => environment[key]).find((value) => value);
  const without = (read('NO_PROXY', 'no_proxy') ?? '').split(',').map((entry) => entry.trim().toLowerCase());
  const actual = port || (protocol === 'https:' ? '443' : '80');
  const all = without.length === 1 && without[0] === '*';
  const isDirect =
    all ||
    without.some((entry) => {
      const [, host = '', only] = /^\.?(.*?)(?::(\d+))?$/.exec(entry) ?? [];
      const fits = hostname === host || hostname.endsWith(`.${host}`);
      return host !== '' && host !== '*' && fits && (only === undefined || only === actual);
    });
  if (isDirect) return undefined;
  const given =
    protocol === 'https:'
      ? read('HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy')
      : read('HTTP_PROXY', 'http_proxy');
  const proxy = given === undefined ? undefined : withScheme(given);
  return proxy !== undefined && URL.canParse(proxy) ? new URL(proxy).origin : undefined;
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

function decodeQuietly(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

import type { Secret } from '../secrets/secret.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const names = /^(?:https?|no|all)_proxy$/i;

/** The settings of proxies among those of a process, as newman's HTTP library reads them. */
export function proxySettings(environment: Environment = process.env): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => names.test(entry[0]) && !!entry[1]),
  );
}

/**
 * The proxy through which a URL is asked for; undefined when it is asked for directly. Its user and password are left
 * out. The rules are those of newman's HTTP library: `NO_PROXY` names hosts, and what ends with them.
 *
 * @example proxyOf('http://api.test/', { HTTP_PROXY: 'http://jane:x@proxy.test:3128' }) // 'http://proxy.test:3128'
 */
export function proxyOf(target: string, environment: Environment = process.env): string | undefined {
  if (!URL.canParse(target)) return undefined;
  const { hostname, port, protocol } = new URL(target);
  const read = (...all: string[]) => all.map((name) => environment[name]).find((value) => value);
  const without = (read('NO_PROXY', 'no_proxy') ?? '').split(',').map((one) => one.trim().toLowerCase());
  const actual = port || (protocol === 'https:' ? '443' : '80');
  const all = without.length === 1 && without[0] === '*';
  const isDirect =
    all ||
    without.some((one) => {
      const [, host = '', only] = /^\.?(.*?)(?::(\d+))?$/.exec(one) ?? [];
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

/** The passwords in the proxies' settings, as they are written and as they are sent. */
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

/** `proxy.test:3128` is an http proxy. */
const withScheme = (proxy: string) => (proxy.includes('//') ? proxy : `http://${proxy}`);

function decodeQuietly(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

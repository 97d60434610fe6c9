import { type Ask, startApi } from './collections/api-server.ts';

/** An answer of {@link startWireLog}: 200 and `{}` where nothing else is said. */
export interface WireAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A server that writes down what arrives. */
export interface WireLog {
  readonly origin: string;
  /** One paragraph for each request: method and target, the headers that a list can decide, and the body. */
  readonly paragraphs: readonly string[];
}

/** Headers that every client adds in its own way. */
const ofTheClient = /^(?:host|connection|user-agent|postman-token|accept-encoding|content-length|cache-control)$/i;

const isOfTheClient = (name: string, value: string) =>
  ofTheClient.test(name) || (name.toLowerCase() === 'accept' && value === '*/*');

/** Bytes as text: those that are no printable ASCII are written as `\xNN`, lines as they are. */
const readable = (bytes: Buffer) =>
  [...bytes].map((byte) => {
    if (byte === 0x0a || (byte >= 0x20 && byte < 0x7f)) return String.fromCharCode(byte);
    return `\\x${byte.toString(16).padStart(2, '0')}`;
  });

/** A request as lines: what a client decides, without what each adds in its own way. */
export function paragraph({ method, target, url, rawHeaders, headers, bytes }: Ask): string {
  const pairs = rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? '']] : []));
  const boundary = /boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1] ?? 'no boundary';
  const own = pairs
    .filter(([name = '', value = '']) => !isOfTheClient(name, value))
    .map(([name, value]) => `  ${name}: ${value}`)
    .sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  const host = headers.host === url.host ? '' : ' (elsewhere)';
  const body = readable(bytes).join('').replaceAll('\\x0d\n', '\n').trimEnd();
  const lines = body === '' ? [] : body.split('\n').map((line) => `  | ${line}`);
  return [`${method} ${target}${host}`, ...own, ...lines]
    .join('\n')
    .replaceAll(boundary, 'BOUNDARY')
    .replaceAll(`:${url.port}`, ':PORT');
}

/**
 * Starts a server that writes down what arrives.
 *
 * @param answers answers by path; the nth request is answered with the nth, further ones with the last
 */
export async function startWireLog(answers: Readonly<Record<string, readonly WireAnswer[]>>): Promise<WireLog> {
  const paragraphs: string[] = [];
  const asked = new Map<string, number>();
  const { origin } = await startApi((ask) => {
    const { pathname } = ask.url;
    const nth = asked.get(pathname) ?? 0;
    asked.set(pathname, nth + 1);
    paragraphs.push(paragraph(ask));
    const { status = 200, headers, body = '{}' } = (answers[pathname] ?? []).slice(0, nth + 1).at(-1) ?? {};
    return [status, body, { 'Content-Type': 'application/json', ...headers }];
  });
  return { origin, paragraphs };
}

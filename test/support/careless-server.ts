import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type SecretName, secretKinds, secretOf } from './secret-kinds.ts';

/** A server that sends secrets back in its answers. */
export interface CarelessServer {
  readonly origin: string;
  /** The server's URL as a proxy, with user and password. */
  readonly proxy: string;
  /** Headers and bodies of all requests so far. */
  received(): string;
  /** The number of requests whose path starts with `path`. */
  count(path: string): number;
  close(): Promise<void>;
}

export interface CarelessOptions {
  /** Whether every sign-in is refused. */
  readonly refuses: boolean;
  /** Called for each request, before the answer. */
  readonly onRequest?: (path: string) => void;
}

const html = (text: string, spell: (character: string) => string) => text.replace(/[^A-Za-z0-9 ]/g, spell);
const named: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
const code = (character: string) => character.charCodeAt(0);

/** The encodings in which servers, proxies and frameworks may send a value back, by header name. */
export function spellings(value: string): Record<string, string> {
  const bytes = Buffer.from(value);
  const url = encodeURIComponent(value);
  return {
    'X-Raw': value,
    'X-Url': url,
    'X-Url-Lower': url.replace(/%../g, (digits) => digits.toLowerCase()),
    'X-Form': new URLSearchParams({ value }).toString(),
    'X-Json': JSON.stringify({ value }),
    'X-Json-Ascii': JSON.stringify(value).replace(/[^ -~]/g, (character) => `\\u00${code(character).toString(16)}`),
    'X-Html': value.replace(/[&<>"']/g, (character) => named[character] as string),
    'X-Html-Decimal': html(value, (character) => `&#${code(character)};`),
    'X-Html-Hex': html(value, (character) => `&#x${code(character).toString(16)};`),
    'X-Hex': bytes.toString('hex'),
    'X-Hex-Upper': bytes.toString('hex').toUpperCase(),
    'X-Base64': bytes.toString('base64'),
    'X-Base64-One': Buffer.from(`u${value}`).toString('base64'),
    'X-Base64-Two': Buffer.from(`u:${value}`).toString('base64'),
    'X-Base64-Url': bytes.toString('base64url'),
    'X-Bytes': JSON.stringify([...bytes]),
  };
}

/** Sends one secret back in the body, the headers, the status line and, if the run was given it, a cookie. */
function echo(response: ServerResponse, name: SecretName): void {
  const value = secretOf(name);
  // A run learns cookie values as secrets, so only secrets that it knows anyway are set as cookies. No request uses
  // the cookie's path, so the client never sends it back.
  const given = ['password', 'client_secret', 'api_key', 'special_password'].includes(name);
  const cookie = given ? { 'Set-Cookie': `echo=${encodeURIComponent(value)}; Path=/never` } : {};
  const headers = { ...spellings(value), ...cookie };
  const body = { said: `${name} is ${value}`, keys: { [value]: 'x' }, bytes: [...Buffer.from(value)], ...headers };
  send(response, 200, body, headers, `OK ${value}`);
}

function send(response: ServerResponse, status: number, body: object, headers: OutgoingHttpHeaders, reason = ''): void {
  response.writeHead(status, reason || 'OK', { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** Answers a sign-in with a session cookie and all tokens. A refusal contains them too, and every other secret. */
function tokens(response: ServerResponse, refuses: boolean): void {
  const headers = { 'Set-Cookie': `session=${secretOf('cookie')}; Path=/; HttpOnly` };
  const names = ['id_token', 'access_token', 'refresh_token'] as const;
  const answer = Object.fromEntries(names.map((name) => [name, secretOf(name)]));
  if (refuses) {
    const secrets = Object.fromEntries(secretKinds.map(({ name, value }) => [name, value]));
    const refusal = { error: 'access_denied', error_description: JSON.stringify(secrets), ...answer, all: secrets };
    send(response, 403, refusal, { ...headers, ...spellings(secretOf('password')) }, `No ${secretOf('password')}`);
  } else {
    send(response, 200, { ...answer, token_type: 'bearer', expires_in: 3600 }, headers);
  }
}

/** Starts the server: `/auth/dex/token` signs in, `/echo/<kind>` sends a secret back, `/hang` never answers. */
export async function startCarelessServer({ refuses, onRequest }: CarelessOptions): Promise<CarelessServer> {
  let received = '';
  const paths: string[] = [];
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    // A request to a proxy contains the complete URL.
    const path = new URL(request.url ?? '', 'http://careless.test').pathname;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    received += `${request.rawHeaders.join('\n')}\n${Buffer.concat(chunks).toString('utf8')}\n`;
    paths.push(path);
    onRequest?.(path);
    const name = path.split('/').at(-1) as SecretName;
    if (path === '/hang') return;
    if (path === '/auth/dex/token') tokens(response, refuses);
    else if (secretKinds.some((kind) => kind.name === name)) echo(response, name);
    else send(response, 404, {}, {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    proxy: `http://robot:${encodeURIComponent(secretOf('proxy_password'))}@127.0.0.1:${port}`,
    received: () => received,
    count: (prefix) => paths.filter((path) => path.startsWith(prefix)).length,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

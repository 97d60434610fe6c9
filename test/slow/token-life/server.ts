import { createServer, type IncomingMessage, request as startRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startServer } from '../../../src/server/server.ts';
import { apiOf } from '../../support/api-of.ts';

/** A server that is wanted: the embedded one for a list, with what a row does to it. */
export interface Wanted {
  readonly list: string;
  readonly files: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** What a token answer says of the token's life instead: other seconds, or (null) nothing. */
  readonly expiresIn?: number | null;
  /** After so many requests the server is another one: with new keys, and with another password if there is one. */
  readonly change?: { readonly after: number; readonly password?: string };
}

/** One request, and when it came by the server's clock, in milliseconds since 1970. */
export interface Logged {
  readonly at: number;
  /** `sign-in`, `sign-in jane`, `refresh`, or the method and the path. */
  readonly what: string;
  readonly status: number;
  readonly token?: Token;
}

/** What a token answer says of time: a life, and three moments, in seconds (since 1970). */
export interface Token {
  readonly expiresIn?: unknown;
  readonly exp: number;
  readonly iat: number;
  /** The Date header. */
  readonly date: number;
}

/** What this process is asked, and what it answers. */
export type Ask = { readonly id: string; readonly open: Wanted } | { readonly id: string };
export type Told = { readonly id: string; readonly port: number } | { readonly id: string; readonly log: Logged[] };

interface Front {
  readonly port: number;
  /** Ends it. */
  close(): Promise<Logged[]>;
}

interface Reply {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Passes a request on. Each has a connection of its own: a kept one could time out when the clock jumps. */
function pass(port: number, { method, url, headers }: IncomingMessage, body: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method, path: url, headers, agent: false };
    const passed = startRequest(options as object, (answer) => {
      textOf(answer).then(
        (text) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
        reject,
      );
    });
    passed.on('error', reject).end(body);
  });
}

const claimsOf = (jwt: string) =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8')) as { exp: number; iat: number };

/** Starts the embedded server behind a front that keeps the log, and makes of it what a row wants. */
async function open({ list, files, secrets, expiresIn, change }: Wanted): Promise<Front> {
  const api = apiOf(list, files);
  const start = (more: object = {}) => {
    const values = new Map([...(api.environments[0]?.values ?? []), ...Object.entries({ ...secrets, ...more })]);
    return startServer({ api, values, port: 0 });
  };
  const servers = [await start()];
  if (change) servers.push(await start(change.password === undefined ? {} : { password: change.password }));
  const log: Logged[] = [];
  const front = createServer(async (request, response) => {
    const body = await textOf(request);
    const server = change && log.length >= change.after ? servers[1] : servers[0];
    const reply = await pass(server?.port ?? 0, request, body);
    // Node keeps its Date header for a second of real time: here that can be minutes.
    const date = new Date().toUTCString();
    const isToken = request.method === 'POST' && request.url === '/auth/dex/token';
    const form = new URLSearchParams(body);
    const user = form.get('username') === 'jane' ? ' jane' : '';
    const grant = form.get('grant_type') === 'refresh_token' ? 'refresh' : `sign-in${user}`;
    const what = isToken ? grant : `${request.method} ${request.url}`;
    const { text, token } = isToken && reply.status === 200 ? bend(reply.body, expiresIn, date) : { text: reply.body };
    log.push({ at: Date.now(), what, status: reply.status, ...(token ? { token } : {}) });
    response.writeHead(reply.status, { 'Content-Type': reply.headers['content-type'] ?? 'text/plain', Date: date });
    response.end(text);
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  return {
    port: (front.address() as AddressInfo).port,
    close: async () => {
      front.close();
      front.closeAllConnections();
      await Promise.all(servers.map((server) => server.close()));
      return log;
    },
  };
}

/** A token answer with another word of its token's life, and what it says of time. */
function bend(body: string, expiresIn: number | null | undefined, date: string): { text: string; token: Token } {
  const answer = JSON.parse(body) as { id_token: string; expires_in?: unknown };
  if (expiresIn !== undefined) answer.expires_in = expiresIn ?? undefined;
  const { exp, iat } = claimsOf(answer.id_token);
  const life = answer.expires_in === undefined ? {} : { expiresIn: answer.expires_in };
  return { text: JSON.stringify(answer), token: { ...life, exp, iat, date: Date.parse(date) / 1000 } };
}

const fronts = new Map<string, Front>();

async function answer(ask: Ask): Promise<Told> {
  if ('open' in ask) {
    const front = await open(ask.open);
    fronts.set(ask.id, front);
    return { id: ask.id, port: front.port };
  }
  const log = (await fronts.get(ask.id)?.close()) ?? [];
  fronts.delete(ask.id);
  return { id: ask.id, log };
}

// An error ends the process, and the one that asked sees it go.
process.on('message', (ask: Ask) => void answer(ask).then((told) => process.send?.(told)));
// Whoever asks is gone, in whatever way: nobody else would end this process.
process.on('disconnect', () => process.exit());

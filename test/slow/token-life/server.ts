import { createServer, type IncomingMessage, request as startRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startServer } from '../../../src/server/server.ts';
import { apiOf } from '../../support/api-of.ts';

/** The embedded server to start for a list, with the changes of a case. */
export interface Wanted {
  readonly list: string;
  readonly files: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** Replaces expires_in in token answers. With null, the field is removed. */
  readonly expiresIn?: number | null;
  /** After this many requests, another server answers: with new keys and, if given, another password. */
  readonly change?: { readonly after: number; readonly password?: string };
}

/** One request. */
export interface Logged {
  /** The server's clock, in milliseconds since 1970. */
  readonly at: number;
  /** `sign-in`, `sign-in jane`, `refresh`, or method and path. */
  readonly what: string;
  readonly status: number;
  readonly token?: Token;
}

/** The times in a token answer: a life in seconds, and three times in seconds since 1970. */
export interface Token {
  readonly expiresIn?: unknown;
  readonly exp: number;
  readonly iat: number;
  /** The Date header. */
  readonly date: number;
}

/** Messages to and from this process. A request without `open` closes the server with this id. */
export type Ask = { readonly id: string; readonly open: Wanted } | { readonly id: string };
export type Report = { readonly id: string; readonly port: number } | { readonly id: string; readonly log: Logged[] };

interface Front {
  readonly port: number;
  /** Closes the front and its servers, and returns the log. */
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

/** Passes a request on. Each uses a new connection: a kept one could time out when the clock jumps. */
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

/** Starts the embedded server behind a front that keeps the log and changes the answers as the case says. */
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
    // Node caches its Date header for a second of real time, in which the faked clock may move by minutes.
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

/** A token answer with another expires_in, and the times in it. */
function bend(body: string, expiresIn: number | null | undefined, date: string): { text: string; token: Token } {
  const answer = JSON.parse(body) as { id_token: string; expires_in?: unknown };
  if (expiresIn !== undefined) answer.expires_in = expiresIn ?? undefined;
  const { exp, iat } = claimsOf(answer.id_token);
  const life = answer.expires_in === undefined ? {} : { expiresIn: answer.expires_in };
  return { text: JSON.stringify(answer), token: { ...life, exp, iat, date: Date.parse(date) / 1000 } };
}

const fronts = new Map<string, Front>();

async function answer(ask: Ask): Promise<Report> {
  if ('open' in ask) {
    const front = await open(ask.open);
    fronts.set(ask.id, front);
    return { id: ask.id, port: front.port };
  }
  const log = (await fronts.get(ask.id)?.close()) ?? [];
  fronts.delete(ask.id);
  return { id: ask.id, log };
}

// An error ends the process, which the parent process notices.
process.on('message', (ask: Ask) => void answer(ask).then((reply) => process.send?.(reply)));
// The parent process has ended: without this, the server process would run forever.
process.on('disconnect', () => process.exit());

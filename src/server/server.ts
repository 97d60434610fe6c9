import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Api, Endpoint } from '../model/api.ts';
import { type Answer, answerTo } from './answer.ts';
import { Routes } from './match.ts';
import { send, serverError } from './send.ts';
import { SignIns } from './sign-ins.ts';
import type { TokenQuestion } from './token-endpoint.ts';

/** A running embedded server. */
export interface ServerHandle {
  /** For example `http://localhost:8787`. */
  readonly origin: string;
  /** The port that it listens on, also when it was started with port 0. */
  readonly port: number;
  /** Stops the server and closes open connections. */
  close(): Promise<void>;
}

/** Options of `startServer`. */
export interface ServerOptions {
  readonly api: Api;
  /** Values of all variables by name, including secrets. */
  readonly values: ReadonlyMap<string, string>;
  /** 0 chooses a free port. */
  readonly port: number;
  /** Called after each answer. */
  readonly onRequest?: (method: string, path: string, status: number) => void;
}

/** Bytes. A larger body of a token request is read as empty. */
const MAX_FORM = 64 * 1024;

/**
 * Starts a server that plays the API of a list, on 127.0.0.1 only. It has the token endpoints of the list's identities,
 * with discovery and keys, and all endpoints. Endpoints that are not public require valid credentials.
 *
 * @throws when the port cannot be opened
 */
export async function startServer(options: ServerOptions): Promise<ServerHandle> {
  const { api, port, onRequest } = options;
  let respond: (request: IncomingMessage) => Promise<Answer> = async () => text(503, 'starting\n');
  const server = createServer((request, response) => {
    respond(request)
      .catch(() => serverError('the list has no answer to this request'))
      .then((answer) => {
        const status = send(request, response, answer);
        onRequest?.(request.method ?? '', (request.url ?? '/').split('?')[0] as string, status);
      })
      // A single request must not crash the server.
      .catch(() => response.destroy());
  });
  await listen(server, port);
  const actual = (server.address() as AddressInfo).port;
  const origin = `http://localhost:${actual}`;
  respond = await responder(api, options.values, origin);
  return {
    origin,
    port: actual,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    // The handler stays for later errors, which would otherwise end the process.
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

/** Returns the function that answers requests: token endpoints first, then discovery and keys, then endpoints. */
async function responder(
  api: Api,
  given: ReadonlyMap<string, string>,
  origin: string,
): Promise<(request: IncomingMessage) => Promise<Answer>> {
  const base = given.get('base_url') ?? '';
  const prefix = URL.canParse(base) ? new URL(base).pathname.replace(/\/+$/, '') : '';
  const values = new Map([...given, ['base_url', `${origin}${prefix}`]]);
  const typed = new Set(api.variables.filter(({ type }) => type !== 'string').map(({ name }) => name));
  const routes = new Routes(api, prefix);
  const signIns = await SignIns.create(api, values, `${origin}${prefix}`);
  return async (request) => {
    if (!URL.canParse(request.url ?? '/', origin)) return text(400, 'Bad Request\n');
    const url = new URL(request.url ?? '/', origin);
    const { method = 'GET', headers } = request;
    if (signIns.hasEndpoint(url.pathname)) {
      if (method !== 'POST') return text(405, 'Method Not Allowed\n', [['Allow', 'POST']]);
      return signIns.answer(url.pathname, await readQuestion(request));
    }
    const document = signIns.document(url.pathname);
    if (document) return json(await document);
    request.resume();
    const { endpoints, others, allowed } = routes.find(method, url);
    if (endpoints.length === 0) {
      return allowed.length > 0
        ? text(405, 'Method Not Allowed\n', [['Allow', allowed.join(', ')]])
        : text(404, 'Not Found: the list has no such endpoint\n');
    }
    const refusalOf = (endpoint: Endpoint) => signIns.refusal(endpoint, { url, headers });
    return answerFirst({ endpoints, others }, refusalOf, { values, typed });
  };
}

/**
 * Chooses between endpoints that differ only in their identity. Returns the answer of the first endpoint whose
 * credentials the request carries, else of a public endpoint, else the first refusal. The credentials of any entry for
 * the path are accepted: a server does not ask for others because the query is another one.
 */
async function answerFirst(
  { endpoints, others }: { readonly endpoints: readonly Endpoint[]; readonly others: readonly Endpoint[] },
  refusalOf: (endpoint: Endpoint) => Promise<Answer | undefined>,
  context: Parameters<typeof answerTo>[1],
): Promise<Answer> {
  const signedIn = endpoints.filter(({ auth }) => auth !== 'none');
  const open = endpoints.filter(({ auth }) => auth === 'none');
  let first: Answer | undefined;
  for (const endpoint of [...signedIn, ...open]) {
    const refusal = await refusalOf(endpoint);
    if (!refusal) return answerTo(endpoint, context);
    first ??= refusal;
  }
  for (const endpoint of others) {
    if (signedIn[0] && endpoint.auth !== 'none' && !(await refusalOf(endpoint))) return answerTo(signedIn[0], context);
  }
  return first ?? text(404, 'Not Found\n');
}

/** Reads the body of a token request: a form (RFC 6749, appendix B) or JSON. */
async function readQuestion(request: IncomingMessage): Promise<TokenQuestion> {
  const body = await readBody(request);
  const type = request.headers['content-type'] ?? '';
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(type);
  return {
    form: new URLSearchParams(isForm ? body : ''),
    json: /^application\/json\b/i.test(type) ? parseQuietly(body) : undefined,
    authorization: request.headers.authorization,
  };
}

/** Returns the body as text; empty when it is too large. */
async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_FORM) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseQuietly(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function text(status: number, body: string, headers: readonly (readonly [string, string])[] = []): Answer {
  return { status, headers: [['Content-Type', 'text/plain; charset=utf-8'], ...headers], body };
}

function json(body: unknown): Answer {
  return { status: 200, headers: [['Content-Type', 'application/json']], body: JSON.stringify(body) };
}

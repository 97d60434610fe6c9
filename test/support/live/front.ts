import { once } from 'node:events';
import { request as ask, createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

/** A reverse proxy that puts real servers on one origin and records their token requests. */
export interface Front {
  readonly origin: string;
  /** One line for each token request: status, grant and, for the password grant, the user. */
  readonly signIns: readonly string[];
  /** All tokens that the servers issued. */
  readonly tokens: readonly string[];
}

export interface FrontOptions {
  /** Origins of the servers by path prefix. The first prefix that matches is used. */
  readonly routes: Readonly<Record<string, string>>;
  /** Called before a token request is passed on. */
  readonly before?: (form: URLSearchParams) => Promise<void>;
}

const closers: (() => void)[] = [];
afterAll(() => {
  for (const close of closers) close();
});

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The tokens in an answer. Empty if the answer is not a JSON object. */
function tokensIn(answer: string): string[] {
  try {
    const fields = JSON.parse(answer) as Record<string, unknown>;
    const values = [fields['access_token'], fields['id_token'], fields['refresh_token']];
    return values.filter((value): value is string => typeof value === 'string');
  } catch {
    return [];
  }
}

/** Starts the proxy. Bodies are passed on unchanged. `Host` names the server itself, to keep its issuer the same. */
export async function startFront({ routes, before }: FrontOptions): Promise<Front> {
  const signIns: string[] = [];
  const tokens: string[] = [];
  const server = createServer(async (request, response) => {
    try {
      const { method = '', url = '/' } = request;
      const body = await bytesOf(request);
      const origin = Object.entries(routes).find(([prefix]) => url.startsWith(prefix))?.[1];
      if (origin === undefined) throw new Error(`no route for ${url}`);
      const form = new URLSearchParams(method === 'POST' ? body.toString('utf8') : '');
      const grant = form.get('grant_type');
      if (grant !== null) await before?.(form);
      const target = new URL(url, origin);
      const passedOn = ask(target, { method, headers: { ...request.headers, host: target.host }, agent: false });
      passedOn.end(body);
      const [answer] = (await once(passedOn, 'response')) as [IncomingMessage];
      const content = await bytesOf(answer);
      if (grant !== null) {
        signIns.push([answer.statusCode, grant, ...form.getAll('username')].join(' '));
        tokens.push(...tokensIn(content.toString('utf8')));
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers).end(content);
    } catch (error) {
      response.writeHead(502, { 'Content-Type': 'text/plain' }).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { origin: `http://127.0.0.1:${port}`, signIns, tokens };
}

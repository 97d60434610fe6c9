import { once } from 'node:events';
import { request as ask, createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

/** Real servers on one origin, and what was asked of their token endpoints. */
export interface Front {
  readonly origin: string;
  /** One line for each token request: status, grant, and the user who signs in by a password. */
  readonly signIns: readonly string[];
  /** Every token that was given out. */
  readonly tokens: readonly string[];
}

export interface FrontOptions {
  /** Which server stands behind which paths, by their beginning; the first that fits is asked. */
  readonly routes: Readonly<Record<string, string>>;
  /** What happens before the server sees a token request. */
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

/** Nothing for an answer that is no JSON object: such a one gives out no token. */
function tokensIn(answer: string): string[] {
  try {
    const fields = JSON.parse(answer) as Record<string, unknown>;
    const values = [fields['access_token'], fields['id_token'], fields['refresh_token']];
    return values.filter((one): one is string => typeof one === 'string');
  } catch {
    return [];
  }
}

/** Passes on what it is sent, byte for byte; the servers see themselves as the host, and so stay who they are. */
export async function startFront({ routes, before }: FrontOptions): Promise<Front> {
  const signIns: string[] = [];
  const tokens: string[] = [];
  const server = createServer(async (request, response) => {
    try {
      const { method = '', url = '/' } = request;
      const body = await bytesOf(request);
      const behind = Object.entries(routes).find(([start]) => url.startsWith(start))?.[1];
      if (behind === undefined) throw new Error(`nobody is behind ${url}`);
      const form = new URLSearchParams(method === 'POST' ? body.toString('utf8') : '');
      const grant = form.get('grant_type');
      if (grant !== null) await before?.(form);
      const target = new URL(url, behind);
      const passedOn = ask(target, { method, headers: { ...request.headers, host: target.host }, agent: false });
      passedOn.end(body);
      const [answer] = (await once(passedOn, 'response')) as [IncomingMessage];
      const said = await bytesOf(answer);
      if (grant !== null) {
        signIns.push([answer.statusCode, grant, ...form.getAll('username')].join(' '));
        tokens.push(...tokensIn(said.toString('utf8')));
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers).end(said);
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

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { atTheEnd } from '../../support/at-the-end.ts';

/** A server that knows who asks. */
export interface UserServer {
  readonly origin: string;
  /**
   * One line for each request, in order: `admin signs in`, or the target and who asks: the owner of the token and of the
   * session, such as `/1 admin/admin`. Without one of them, there is a `-`. The status follows if it is not 200.
   */
  readonly log: readonly string[];
}

/** Returns the status of the nth answer to a target, counted from 1. Default: 200. */
export type StatusOf = (target: string, nth: number) => number | undefined;

/**
 * Starts a server that gives a token and a session cookie to who signs in at /token, and a session to who asks without
 * one. Tokens are numbered, so that a second sign-in is seen.
 */
export async function startUserServer(statusOf: StatusOf = () => undefined): Promise<UserServer> {
  const log: string[] = [];
  const times = new Map<string, number>();
  const server = createServer(async (request, response) => {
    const { url = '', headers } = request;
    const { username, password } = Object.fromEntries(new URLSearchParams(await text(request)));
    const session = /\bs=([\w-]+)/.exec(headers.cookie ?? '')?.[1];
    const nth = (times.get(url) ?? 0) + 1;
    times.set(url, nth);
    response.setHeader('Content-Type', 'application/json');
    if (url === '/token') {
      log.push(`${username} signs in${session ? ` with the session of ${session}` : ''}`);
      const answer = { access_token: `token-of-${username}-${nth}`, token_type: 'bearer', expires_in: 3600 };
      const isRight = password === `password-of-${username}`;
      response.setHeader('Set-Cookie', `s=${username}; Path=/`);
      response.statusCode = isRight ? 200 : 400;
      response.end(JSON.stringify(isRight ? answer : { error: 'invalid_grant' }));
      return;
    }
    const owner = /^Bearer token-of-(\w+)-\d+$/.exec(headers.authorization ?? '')?.[1];
    const status = statusOf(url, nth) ?? 200;
    log.push(`${url} ${owner ?? '-'}/${session ?? '-'}${status === 200 ? '' : ` ${status}`}`);
    if (!session) response.setHeader('Set-Cookie', `s=guest-of-${url.slice(1)}; Path=/`);
    response.writeHead(status).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atTheEnd(() => {
    server.close();
    server.closeAllConnections();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, log };
}

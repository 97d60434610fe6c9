import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Fault, localhost, noAnswer, type Place, type Stage } from './fault.ts';

/** A good https server, and a proxy for it in the environment. A client that bypasses the proxy gets a good answer. */
const through =
  (tunnel: (socket: Duplex) => unknown) =>
  async (stage: Stage): Promise<Place> => {
    const proxy = createServer().on('connect', (_, socket: Duplex) => tunnel(socket));
    return {
      origin: `https://127.0.0.1:${await stage.secure(localhost, stage.good)}`,
      env: { HTTPS_PROXY: `http://127.0.0.1:${await stage.listen(proxy)}` },
      trust: localhost,
    };
  };

const refuse = (line: string) => through((socket) => socket.end(`HTTP/1.1 ${line}\r\nContent-Length: 0\r\n\r\n`));

/** Faulty proxies that are configured in the environment. */
export const proxyFaults: readonly Fault[] = [
  {
    name: 'a proxy that is down',
    row: 92,
    why: 'the proxy of the office is still configured at home',
    codes: noAnswer,
    how: {
      place: async (stage) => ({
        origin: `https://127.0.0.1:${await stage.secure(localhost, stage.good)}`,
        env: { HTTPS_PROXY: 'http://127.0.0.1:1' },
        trust: localhost,
        silent: true,
      }),
    },
  },
  {
    name: 'a proxy that requires a password for its tunnel',
    row: 94,
    why: 'stock newman crashes',
    codes: noAnswer,
    how: { place: refuse('407 Proxy Authentication Required') },
  },
  {
    name: 'a proxy that hangs',
    row: 94,
    why: 'the tunnel is not open yet, so a time limit for requests does not apply',
    codes: noAnswer,
    how: { place: through(() => undefined) },
  },
  {
    name: 'a proxy that requires a password',
    row: 93,
    why: 'plain http has no tunnel, so the 407 of the proxy looks like an answer of the server',
    codes: noAnswer,
    how: {
      place: async (stage) => {
        const proxy = createServer((_, response) => response.writeHead(407).end());
        return {
          origin: `http://localhost:${await stage.listen(createServer(stage.good))}`,
          // The other requests bypass the proxy. --allow-http: the password is sent over plain http through a proxy.
          env: { HTTP_PROXY: `http://127.0.0.1:${await stage.listen(proxy)}`, NO_PROXY: '127.0.0.1' },
          args: ['--allow-http'],
        };
      },
    },
  },
];

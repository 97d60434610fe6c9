import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Fault, localhost, noAnswer, type Place, type Stage } from './fault.ts';

/** A good https server that the environment wants to be reached through a proxy; whoever goes round it is answered well. */
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

/** Proxies, as the environment sets them. */
export const proxyFaults: readonly Fault[] = [
  {
    name: 'a proxy that is down',
    row: 92,
    why: 'a setting of the office, taken home',
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
    name: 'a proxy that wants a password for its tunnel',
    row: 94,
    why: 'with it stock newman crashes',
    codes: noAnswer,
    how: { place: refuse('407 Proxy Authentication Required') },
  },
  {
    name: 'a proxy that hangs',
    row: 94,
    why: 'there is no tunnel yet, and so no request whose time could be measured',
    codes: noAnswer,
    how: { place: through(() => undefined) },
  },
  {
    name: 'a proxy that wants a password',
    row: 93,
    why: 'plain http has no tunnel: the 407 looks like an answer of the server, and comes from the proxy',
    codes: noAnswer,
    how: {
      place: async (stage) => {
        const proxy = createServer((_, response) => response.writeHead(407).end());
        return {
          origin: `http://localhost:${await stage.listen(createServer(stage.good))}`,
          // The others go straight to their server. A password over plain http through a proxy has to be allowed.
          env: { HTTP_PROXY: `http://127.0.0.1:${await stage.listen(proxy)}`, NO_PROXY: '127.0.0.1' },
          args: ['--allow-http'],
        };
      },
    },
  },
];

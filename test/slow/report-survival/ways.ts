import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeCertificate } from '../../support/certificates.ts';
import type { Place, SurvivalCase } from './case.ts';

async function listen(server: Server): Promise<{ port: number; close: () => void }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { port: (server.address() as AddressInfo).port, close };
}

/** A server with a certificate for another host. */
async function wrongHost(): Promise<Place> {
  const certificate = makeCertificate({ names: ['elsewhere.invalid'] });
  const { port, close } = await listen(createSecureServer(certificate, (_, response) => response.end('{}')));
  return { origin: `https://127.0.0.1:${port}`, close };
}

/** A proxy that refuses every tunnel. */
async function refusingProxy(): Promise<Place> {
  const refusal = 'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n';
  const proxy = createServer().on('connect', (_, socket) => socket.end(refusal));
  const { port, close } = await listen(proxy);
  return { origin: 'https://127.0.0.1:9', env: { HTTPS_PROXY: `http://127.0.0.1:${port}` }, close };
}

const stopped = { exit: 4, codes: ['request-failed'], outcome: 'no-answer' } as const;

/** Connections that fail before they reach the server. */
export const ways: readonly SurvivalCase[] = [
  {
    name: 'a certificate for another host',
    why: 'its error object has a cycle: stock newman loses its JSON report',
    ...stopped,
    place: wrongHost,
  },
  {
    name: 'a proxy that answers a tunnel with 407',
    why: 'stock newman crashes',
    ...stopped,
    place: refusingProxy,
  },
];

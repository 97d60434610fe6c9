import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { atTheEnd } from './at-the-end.ts';

/** Starts a server that answers every request with these headers and bytes. It is closed after the last test. */
export async function serveBytes(headers: Readonly<Record<string, string>>, body: Buffer): Promise<{ origin: string }> {
  const server = createServer((_request, response) => response.writeHead(200, headers).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atTheEnd(() => server.close().closeAllConnections());
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that records its requests. */
export interface RecordingServer {
  readonly port: number;
  readonly requests: { readonly method: string; readonly target: string; readonly body: string }[];
  close(): Promise<void>;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Starts a recording server on a free local port.
 *
 * @param answer returns the JSON body of the answer to a request target
 */
export async function startRecordingServer(answer: (target: string) => string = () => '{}'): Promise<RecordingServer> {
  const requests: { method: string; target: string; body: string }[] = [];
  const server = createServer(async (request, response) => {
    requests.push({ method: request.method ?? '', target: request.url ?? '', body: await textOf(request) });
    response.setHeader('Content-Type', 'application/json').end(answer(request.url ?? ''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port, requests, close };
}

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Api } from '../model/api.ts';
import { text } from './answers/plain.ts';
import type { FaultRule } from './faults.ts';
import { Responder, type Response } from './responder.ts';
import { send, serverError } from './send.ts';

/** The answer until the server is ready. */
const starting = text(503, 'starting\n');

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
  /** What goes wrong with single answers; default: nothing. */
  readonly faults?: readonly FaultRule[];
  /** Called after each answer. The status is 0 if the connection was closed instead. */
  readonly onRequest?: (method: string, path: string, status: number) => void;
}

/**
 * Starts a server that plays the API of a list, on 127.0.0.1 only. It has the token endpoints of the list's identities,
 * with discovery and keys, and all endpoints. Endpoints that are not public require valid credentials.
 *
 * @throws when the port cannot be opened
 */
export async function startServer(options: ServerOptions): Promise<ServerHandle> {
  const { api, port, onRequest } = options;
  let respond: (request: IncomingMessage) => Promise<Response> = async () => ({ answer: starting });
  const server = createServer((request, response) => {
    respond(request)
      .catch(() => ({ answer: serverError('the list has no answer to this request'), fault: undefined }))
      .then(async ({ answer, fault }) => {
        const path = (request.url ?? '/').split('?')[0] as string;
        if (fault?.delay !== undefined) await setTimeout(fault.delay, undefined, { ref: false });
        if (fault?.closes) response.destroy();
        const status = fault?.closes ? 0 : send(request, response, answer);
        onRequest?.(request.method ?? '', path, status);
      })
      // A single request must not crash the server.
      .catch(() => response.destroy());
  });
  await listen(server, port);
  const actual = (server.address() as AddressInfo).port;
  const origin = `http://localhost:${actual}`;
  const responder = await Responder.create(api, options.values, origin, options.faults);
  respond = (request) => responder.respond(request);
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

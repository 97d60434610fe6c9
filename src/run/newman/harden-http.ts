import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import zlib from 'node:zlib';
import type { RequestLibrary } from './load-newman.ts';

const fault = (code: string, message: string) => Object.assign(new Error(message), { code });

/**
 * Makes every request of this process end, and end rightly, also those of scripts: one that is not over after some time
 * is ended (newman's own limit is one for silence, which a server that sends a byte a second never meets), an answer
 * that is cut off is an error, and so is a protocol that nobody asked for.
 *
 * @param milliseconds from the moment a request is sent to the end of its answer
 */
export function guardRequests(milliseconds: number): void {
  const late = new WeakSet<ClientRequest>();
  subscribe('http.client.request.start', (message) => {
    const { request } = message as { request: ClientRequest };
    const timer = setTimeout(() => {
      late.add(request);
      request.destroy(fault('ETIMEDOUT', 'the answer took too long'));
    }, milliseconds);
    request.once('close', () => clearTimeout(timer));
    request.once('upgrade', (_answer: IncomingMessage, socket: Socket) => {
      socket.destroy();
      request.emit('error', fault('ECONNRESET', 'the server changed the protocol'));
    });
  });
  subscribe('http.client.response.finish', (message) => {
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
    // The library below newman takes half an answer for a whole one.
    response.once('aborted', () => {
      const error = late.has(request)
        ? fault('ETIMEDOUT', 'the answer took too long')
        : fault('ECONNRESET', 'the answer is incomplete');
      request.emit('error', error);
    });
  });
}

/**
 * Makes a compressed answer that is cut off an error. The library below newman asks zlib to give out what there is,
 * so that half an answer would pass for a whole one.
 */
export function refuseCutAnswers(): void {
  for (const name of ['createGunzip', 'createInflate', 'createInflateRaw'] as const) {
    const create = zlib[name] as (options?: zlib.ZlibOptions) => unknown;
    const value = (options?: zlib.ZlibOptions) => create({ ...options, finishFlush: zlib.constants.Z_FINISH });
    Object.defineProperty(zlib, name, { value, configurable: true, enumerable: true });
  }
}

/**
 * Takes `http://unix:/path/of.sock:/path` away, which the library below newman sends to a socket of this machine: a list,
 * a script or a server that chooses a URL would reach what has no other door.
 */
export function refuseUnixSockets({ Request }: RequestLibrary): void {
  Request.prototype.enableUnixSocket = function (this: { uri: Record<string, unknown> }) {
    // A name that no resolver has (RFC 6761, section 6.4): the request ends as one to a host that is not there.
    Object.assign(this.uri, { host: 'unix.invalid', hostname: 'unix.invalid', port: '80' });
  };
}

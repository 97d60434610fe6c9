import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import zlib from 'node:zlib';
import { proxyFor } from '../proxy.ts';
import type { RequestLibrary } from './load-newman.ts';

/** No resolver knows a name in .invalid (RFC 6761, section 6.4), so requests to it fail as if the host did not exist. */
export const REFUSED_SOCKET = 'unix.invalid';

const fault = (code: string, message: string) => Object.assign(new Error(message), { code });

/**
 * Makes requests of this process fail in three cases, including requests of scripts: the complete answer takes too long,
 * the answer is incomplete, or the server changes the protocol. newman's own time limit is not enough: it is a limit for
 * silence, and a server that sends one byte every second never reaches it.
 *
 * @param longest milliseconds from sending a request to the end of its answer, or a function that returns those of the
 *   current request
 */
export function guardRequests(longest: number | (() => number)): void {
  const late = new WeakSet<ClientRequest>();
  subscribe('http.client.request.start', (message) => {
    const { request } = message as { request: ClientRequest };
    const timer = setTimeout(
      () => {
        late.add(request);
        request.destroy(fault('ETIMEDOUT', 'the answer took too long'));
      },
      typeof longest === 'number' ? longest : longest(),
    );
    request.once('close', () => clearTimeout(timer));
    request.once('upgrade', (_answer: IncomingMessage, socket: Socket) => {
      socket.destroy();
      request.emit('error', fault('ECONNRESET', 'the server changed the protocol'));
    });
  });
  subscribe('http.client.response.finish', (message) => {
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
    // newman's HTTP library accepts an incomplete answer as a complete one.
    response.once('aborted', () => {
      const error = late.has(request)
        ? fault('ETIMEDOUT', 'the answer took too long')
        : fault('ECONNRESET', 'the answer is incomplete');
      request.emit('error', error);
    });
  });
}

/**
 * Makes an incomplete compressed answer an error. newman's HTTP library tells zlib to return what it has, so it would
 * accept such an answer. An empty body is a complete answer, as for curl: servers announce a coding also where they send
 * nothing.
 */
export function refuseCutAnswers(): void {
  for (const name of ['createGunzip', 'createInflate', 'createInflateRaw', 'createBrotliDecompress'] as const) {
    const create = zlib[name] as (options?: zlib.ZlibOptions) => Decoder;
    const isBrotli = name === 'createBrotliDecompress';
    const value = (options?: zlib.ZlibOptions) =>
      takeEmpty(create(isBrotli ? options : { ...options, finishFlush: zlib.constants.Z_FINISH }));
    Object.defineProperty(zlib, name, { value, configurable: true, enumerable: true });
  }
}

/** A stream of zlib, with the method of a stream that is called at its end. */
interface Decoder extends NodeJS.ReadWriteStream {
  readonly bytesWritten: number;
  _flush(done: (error?: Error | null) => void): void;
}

function takeEmpty(decoder: Decoder): Decoder {
  const flush = decoder._flush;
  decoder._flush = function (this: Decoder, done) {
    if (this.bytesWritten === 0) done();
    else flush.call(this, done);
  };
  return decoder;
}

/**
 * Makes newman's HTTP library use the proxy that {@link proxyFor} returns for a URL. Its own rules would send requests
 * to this machine through a proxy on another one. A proxy that refuses to open a tunnel is an error: the library would
 * take its answer for that of the server.
 */
export function useProxies({ Request }: RequestLibrary): void {
  Object.defineProperty(Request.prototype, 'proxy', {
    configurable: true,
    // The library sets the property once for each request, when its URL is known.
    set(this: { uri: { href: string } }) {
      const value = proxyFor(this.uri.href) ?? null;
      Object.defineProperty(this, 'proxy', { value, writable: true, configurable: true, enumerable: true });
    },
  });
  const { onRequestError } = Request.prototype;
  Request.prototype.onRequestError = function (error) {
    delete error.res;
    onRequestError.call(this, error);
  };
}

/**
 * Makes URLs such as `http://unix:/path/of.sock:/path` fail. newman's HTTP library would send them to a Unix socket of
 * this machine, so a list, a script or a server that returns a URL could reach a service that is not on the network.
 */
export function refuseUnixSockets({ Request }: RequestLibrary): void {
  Request.prototype.enableUnixSocket = function (this: { uri: Record<string, unknown> }) {
    Object.assign(this.uri, { host: REFUSED_SOCKET, hostname: REFUSED_SOCKET, port: '80' });
  };
}

/** A request of newman's HTTP library that is about to be sent. */
interface Outgoing {
  readonly headers?: Readonly<Record<string, unknown>>;
  emit(event: 'error', error: Error): void;
}

/**
 * Makes a request fail whose header has characters outside ASCII, such as a value that a server returned. The library
 * would send `é` as one byte or as two, depending on the body. The message of the error is the name of the header.
 */
export function refuseHeaderValues({ Request }: RequestLibrary): void {
  const { start } = Request.prototype;
  Request.prototype.start = function (this: Outgoing) {
    const isWrong = (value: unknown) => [value].flat().some((text) => !/^[\t -~]*$/.test(String(text)));
    const wrong = Object.entries(this.headers ?? {}).find(([, value]) => isWrong(value));
    if (wrong) this.emit('error', fault('EHEADER', wrong[0]));
    else start.call(this as never);
  };
}

import type { RequestListener, ServerResponse } from 'node:http';
import type { Socket, Server as TcpServer } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TlsOptions } from 'node:tls';
import { type Certificate, makeCertificate } from '../certificates.ts';

/** What a fault befalls: the sign-in, a request that only reads, a request that changes something. */
export type Target = 'token' | 'GET' | 'POST';
export const targets: readonly Target[] = ['token', 'GET', 'POST'];

/** A request that has been read to its end, and what it may be answered with. */
export interface Exchange {
  /** The connection, for answers that are no HTTP. */
  readonly socket: Socket;
  /** For answers that are. */
  readonly response: ServerResponse;
  /** The JSON of a good answer: where it comes through whole, the verdict is "passed". */
  readonly body: string;
  /** A server elsewhere that would answer well, and that nobody may ask. */
  readonly bait: string;
}

/** Answers a request in some wrong way. */
export type Answer = (exchange: Exchange) => unknown;

/** Where the target's requests go, and what the run needs to be told for it. */
export interface Place {
  readonly origin: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A certificate that the run is told to trust. */
  readonly trust?: Certificate;
  /** Nothing listens there, so that no connection can be counted. */
  readonly silent?: boolean;
}

/** What a place is made of. Everything that it starts is stopped with it. */
export interface Stage {
  /** Answers all requests well, and keeps what it was asked. */
  readonly good: RequestListener;
  /** The same, but for the target. */
  bad(answer: Answer): RequestListener;
  /** A server that speaks TLS; returns its port. */
  secure(certificate: Certificate, handle: RequestListener, options?: TlsOptions): Promise<number>;
  /** Starts any server on a free port of this machine. */
  listen(server: TcpServer): Promise<number>;
  readonly bait: string;
}

/** A certificate for this machine. */
export const localhost = makeCertificate({ addresses: ['127.0.0.1'] });

/** Exit codes that are right, for each target. */
export type Codes = Readonly<Record<Target, readonly number[]>>;

/** No answer, or none that may be believed. */
export const noAnswer: Codes = { token: [4], GET: [4], POST: [4] };
/** An answer, and not the one that was asked for. */
export const wrongAnswer: Codes = { token: [3], GET: [1], POST: [1] };
/** An answer that is whole and wrong, with more behind it: a reader may refuse all of it, as well as take the first. */
export const wrongOrNone: Codes = { token: [3, 4], GET: [1, 4], POST: [1, 4] };

/** One way in which a network or a server can be wrong. */
export interface Fault {
  readonly name: string;
  /** Its row in the table of network faults. */
  readonly row: number;
  /** Why it is tried. */
  readonly why: string;
  readonly codes: Codes;
  /** Whether a request that only reads may be sent once more: the server said when. */
  readonly retried?: boolean;
  /** What a plain HTTP server answers the target with, or where the target is. */
  readonly how: { readonly answer: Answer } | { readonly place: (stage: Stage) => Promise<Place> };
}

/** A good answer as it goes over the wire, for faults that spoil it somewhere. */
export function wire(body: string | Buffer, headers: readonly string[] = [`Content-Length: ${body.length}`]): Buffer {
  const head = ['HTTP/1.1 200 OK', 'Content-Type: application/json', 'Connection: close', ...headers, '', ''];
  return Buffer.concat([Buffer.from(head.join('\r\n'), 'latin1'), Buffer.from(body)]);
}

/** Sends pieces, one each tenth of a second, and ends. */
export function pace(socket: Duplex, pieces: readonly Buffer[], done: () => unknown = () => socket.end()): void {
  const left = [...pieces];
  const timer = setInterval(() => {
    const piece = left.shift();
    if (piece === undefined || socket.destroyed) {
      clearInterval(timer);
      done();
    } else {
      socket.write(piece);
    }
  }, 100);
}

/** Bytes in fifty pieces: never idle, and five seconds long. */
export function drip(socket: Duplex, bytes: Buffer): void {
  const size = Math.ceil(bytes.length / 50);
  pace(
    socket,
    Array.from({ length: 50 }, (_, at) => bytes.subarray(at * size, (at + 1) * size)).filter((one) => one.length > 0),
  );
}

import type { RequestListener, ServerResponse } from 'node:http';
import type { Socket, Server as TcpServer } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TlsOptions } from 'node:tls';
import { type Certificate, makeCertificate } from '../certificates.ts';

/** The request that meets the fault: the sign-in, a safe request (GET) or an unsafe one (POST). */
export type Target = 'token' | 'GET' | 'POST';
export const targets: readonly Target[] = ['token', 'GET', 'POST'];

/** A request, read to its end, and the means to answer it. */
export interface Exchange {
  /** The connection, for answers that are not valid HTTP. */
  readonly socket: Socket;
  /** For HTTP answers. */
  readonly response: ServerResponse;
  /** The JSON of a good answer. A run that receives it complete passes. */
  readonly body: string;
  /** The origin of another server, which would answer well but must not be contacted. */
  readonly bait: string;
}

/** Sends a faulty answer. */
export type Answer = (exchange: Exchange) => unknown;

/** The server of the target's requests, and options of the run to reach it. */
export interface Place {
  readonly origin: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A certificate that the run trusts. */
  readonly trust?: Certificate;
  /** Whether nothing listens there, so that connections cannot be counted. */
  readonly silent?: boolean;
}

/** Tools to make a place. All servers started with them are stopped together. */
export interface Stage {
  /** Answers all requests well and records them. */
  readonly good: RequestListener;
  /** Like `good`, but gives the target this answer. */
  bad(answer: Answer): RequestListener;
  /** Starts a TLS server and returns its port. */
  secure(certificate: Certificate, handle: RequestListener, options?: TlsOptions): Promise<number>;
  /** Starts a server on a free local port and returns the port. */
  listen(server: TcpServer): Promise<number>;
  readonly bait: string;
}

/** A certificate for 127.0.0.1. */
export const localhost = makeCertificate({ addresses: ['127.0.0.1'] });

/** The correct exit codes for each target. */
export type Codes = Readonly<Record<Target, readonly number[]>>;

/** For faults without an answer, or without one that can be trusted. */
export const noAnswer: Codes = { token: [4], GET: [4], POST: [4] };
/** For faults with a complete but wrong answer. */
export const wrongAnswer: Codes = { token: [3], GET: [1], POST: [1] };
/** For a complete but wrong answer with more bytes after it. A client may read the answer or reject all of it. */
export const wrongOrNone: Codes = { token: [3, 4], GET: [1, 4], POST: [1, 4] };

/** One fault of a network or a server. */
export interface Fault {
  readonly name: string;
  /** Its row in the table of network faults. */
  readonly row: number;
  /** Why this fault is tested. */
  readonly why: string;
  readonly codes: Codes;
  /** Whether a safe request may be sent again, because the server said when. */
  readonly retried?: boolean;
  /** The answer of a plain HTTP server to the target, or the server of the target. */
  readonly how: { readonly answer: Answer } | { readonly place: (stage: Stage) => Promise<Place> };
}

/** The bytes of a good answer, for faults that spoil a part of it. */
export function wire(body: string | Buffer, headers: readonly string[] = [`Content-Length: ${body.length}`]): Buffer {
  const head = ['HTTP/1.1 200 OK', 'Content-Type: application/json', 'Connection: close', ...headers, '', ''];
  return Buffer.concat([Buffer.from(head.join('\r\n'), 'latin1'), Buffer.from(body)]);
}

/** Sends the pieces at intervals of 100 ms, then calls `done`, which by default ends the connection. */
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

/** Sends bytes in fifty pieces over five seconds, so that the connection is never idle. */
export function drip(socket: Duplex, bytes: Buffer): void {
  const size = Math.ceil(bytes.length / 50);
  pace(
    socket,
    Array.from({ length: 50 }, (_, at) => bytes.subarray(at * size, (at + 1) * size)).filter(
      (piece) => piece.length > 0,
    ),
  );
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { headerValueFault } from '../notation/header-value.ts';
import { isToken } from '../notation/http-token.ts';
import type { Answer } from './answer.ts';
import { text } from './answers/plain.ts';

/** Statuses whose answers have no body (RFC 9110, section 15). */
const withoutBody = new Set([204, 205, 304]);

/** Headers that frame the body. A list's values for them are not sent, because they need not match this body. */
const framing = new Set(['content-length', 'transfer-encoding', 'trailer']);

/**
 * Sends an answer. If Node would refuse it (a bad status or header), sends a 500 with the reason instead, so that no
 * value in a list can crash the server.
 *
 * @returns the status that was sent
 */
export function send(request: IncomingMessage, response: ServerResponse, answer: Answer): number {
  const fault = faultOf(answer);
  const sent: Answer = fault === undefined ? answer : serverError(fault);
  const { status, headers } = sent;
  const bytes = withoutBody.has(status) ? Buffer.alloc(0) : encoded(sent);
  for (const [key, value] of headers) if (!framing.has(key.toLowerCase())) response.appendHeader(key, value);
  const isChunked = headers.some(([key]) => key.toLowerCase() === 'transfer-encoding');
  if (!isChunked && status !== 204 && status !== 304) response.setHeader('Content-Length', bytes.length);
  response.writeHead(status);
  response.end(request.method === 'HEAD' || bytes.length === 0 ? undefined : bytes);
  return status;
}

/** The body, compressed if its header says so (RFC 9110, section 8.4). */
function encoded({ headers, body, bytes = Buffer.from(body) }: Answer): Buffer {
  const encoding = headers
    .find(([key]) => key.toLowerCase() === 'content-encoding')?.[1]
    .trim()
    .toLowerCase();
  if (encoding === 'gzip' || encoding === 'x-gzip') return gzipSync(bytes);
  if (encoding === 'deflate') return deflateSync(bytes);
  return encoding === 'br' ? brotliCompressSync(bytes) : bytes;
}

/** Returns a 500 with the reason in its body. */
export function serverError(reason: string): Answer {
  return text(500, `Internal Server Error: ${reason}\n`);
}

/** Why Node would refuse to send an answer; undefined when it would send it. */
function faultOf({ status, headers }: Answer): string | undefined {
  if (!Number.isInteger(status) || status < 200 || status > 599) return `${status} is not the status of an answer`;
  for (const [key, value] of headers) {
    if (!isToken(key)) return `${JSON.stringify(key)} cannot be the name of a header`;
    const reason = headerValueFault(value);
    if (reason !== undefined) return `the value of the header ${key} cannot be sent: ${reason}`;
  }
  return undefined;
}

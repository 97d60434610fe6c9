import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import zlib from 'node:zlib';

/** The largest answer that is taken in, in bytes: ten million characters of JSON are a fault, or an attack. */
export const MAX_ANSWER = 10 * 1024 * 1024;

/**
 * Ends every request of this process that is not over after some time, also those of scripts. newman's own limit is
 * one for silence: a server that sends a byte a second never meets it.
 *
 * @param milliseconds from the moment a request is sent to the end of its answer
 */
export function limitRequests(milliseconds: number): void {
  subscribe('http.client.request.start', (message) => {
    const { request } = message as { request: ClientRequest };
    const timer = setTimeout(() => {
      request.destroy(Object.assign(new Error('the answer took too long'), { code: 'ETIMEDOUT' }));
    }, milliseconds);
    request.once('close', () => clearTimeout(timer));
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

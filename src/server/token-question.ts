import type { IncomingMessage } from 'node:http';
import { parseQuietly } from '../notation/json/json-number.ts';
import { readBody } from './request/received.ts';
import type { TokenQuestion } from './token-endpoint.ts';

/** Bytes. A larger body of a token request is read as empty. */
const MAX_FORM = 64 * 1024;

/** Reads the body of a token request: a form (RFC 6749, appendix B) or JSON. */
export async function readQuestion(request: IncomingMessage): Promise<TokenQuestion> {
  const body = (await readBody(request, MAX_FORM))?.toString('utf8') ?? '';
  const type = request.headers['content-type'] ?? '';
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(type);
  return {
    form: new URLSearchParams(isForm ? body : ''),
    json: /^application\/json\b/i.test(type) ? parseQuietly(body) : undefined,
    authorization: request.headers.authorization,
  };
}

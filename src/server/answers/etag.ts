import { createHash } from 'node:crypto';
import type { Endpoint } from '../../model/api.ts';
import type { Answer } from '../answer.ts';
import type { Parsed } from '../request/compare.ts';
import { absentHeaders } from './headers.ts';

/** Adds an entity tag to what was read. A client that knows it already gets 304 (RFC 9110, section 13.1.2). */
export function withEtag(endpoint: Endpoint, { method, headers }: Parsed, answer: Answer): Answer {
  if (method !== 'GET' || answer.status !== 200 || absentHeaders(endpoint).has('etag')) return answer;
  const own = answer.headers.find(([name]) => name.toLowerCase() === 'etag')?.[1];
  const etag = own ?? etagOf(answer.bytes ?? answer.body);
  const withTag = own === undefined ? { ...answer, headers: [...answer.headers, ['ETag', etag] as const] } : answer;
  const isListed = endpoint.headers.some(({ key }) => key.toLowerCase() === 'if-none-match');
  const known = headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return !isListed && (known.includes(etag) || known.includes('*'))
    ? { status: 304, headers: [['ETag', etag]], body: '' }
    : withTag;
}

/** Returns an entity tag for a body (RFC 9110, section 8.8.3). */
function etagOf(body: string | Buffer): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
}

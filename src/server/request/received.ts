import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** Largest body that is read, in bytes. */
const MOST_BYTES = 25_000_000;

/** A request as the server received it. */
export interface Received {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A file in a multipart body, or a body that is a file. */
export interface ReceivedFile {
  readonly bytes: Buffer;
  readonly type: string;
}

/** A field of a form: its value, or a file with its name. */
export type ReceivedField =
  | { readonly key: string; readonly value: string }
  | { readonly key: string; readonly name: string; readonly file: ReceivedFile };

/**
 * Reads the body of a request. Returns undefined if it is too large; the rest of it is then ignored.
 *
 * @param most bytes that are read
 */
export async function readBody(request: IncomingMessage, most = MOST_BYTES): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= most) chunks.push(chunk);
  }
  return size > most ? undefined : Buffer.concat(chunks);
}

/** Returns the media type of a request, without parameters, in lower case; empty if it has none. */
export function mediaType({ headers }: Pick<Received, 'headers'>): string {
  return (headers['content-type'] ?? '').replace(/;.*$/s, '').trim().toLowerCase();
}

/** Returns the fields of a form, urlencoded or multipart; undefined for any other body, and one that cannot be read. */
export async function readFields({ headers, body }: Received): Promise<ReceivedField[] | undefined> {
  const type = mediaType({ headers });
  if (type === 'application/x-www-form-urlencoded') {
    return [...new URLSearchParams(body.toString('utf8'))].map(([key, value]) => ({ key, value }));
  }
  if (type !== 'multipart/form-data') return undefined;
  try {
    const form = await new Response(new Uint8Array(body), {
      headers: { 'Content-Type': headers['content-type'] ?? '' },
    }).formData();
    return await Promise.all(
      [...form].map(async ([key, value]): Promise<ReceivedField> => {
        if (typeof value === 'string') return { key, value };
        return { key, name: value.name, file: { bytes: Buffer.from(await value.arrayBuffer()), type: value.type } };
      }),
    );
  } catch {
    return undefined;
  }
}

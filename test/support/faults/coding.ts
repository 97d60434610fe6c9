import { pipeline, Readable } from 'node:stream';
import {
  type BrotliCompress,
  createBrotliCompress,
  createDeflate,
  createGzip,
  type Deflate,
  type Gzip,
  gzipSync,
} from 'node:zlib';
import { type Answer, type Fault, noAnswer, wire } from './fault.ts';

/** A compressed stream that contains all of a text but lacks its end. */
async function unfinished(encoder: Gzip | Deflate | BrotliCompress, text: string): Promise<Buffer> {
  encoder.write(text);
  await new Promise<void>((resolve) => encoder.flush(resolve));
  const bytes = encoder.read() as Buffer;
  encoder.destroy();
  return bytes;
}

const send =
  (coding: string, encode: (body: string) => Buffer | Promise<Buffer>): Answer =>
  async ({ socket, body }) => {
    const bytes = await encode(body);
    socket.end(wire(bytes, [`Content-Encoding: ${coding}`, `Content-Length: ${bytes.length}`]));
  };

/** Gzip with a wrong checksum (RFC 1952, section 2.3.1: the first four of its last eight bytes). */
function mischecked(text: string): Buffer {
  const bytes = gzipSync(text);
  bytes.writeUInt32LE((bytes.readUInt32LE(bytes.length - 8) ^ 1) >>> 0, bytes.length - 8);
  return bytes;
}

const MEGABYTE = Buffer.alloc(1_000_000, ' ');

/** 300 MB of valid JSON, mostly spaces, compressed to about 300 KB. It is sent while it is compressed. */
const bomb: Answer = ({ socket, body }) => {
  const text = Readable.from([body.slice(0, -1), ...Array.from({ length: 300 }, () => MEGABYTE), '}']);
  socket.write(wire('', ['Content-Encoding: gzip']));
  // A client may disconnect before the end.
  pipeline(text, createGzip(), socket, () => undefined);
};

/** Bodies that do not match their Content-Encoding. */
export const codingFaults: readonly Fault[] = [
  {
    name: 'gzip without its end',
    row: 76,
    why: 'an engine that accepts a partly decoded body sees the expected JSON, and never the checksum',
    codes: noAnswer,
    how: { answer: send('gzip', (body) => unfinished(createGzip(), body)) },
  },
  {
    name: 'deflate without its end',
    row: 76,
    why: 'the same fault in another decoder',
    codes: noAnswer,
    how: { answer: send('deflate', (body) => unfinished(createDeflate(), body)) },
  },
  {
    name: 'brotli without its end',
    row: 76,
    why: 'a coding without a checksum: only its last block marks the end',
    codes: noAnswer,
    how: { answer: send('br', (body) => unfinished(createBrotliCompress(), body)) },
  },
  {
    name: 'gzip with a wrong checksum',
    row: 77,
    why: 'the body is complete, but one bit was changed in transit',
    codes: noAnswer,
    how: { answer: send('gzip', mischecked) },
  },
  {
    name: 'gzip with a broken block',
    row: 77,
    why: 'the decoder fails after the expected JSON, before the end',
    codes: noAnswer,
    how: {
      // The reserved block type, which is an error (RFC 1951, section 3.2.3).
      answer: send('gzip', async (body) =>
        Buffer.concat([await unfinished(createGzip(), body), Buffer.alloc(8, 0xff)]),
      ),
    },
  },
  {
    name: 'plain text declared as gzip',
    row: 77,
    why: 'a proxy decompressed the body and kept the header',
    codes: noAnswer,
    how: { answer: send('gzip', (body) => Buffer.from(body)) },
  },
  {
    name: 'gzip bomb',
    row: 99,
    why: '300 KB that expand to 300 MB: a limit on received bytes does not stop it',
    codes: noAnswer,
    how: { answer: bomb },
  },
];

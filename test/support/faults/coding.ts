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

/** A stream that holds all of a text, and does not end. */
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

/** Gzip whose checksum, four bytes of its last eight (RFC 1952, section 2.3.1), is not that of its text. */
function mischecked(text: string): Buffer {
  const bytes = gzipSync(text);
  bytes.writeUInt32LE((bytes.readUInt32LE(bytes.length - 8) ^ 1) >>> 0, bytes.length - 8);
  return bytes;
}

const MEGABYTE = Buffer.alloc(1_000_000, ' ');

/** 300 MB of good JSON, most of it blanks, in some 300 KB; sent as it is packed, so that it begins at once. */
const bomb: Answer = ({ socket, body }) => {
  const text = Readable.from([body.slice(0, -1), ...Array.from({ length: 300 }, () => MEGABYTE), '}']);
  socket.write(wire('', ['Content-Encoding: gzip']));
  // Whoever goes away in the middle of it is right.
  pipeline(text, createGzip(), socket, () => undefined);
};

/** Content codings that are not what they say. */
export const codingFaults: readonly Fault[] = [
  {
    name: 'gzip without its end',
    row: 76,
    why: 'an engine that takes what it could unpack sees the wanted JSON, and never the checksum',
    codes: noAnswer,
    how: { answer: send('gzip', (body) => unfinished(createGzip(), body)) },
  },
  {
    name: 'deflate without its end',
    row: 76,
    why: 'another decoder, the same question',
    codes: noAnswer,
    how: { answer: send('deflate', (body) => unfinished(createDeflate(), body)) },
  },
  {
    name: 'brotli without its end',
    row: 76,
    why: 'a coding without a checksum: only its last block tells',
    codes: noAnswer,
    how: { answer: send('br', (body) => unfinished(createBrotliCompress(), body)) },
  },
  {
    name: 'gzip with a wrong checksum',
    row: 77,
    why: 'everything is there, and one bit of it was changed on the way',
    codes: noAnswer,
    how: { answer: send('gzip', mischecked) },
  },
  {
    name: 'gzip with a broken block',
    row: 77,
    why: 'the decoder fails after the wanted JSON, and not at the end',
    codes: noAnswer,
    how: {
      // The bits of a block of a kind that there is not (RFC 1951, section 3.2.3).
      answer: send('gzip', async (body) =>
        Buffer.concat([await unfinished(createGzip(), body), Buffer.alloc(8, 0xff)]),
      ),
    },
  },
  {
    name: 'gzip that is none',
    row: 77,
    why: 'a proxy unpacked the body and kept the header',
    codes: noAnswer,
    how: { answer: send('gzip', (body) => Buffer.from(body)) },
  },
  {
    name: 'gzip bomb',
    row: 99,
    why: '300 KB that become 300 MB: a cap on what was received does not see them',
    codes: noAnswer,
    how: { answer: bomb },
  },
];

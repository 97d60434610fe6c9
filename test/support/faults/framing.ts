import { type Fault, noAnswer, wire, wrongOrNone } from './fault.ts';

/** Answers whose head is no HTTP, or does not say where the body ends. */
export const framingFaults: readonly Fault[] = [
  {
    name: 'another protocol',
    row: 78,
    why: 'the port of an SSH server: it has a first line, and that is all',
    codes: noAnswer,
    how: { answer: ({ socket }) => socket.end('SSH-2.0-OpenSSH_9.6\r\n') },
  },
  {
    name: 'a body without a head',
    row: 78,
    why: 'HTTP/0.9 had no status: what has none cannot be good',
    codes: noAnswer,
    how: { answer: ({ socket, body }) => socket.end(body) },
  },
  {
    name: 'a control character in a header',
    row: 78,
    why: 'it could end a header line for one reader and not for the next',
    codes: noAnswer,
    how: {
      answer: ({ socket, body }) => socket.end(wire(body, ['X-Cache: a\u0000b', `Content-Length: ${body.length}`])),
    },
  },
  {
    name: 'a header of 100 KB',
    row: 78,
    why: 'heads have to be kept in memory, so there is a limit',
    codes: noAnswer,
    how: {
      answer: ({ socket, body }) =>
        socket.end(wire(body, [`X-Pad: ${'a'.repeat(100_000)}`, `Content-Length: ${body.length}`])),
    },
  },
  {
    name: 'two lengths',
    row: 78,
    why: 'readers that choose differently see different answers (RFC 9112, section 6.3)',
    codes: noAnswer,
    how: {
      answer: ({ socket, body }) =>
        socket.end(wire(body, [`Content-Length: ${body.length}`, `Content-Length: ${body.length + 5}`])),
    },
  },
  {
    name: 'a negative length',
    row: 78,
    why: 'an overflow in the server',
    codes: noAnswer,
    how: { answer: ({ socket, body }) => socket.end(wire(body, ['Content-Length: -1'])) },
  },
  {
    name: 'a length and chunks',
    row: 78,
    why: 'the two end the body in different places: RFC 9112 wants it handled as an error',
    codes: noAnswer,
    how: {
      answer: ({ socket, body }) =>
        socket.end(
          wire(`${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`, [
            'Content-Length: 4',
            'Transfer-Encoding: chunked',
          ]),
        ),
    },
  },
  {
    name: 'a chunk whose size is no number',
    row: 78,
    why: 'the first chunk is the JSON that was wanted; what follows cannot be read',
    codes: noAnswer,
    how: {
      answer: ({ socket, body }) =>
        socket.end(wire(`${body.length.toString(16)}\r\n${body}\r\nxyz\r\n\r\n`, ['Transfer-Encoding: chunked'])),
    },
  },
  {
    name: 'an interim answer only',
    row: 78,
    why: '100 Continue is no verdict of the server',
    codes: noAnswer,
    how: { answer: ({ socket }) => socket.end('HTTP/1.1 100 Continue\r\n\r\n') },
  },
  {
    name: 'a change of protocol that nobody asked for',
    row: 78,
    why: 'after 101 nothing on the connection is HTTP any more',
    codes: noAnswer,
    how: {
      answer: ({ socket, body }) =>
        socket.end(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n${body}`),
    },
  },
  {
    name: 'an answer with a second one behind it',
    row: 78,
    why: 'the connection stays open: the next request on it must not be given what was sent before it was asked',
    codes: wrongOrNone,
    how: {
      answer: ({ socket, body }) => {
        const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length:';
        const first = body.slice(0, -1);
        socket.write(`${head} ${first.length}\r\n\r\n${first}${head} ${body.length}\r\n\r\n${body}`);
      },
    },
  },
];

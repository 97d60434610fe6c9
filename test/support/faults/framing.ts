import { type Fault, noAnswer, wire, wrongOrNone } from './fault.ts';

/** Answers whose head is not valid HTTP, or does not define the end of the body. */
export const framingFaults: readonly Fault[] = [
  {
    name: 'another protocol',
    row: 78,
    why: 'the port of an SSH server: it sends one line and nothing more',
    codes: noAnswer,
    how: { answer: ({ socket }) => socket.end('SSH-2.0-OpenSSH_9.6\r\n') },
  },
  {
    name: 'a body without a head',
    row: 78,
    why: 'as in HTTP/0.9: an answer without a status cannot be good',
    codes: noAnswer,
    how: { answer: ({ socket, body }) => socket.end(body) },
  },
  {
    name: 'a control character in a header',
    row: 78,
    why: 'some readers could take it for the end of the line, others not',
    codes: noAnswer,
    how: {
      answer: ({ socket, body }) => socket.end(wire(body, ['X-Cache: a\u0000b', `Content-Length: ${body.length}`])),
    },
  },
  {
    name: 'a header of 100 KB',
    row: 78,
    why: 'headers are kept in memory, so their size is limited',
    codes: noAnswer,
    how: {
      answer: ({ socket, body }) =>
        socket.end(wire(body, [`X-Pad: ${'a'.repeat(100_000)}`, `Content-Length: ${body.length}`])),
    },
  },
  {
    name: 'two lengths',
    row: 78,
    why: 'readers that choose different lengths see different answers (RFC 9112, section 6.3)',
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
    why: 'they disagree about the end of the body: RFC 9112 says to treat it as an error',
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
    name: 'a chunk whose size is not a number',
    row: 78,
    why: 'the first chunk is the expected JSON; the rest cannot be read',
    codes: noAnswer,
    how: {
      answer: ({ socket, body }) =>
        socket.end(wire(`${body.length.toString(16)}\r\n${body}\r\nxyz\r\n\r\n`, ['Transfer-Encoding: chunked'])),
    },
  },
  {
    name: 'an interim answer only',
    row: 78,
    why: '100 Continue is not a final answer',
    codes: noAnswer,
    how: { answer: ({ socket }) => socket.end('HTTP/1.1 100 Continue\r\n\r\n') },
  },
  {
    name: 'a protocol upgrade that was not requested',
    row: 78,
    why: 'after 101, the connection no longer carries HTTP',
    codes: noAnswer,
    how: {
      answer: ({ socket, body }) =>
        socket.end(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n${body}`),
    },
  },
  {
    name: 'an answer followed by a second one',
    row: 78,
    why: 'the connection stays open: its next request must not receive an answer sent before that request',
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

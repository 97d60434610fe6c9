import { type Fault, noAnswer, wire } from './fault.ts';

/** The host, the port, and connections that end too early. */
export const connectionFaults: readonly Fault[] = [
  {
    name: 'nothing listens',
    row: 68,
    why: 'the commonest of all: the server is not started',
    codes: noAnswer,
    how: { place: async () => ({ origin: 'http://127.0.0.1:1', silent: true }) },
  },
  {
    name: 'no such host',
    row: 68,
    why: 'a typing mistake in base_url; nothing can be asked',
    codes: noAnswer,
    how: { place: async () => ({ origin: 'https://nothing.invalid', silent: true }) },
  },
  {
    name: 'closed without a byte',
    row: 75,
    why: 'a load balancer without a server behind it; an engine may send such a request again',
    codes: noAnswer,
    how: { answer: ({ socket }) => socket.end() },
  },
  {
    name: 'reset without a byte',
    row: 75,
    why: 'a firewall, or a server that was killed; an engine may send such a request again',
    codes: noAnswer,
    how: { answer: ({ socket }) => socket.resetAndDestroy() },
  },
  {
    name: 'reset after the head',
    row: 75,
    why: 'the status is known and good, the answer is not',
    codes: noAnswer,
    how: {
      answer: ({ socket, body }) => {
        socket.write(wire('', [`Content-Length: ${body.length}`]), () =>
          setTimeout(() => socket.resetAndDestroy(), 50),
        );
      },
    },
  },
  {
    name: 'closed in the middle of the body',
    row: 75,
    why: 'what came reads as the JSON that was wanted; only its length tells that it was cut',
    codes: noAnswer,
    how: { answer: ({ socket, body }) => socket.end(wire(body, [`Content-Length: ${body.length + 100}`])) },
  },
  {
    name: 'closed before the last chunk',
    row: 75,
    why: 'all chunks are whole; only the empty one, which ends the body, is missing',
    codes: noAnswer,
    how: {
      answer: ({ socket, body }) =>
        socket.end(wire(`${body.length.toString(16)}\r\n${body}\r\n`, ['Transfer-Encoding: chunked'])),
    },
  },
];

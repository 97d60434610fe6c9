import { type Fault, noAnswer, wire } from './fault.ts';

/** Wrong hosts and ports, and connections that end too early. */
export const connectionFaults: readonly Fault[] = [
  {
    name: 'nothing listens',
    row: 68,
    why: 'the most common fault: the server is not running',
    codes: noAnswer,
    how: { place: async () => ({ origin: 'http://127.0.0.1:1', silent: true }) },
  },
  {
    name: 'no such host',
    row: 68,
    why: 'a typo in base_url; there is no address to connect to',
    codes: noAnswer,
    how: { place: async () => ({ origin: 'https://nothing.invalid', silent: true }) },
  },
  {
    name: 'closed without a byte',
    row: 75,
    why: 'a load balancer without a back end; an engine may resend such a request',
    codes: noAnswer,
    how: { answer: ({ socket }) => socket.end() },
  },
  {
    name: 'reset without a byte',
    row: 75,
    why: 'a firewall or a killed server; an engine may resend such a request',
    codes: noAnswer,
    how: { answer: ({ socket }) => socket.resetAndDestroy() },
  },
  {
    name: 'reset after the head',
    row: 75,
    why: 'the status is good, but the body never arrives',
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
    why: 'the received part is the expected JSON; only Content-Length shows that it was cut off',
    codes: noAnswer,
    how: { answer: ({ socket, body }) => socket.end(wire(body, [`Content-Length: ${body.length + 100}`])) },
  },
  {
    name: 'closed before the last chunk',
    row: 75,
    why: 'all chunks are complete; only the empty chunk that ends the body is missing',
    codes: noAnswer,
    how: {
      answer: ({ socket, body }) =>
        socket.end(wire(`${body.length.toString(16)}\r\n${body}\r\n`, ['Transfer-Encoding: chunked'])),
    },
  },
];

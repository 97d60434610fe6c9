import { type Fault, noAnswer, wire, wrongAnswer } from './fault.ts';

const PIECE = Buffer.alloc(500_000, ' ');

/** Answers that are too large. */
export const floodFaults: readonly Fault[] = [
  {
    name: '60 MB of body',
    row: 97,
    why: 'valid JSON, but too large for an API; stock newman loses its JSON report',
    codes: noAnswer,
    how: {
      answer: ({ socket, body }) =>
        socket.end(
          wire(Buffer.concat([Buffer.from(body.slice(0, -1)), Buffer.alloc(60_000_000, ' '), Buffer.from('}')])),
        ),
    },
  },
  {
    name: 'a body without end',
    row: 99,
    why: '50 MB per second: never idle, never complete, and without a Content-Length to check first',
    codes: noAnswer,
    how: {
      answer: ({ socket, body }) => {
        socket.write(wire(body.slice(0, -1), []));
        // Stops when the connection is closed, or after half a minute.
        let left = 3000;
        const timer = setInterval(() => {
          if (socket.destroyed || left-- === 0) clearInterval(timer);
          else if (socket.writableLength < 10 * PIECE.length) socket.write(PIECE);
        }, 10);
      },
    },
  },
  {
    name: 'JSON of 200,000 nested arrays',
    row: 101,
    why: 'recursion over it overflows the stack and ends the process',
    codes: wrongAnswer,
    how: { answer: ({ socket }) => socket.end(wire(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)) },
  },
];

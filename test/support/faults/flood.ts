import { type Fault, noAnswer, wire, wrongAnswer } from './fault.ts';

const PIECE = Buffer.alloc(500_000, ' ');

/** Answers that are too much. */
export const floodFaults: readonly Fault[] = [
  {
    name: '60 MB of body',
    row: 97,
    why: 'good JSON, and no answer to an API request; with it stock newman loses its JSON report',
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
    why: '50 MB each second: never idle, never complete, and no length that could be looked at first',
    codes: noAnswer,
    how: {
      answer: ({ socket, body }) => {
        socket.write(wire(body.slice(0, -1), []));
        // It ends with its connection, and after half a minute at the latest.
        let left = 3000;
        const timer = setInterval(() => {
          if (socket.destroyed || left-- === 0) clearInterval(timer);
          else if (socket.writableLength < 10 * PIECE.length) socket.write(PIECE);
        }, 10);
      },
    },
  },
  {
    name: 'JSON in 200,000 lists',
    row: 101,
    why: 'whatever walks it by calling itself ends the process',
    codes: wrongAnswer,
    how: { answer: ({ socket }) => socket.end(wire(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)) },
  },
];

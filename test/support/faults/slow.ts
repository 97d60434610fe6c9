import { drip, type Fault, noAnswer, pace, wire } from './fault.ts';

const hint = Buffer.from('HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n');

/** Answers that take longer than a request may. Those that end at all end well, five seconds later. */
export const slowFaults: readonly Fault[] = [
  {
    name: 'never answers',
    row: 69,
    why: 'without a deadline the run hangs for ever',
    codes: noAnswer,
    how: { answer: () => undefined },
  },
  {
    name: 'hangs in the middle of the body',
    row: 70,
    why: 'what came reads as the JSON that was wanted',
    codes: noAnswer,
    how: { answer: ({ socket, body }) => socket.write(wire(body, [`Content-Length: ${body.length + 100}`])) },
  },
  {
    name: 'drips its body',
    row: 71,
    why: 'it is never idle, so that only a deadline ends it; the answer is good when it is complete',
    codes: noAnswer,
    how: {
      answer: ({ socket, body }) => {
        socket.write(wire('', [`Content-Length: ${body.length + 100}`]));
        drip(socket, Buffer.from(body.padEnd(body.length + 100)));
      },
    },
  },
  {
    name: 'drips its head',
    row: 71,
    why: 'the same before there is a response at all',
    codes: noAnswer,
    how: { answer: ({ socket, body }) => drip(socket, wire(body)) },
  },
  {
    name: 'promises an answer again and again',
    row: 71,
    why: 'an interim answer (1xx) is traffic, and no answer',
    codes: noAnswer,
    how: { answer: ({ socket, body }) => pace(socket, [...Array.from({ length: 50 }, () => hint), wire(body)]) },
  },
];

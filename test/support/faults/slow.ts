import { drip, type Fault, noAnswer, pace, wire } from './fault.ts';

const hint = Buffer.from('HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n');

/** Answers that take longer than the time limit of a request. Those that end are good, but take five seconds. */
export const slowFaults: readonly Fault[] = [
  {
    name: 'never answers',
    row: 69,
    why: 'without a deadline the run never ends',
    codes: noAnswer,
    how: { answer: () => undefined },
  },
  {
    name: 'hangs in the middle of the body',
    row: 70,
    why: 'the received part is the expected JSON',
    codes: noAnswer,
    how: { answer: ({ socket, body }) => socket.write(wire(body, [`Content-Length: ${body.length + 100}`])) },
  },
  {
    name: 'sends its body slowly',
    row: 71,
    why: 'the connection is never idle, so only a deadline ends it; the complete answer is good',
    codes: noAnswer,
    how: {
      answer: ({ socket, body }) => {
        socket.write(wire('', [`Content-Length: ${body.length + 100}`]));
        drip(socket, Buffer.from(body.padEnd(body.length + 100)));
      },
    },
  },
  {
    name: 'sends its head slowly',
    row: 71,
    why: 'the same before the engine has a response',
    codes: noAnswer,
    how: { answer: ({ socket, body }) => drip(socket, wire(body)) },
  },
  {
    name: 'sends interim answers again and again',
    row: 71,
    why: 'interim answers (1xx) keep the connection busy and are not the final answer',
    codes: noAnswer,
    how: { answer: ({ socket, body }) => pace(socket, [...Array.from({ length: 50 }, () => hint), wire(body)]) },
  },
];

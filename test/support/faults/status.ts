import { type Answer, type Fault, wire, wrongAnswer, wrongOrNone } from './fault.ts';

/** The body is the wanted one: only the status is wrong. */
const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  ({ response, body }) =>
    response.writeHead(code, { 'Content-Type': 'application/json', ...headers }).end(body);

/** Complete answers that are not the one that was asked for. */
export const statusFaults: readonly Fault[] = [
  {
    name: '407, and no proxy',
    row: 93,
    why: 'a proxy that nobody configured stands in the way',
    codes: wrongAnswer,
    how: { answer: status(407, { 'Proxy-Authenticate': 'Basic realm="proxy"' }) },
  },
  {
    name: '429 with a short wait',
    row: 79,
    why: 'waited for once and no more, and never for what changes something',
    codes: wrongAnswer,
    retried: true,
    how: { answer: status(429, { 'Retry-After': '1' }) },
  },
  {
    name: '429 with a wait of an hour',
    row: 79,
    why: 'a server must not decide how long a run takes',
    codes: wrongAnswer,
    how: { answer: status(429, { 'Retry-After': '3600' }) },
  },
  {
    name: '429 without a word',
    row: 79,
    why: 'nothing says how long to wait',
    codes: wrongAnswer,
    how: { answer: status(429) },
  },
  {
    name: '502 with a page',
    row: 80,
    why: 'the proxy answers in the place of a server that is down, and not in JSON',
    codes: wrongAnswer,
    how: {
      answer: ({ response }) =>
        response.writeHead(502, { 'Content-Type': 'text/html' }).end('<h1>502 Bad Gateway</h1>'),
    },
  },
  {
    name: '503 with a short wait',
    row: 80,
    why: 'the other status that may name a time (RFC 9110, section 10.2.3)',
    codes: wrongAnswer,
    retried: true,
    how: { answer: status(503, { 'Retry-After': '1' }) },
  },
  {
    name: '504',
    row: 80,
    why: 'the server may have done what a POST asked for: sent again, it would be done twice',
    codes: wrongAnswer,
    how: { answer: status(504) },
  },
  {
    name: '204 with a body',
    row: 100,
    why: 'there is no body after 204: what follows is not part of the answer',
    codes: wrongOrNone,
    how: {
      answer: ({ socket, body }) =>
        socket.end(`HTTP/1.1 204 No Content\r\nContent-Length: ${body.length}\r\n\r\n${body}`),
    },
  },
  {
    name: 'zero bytes in the body',
    row: 100,
    why: 'JSON for a reader that stops at them, and for no other',
    codes: wrongAnswer,
    how: { answer: ({ socket, body }) => socket.end(wire(`${body}\u0000\u0000\u0000`)) },
  },
];

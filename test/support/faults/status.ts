import { type Answer, type Fault, wire, wrongAnswer, wrongOrNone } from './fault.ts';

/** The expected body with a wrong status. */
const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  ({ response, body }) =>
    response.writeHead(code, { 'Content-Type': 'application/json', ...headers }).end(body);

/** Complete but wrong answers. */
export const statusFaults: readonly Fault[] = [
  {
    name: '407 without a configured proxy',
    row: 93,
    why: 'a transparent proxy is in the way',
    codes: wrongAnswer,
    how: { answer: status(407, { 'Proxy-Authenticate': 'Basic realm="proxy"' }) },
  },
  {
    name: '429 with a short wait',
    row: 79,
    why: 'a run waits once and no more, and never for an unsafe request',
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
    name: '429 without Retry-After',
    row: 79,
    why: 'the server does not say how long to wait',
    codes: wrongAnswer,
    how: { answer: status(429) },
  },
  {
    name: '502 with an HTML page',
    row: 80,
    why: 'a proxy answers for a server that is down, and not in JSON',
    codes: wrongAnswer,
    how: {
      answer: ({ response }) =>
        response.writeHead(502, { 'Content-Type': 'text/html' }).end('<h1>502 Bad Gateway</h1>'),
    },
  },
  {
    name: '503 with a short wait',
    row: 80,
    why: 'the other status that may have Retry-After (RFC 9110, section 10.2.3)',
    codes: wrongAnswer,
    retried: true,
    how: { answer: status(503, { 'Retry-After': '1' }) },
  },
  {
    name: '504',
    row: 80,
    why: 'the server may have carried out a POST: sent again, it would be carried out twice',
    codes: wrongAnswer,
    how: { answer: status(504) },
  },
  {
    name: '204 with a body',
    row: 100,
    why: 'a 204 has no body: the bytes after it are not part of the answer',
    codes: wrongOrNone,
    how: {
      answer: ({ socket, body }) =>
        socket.end(`HTTP/1.1 204 No Content\r\nContent-Length: ${body.length}\r\n\r\n${body}`),
    },
  },
  {
    name: 'NUL bytes after the JSON',
    row: 100,
    why: 'valid JSON only for a reader that stops at the first NUL',
    codes: wrongAnswer,
    how: { answer: ({ socket, body }) => socket.end(wire(`${body}\u0000\u0000\u0000`)) },
  },
];

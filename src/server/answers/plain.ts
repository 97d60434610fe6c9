import type { Answer } from '../answer.ts';

/** An answer of plain text. */
export function text(status: number, body: string, headers: Answer['headers'] = []): Answer {
  return { status, headers: [['Content-Type', 'text/plain; charset=utf-8'], ...headers], body };
}

/** An answer of JSON. */
export function json(body: unknown, status = 200, headers: Answer['headers'] = []): Answer {
  return { status, headers: [['Content-Type', 'application/json'], ...headers], body: JSON.stringify(body) };
}

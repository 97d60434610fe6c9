import { expect } from 'vitest';
import { startServer } from '../../src/server/server.ts';
import { apiOf, type Files } from './api-of.ts';

/** A request, and what its answer must be: a status, and a part of its JSON, its text or its headers. */
export type Turn = [
  request: string,
  send: RequestInit | undefined,
  status: number,
  want?: object | string | ((body: string) => unknown),
];

/** A JSON body. */
export const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  body: JSON.stringify(body),
  headers: { 'Content-Type': 'application/json', ...headers },
});
/** Basic credentials with the password of {@link talk}. */
export const basic = (user: string): RequestInit => ({
  headers: { Authorization: `Basic ${Buffer.from(`${user}:pw`).toString('base64')}` },
});
/** A multipart form. */
export const form = (fields: Record<string, string | Blob>): RequestInit => {
  const body = new FormData();
  for (const [key, value] of Object.entries(fields)) body.append(key, value);
  return { body };
};

/** Asks the server of a list, request by request. All secrets are `pw`. */
export async function talk(entries: string, turns: readonly Turn[], more = '', files: Files = {}): Promise<void> {
  const api = apiOf(
    `name: Talk\nenvironments: { dev: { base_url: "https://shop.example/api" } }\n${more}endpoints:\n${entries}`,
    files,
  );
  const secrets = api.variables.flatMap(({ name, secret }) => (secret ? [[name, 'pw'] as const] : []));
  const server = await startServer({
    api,
    values: new Map([...(api.environments[0]?.values ?? []), ...secrets]),
    port: 0,
  });
  try {
    for (const [index, [request, send, status, want]] of turns.entries()) {
      const [method, path] = request.split(' ') as [string, string];
      const answer = await fetch(`${server.origin}/api${path}`, { method, redirect: 'manual', ...send });
      const body = await answer.text();
      const place = `turn ${index + 1}: ${request}`;
      expect(`${place} ${answer.status}`).toBe(`${place} ${status}`);
      if (typeof want === 'function') want(body);
      else if (typeof want === 'string') expect(body, place).toContain(want);
      else if (want)
        expect({ ...parsed(body), headers: Object.fromEntries(answer.headers) }, place).toMatchObject(want);
    }
  } finally {
    await server.close();
  }
}

function parsed(body: string): object {
  try {
    return JSON.parse(body) as object;
  } catch {
    return {};
  }
}

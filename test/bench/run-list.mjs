// What the runners run: a list of so many requests, and a server on this machine that answers them at once.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

/** The generated files, for `newman run` and `postman collection run`. */
export const generatedFiles = ['bench.postman_collection.json', '-e', 'bench.dev.postman_environment.json'];

/** Starts a server on a free port that answers every request with `{"status":"ok"}`. */
export async function startServer() {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.end('{"status":"ok"}');
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** Writes a list of so many requests into a new folder, and generates its files with a build of postmint. */
export function generateRunList(postmint, folder, origin, count) {
  const expect = { status: 200, body: { status: 'ok' } };
  const endpoints = Array.from({ length: count }, (_, index) => ({ request: `GET /health/${index}`, expect }));
  mkdirSync(folder, { recursive: true });
  const list = { name: 'Bench', environments: { dev: { base_url: origin } }, endpoints };
  writeFileSync(join(folder, 'endpoints.yaml'), JSON.stringify(list));
  const { status, stderr } = spawnSync(process.execPath, [postmint, 'generate'], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${postmint} generate ends with ${status}: ${stderr}`);
}

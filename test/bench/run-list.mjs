// What the runners run: a list of so many requests, and a server on this machine that answers them at once.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

/** The generated files, for `newman run` and `postman collection run`. */
export const generatedFiles = ['bench.postman_collection.json', '-e', 'bench.dev.postman_environment.json'];

/**
 * Starts a server on a free port that answers every request with `{"status":"ok"}`.
 *
 * @param latency milliseconds until it answers
 */
export async function startServer(latency = 0) {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'application/json');
    if (latency === 0) response.end('{"status":"ok"}');
    else setTimeout(() => response.end('{"status":"ok"}'), latency);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** Writes the same requests with the same tests as a collection of Bruno. Returns its folder. */
export function writeBruno(folder, origin, count) {
  const home = join(folder, 'bruno');
  mkdirSync(join(home, 'environments'), { recursive: true });
  writeFileSync(join(home, 'bruno.json'), JSON.stringify({ version: '1', name: 'Bench', type: 'collection' }));
  writeFileSync(join(home, 'environments', 'dev.bru'), `vars {\n  base_url: ${origin}\n}\n`);
  for (let index = 0; index < count; index++) {
    const text = `meta {
  name: r${index}
  type: http
  seq: ${index + 1}
}

get {
  url: {{base_url}}/health/${index}
  body: none
  auth: none
}

tests {
  test("Status is 200", () => expect(res.getStatus()).to.equal(200));
  test("Body has the expected values", () => expect(res.getBody().status).to.equal("ok"));
}
`;
    writeFileSync(join(home, `r${index}.bru`), text);
  }
  return home;
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

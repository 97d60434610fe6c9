import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inProcess } from '../../support/in-process.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const list = (path: string) => `name: Shop
auth: api-key
environments: { dev: { base_url: "http://127.0.0.1:9" } }
endpoints: [GET ${path}]
`;

test('serve --watch answers for the list as it is now, at the same address and with the same secrets', async () => {
  const cwd = tempFolder();
  const path = join(cwd, 'endpoints.yaml');
  writeFileSync(path, list('/first'));
  const stop = new AbortController();
  let text = '';
  let look = () => {};
  const until = (pattern: RegExp) =>
    new Promise<string>((resolve) => {
      look = () => {
        if (!pattern.test(text)) return;
        look = () => {};
        const found = text;
        text = '';
        resolve(found);
      };
      look();
    });
  const onText = (more: string) => {
    text += more;
    look();
  };
  const running = inProcess(['serve', '--watch', '--port', '0'], { cwd, signal: stop.signal, onText });
  const first = await until(/watching for changes/);
  const origin = /http:\/\/localhost:\d+/.exec(first)?.[0] ?? '';
  const key = /API_KEY=(\S+)/.exec(first)?.[1] ?? '';
  const status = async (to: string) =>
    (await fetch(`${origin}${to}`, { headers: { 'X-Api-Key': key, Connection: 'close' } })).status;
  expect([await status('/first'), await status('/second')]).toEqual([200, 404]);
  // A mistake does not stop the server.
  writeFileSync(path, list('/first').replace('GET', 'GETT'));
  await until(/unknown-method[\s\S]*hint/);
  expect(await status('/first')).toBe(200);
  // Editors save to another file first.
  writeFileSync(`${path}.new`, list('/second'));
  renameSync(`${path}.new`, path);
  const again = await until(/is served at[\s\S]*postmint run/);
  expect(again).toContain(origin);
  expect(again).toContain(`API_KEY=${key}`);
  expect([await status('/first'), await status('/second')]).toEqual([404, 200]);
  stop.abort();
  expect((await running).code).toBe(0);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadNewman } from '../../../src/run/newman/load-newman.ts';
import { codesIn, unwrap } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { serveReplies } from '../../support/loopback.ts';
import { makeWorkspace } from '../../support/workspace.ts';

const dead = 'http://127.0.0.1:1/x';

const listWith = (key: 'before' | 'after', script: string) => `name: Script
environments: { dev: { base_url: "http://127.0.0.1:9" } }
endpoints:
  - name: Ask
    request: GET /a
    ${key}: ${JSON.stringify(script)}
`;

/** The number of failures that newman counts for the files in a folder. */
async function failuresInNewman(folder: string, origin: string): Promise<number> {
  const { newman } = await loadNewman();
  const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  return new Promise((resolve, reject) => {
    const options = {
      collection: read('script.postman_collection.json'),
      environment: read('script.dev.postman_environment.json'),
      envVar: [{ key: 'base_url', value: origin }],
    };
    newman.run(options, ((error: Error | null, summary: { run: { failures: unknown[] } }) =>
      error ? reject(error) : resolve(summary.run.failures.length)) as never);
  });
}

describe('a request of a script that gets no answer is a failure, as in newman', () => {
  test.each<[string, 'before' | 'after', string, number]>([
    ['the callback ignores it', 'after', `pm.sendRequest("${dead}", () => {});`, 1],
    ['the callback handles it', 'after', `pm.sendRequest("${dead}", (error) => { if (error) return; });`, 1],
    ['there is no callback', 'after', `pm.sendRequest("${dead}");`, 1],
    ['it is sent before the request', 'before', `pm.sendRequest("${dead}", () => {});`, 1],
    ['but not one that is answered with 500', 'after', 'pm.sendRequest(pm.request.url + "/500", () => {});', 0],
  ])('%s', async (_, key, script, want) => {
    const server = await serveReplies(({ url }) => ({ status: url?.endsWith('500') ? 500 : 200 }));
    const cwd = makeWorkspace(listWith(key, script));
    const { code, stderr, stdout } = await inProcess(['run', '--var', `base_url=${server.origin}`], { cwd });
    expect(code).toBe(want);
    expect([...new Set(codesIn(stderr))]).toEqual(want === 1 ? ['script-failed'] : []);
    if (want === 1) {
      const name = key === 'before' ? 'prerequest' : 'test';
      expect(unwrap(stderr)).toContain(
        `the ${name} script of "Ask" failed: a request that it sent received no answer from 127.0.0.1:1: connection refused`,
      );
      expect(stdout).toMatch(/^✗ 200 {2}Ask/m);
    }
    expect(await failuresInNewman(cwd, server.origin)).toBe(want);
  });
});

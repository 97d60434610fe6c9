import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { codesIn, unwrap } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { serveReplies } from '../../support/loopback.ts';
import { serveBytes } from '../../support/serve-bytes.ts';
import { makeWorkspace } from '../../support/workspace.ts';

const list = `name: Large
environments: { dev: { base_url: "http://127.0.0.1:9" } }
endpoints: [GET /a]
`;

const run = (origin: string, args: readonly string[]) =>
  inProcess(['run', '--var', `base_url=${origin}`, ...args], { cwd: makeWorkspace(list) });

describe('an answer', () => {
  test.each<[string, number, readonly string[], number]>([
    ['of 10 MB is accepted', 10_000_000, [], 0],
    ['of more than 10 MB is not', 10_000_001, [], 4],
    ['of 11 MB is accepted with --max-response', 11_000_000, ['--max-response', '11MB'], 0],
    ['of more than --max-response is not', 500_001, ['--max-response', '500KB'], 4],
  ])('%s', async (_, size, args, want) => {
    const { origin } = await serveBytes({}, Buffer.alloc(size, 'x'));
    const { code, stderr } = await run(origin, args);
    expect(code).toBe(want);
    if (want === 4) {
      const limit = args[1] === undefined ? '10 MB' : '500 KB';
      expect(unwrap(stderr)).toContain(`larger than --max-response allows (${limit})`);
    }
  });

  test('is measured after decompression', async () => {
    const { origin } = await serveBytes({ 'Content-Encoding': 'gzip' }, gzipSync(Buffer.alloc(600_000, 'x')));
    expect((await run(origin, ['--max-response', '500KB'])).code).toBe(4);
    expect((await run(origin, ['--max-response', '600KB'])).code).toBe(0);
  });
});

test.each(['101MB', '0', 'many', '1GB'])('--max-response %s is refused, and nothing is sent', async (size) => {
  const server = await serveReplies(() => ({ status: 200 }));
  const { code, stderr } = await run(server.origin, ['--max-response', size]);
  expect([code, codesIn(stderr), server.requests]).toEqual([2, ['usage'], []]);
  expect(stderr).toContain('--max-response 50MB');
});

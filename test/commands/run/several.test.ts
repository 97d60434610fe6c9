import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codesIn, unwrap } from '../../support/cli.ts';
import { inProcess } from '../../support/in-process.ts';
import { serveReplies } from '../../support/loopback.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const listOf = (name: string) => `name: ${name}
environments:
  dev: { base_url: "http://127.0.0.1:9" }
endpoints:
  - { name: First, request: GET /${name.toLowerCase()}/first, tags: [smoke] }
  - { name: Second, request: GET /${name.toLowerCase()}/second }
`;

/** Runs the lists "Books" and "Music" together, against a server that answers `failing` with 500. */
async function run(args: readonly string[], failing = '') {
  const { origin, requests } = await serveReplies(({ url = '' }) => ({
    status: url === failing ? 500 : 200,
    body: {},
  }));
  const cwd = tempFolder();
  for (const name of ['books', 'music']) {
    mkdirSync(join(cwd, name));
    writeFileSync(join(cwd, name, 'endpoints.yaml'), listOf(name === 'books' ? 'Books' : 'Music'));
  }
  const lists = ['books/endpoints.yaml', 'music'];
  expect((await inProcess(['generate', ...lists], { cwd })).code).toBe(0);
  const ended = await inProcess(['run', ...lists, '--var', `base_url=${origin}`, ...args], { cwd });
  return { ...ended, cwd, requests };
}

const sentTo = (requests: readonly string[]) => requests.map((line) => /\/\w+\/\w+/.exec(line)?.[0]);
const all = ['/books/first', '/books/second', '/music/first', '/music/second'];

describe.concurrent('a run of two lists', () => {
  test('sends the requests of both, one after the other, each under the path of its list', async () => {
    const { code, stdout, requests } = await run([]);
    expect([code, sentTo(requests)]).toEqual([0, all]);
    const titles = stdout.split('\n').filter((line) => /^(books|music|Books|Music|passed)/.test(line));
    expect(titles).toEqual([
      'books/endpoints.yaml:',
      expect.stringMatching(/^Books: 2 requests/),
      expect.stringMatching(/^passed: 2 requests sent/),
      'music/endpoints.yaml:',
      expect.stringMatching(/^Music: 2 requests/),
      expect.stringMatching(/^passed: 2 requests sent/),
    ]);
  });

  test.each<[string, string[], string, string[]]>([
    ['fails if the first list fails, and still runs the second', [], '/books/first', all],
    ['fails if the second list fails', [], '/music/first', all],
    ['ends after the first list that fails, with --bail', ['--bail'], '/books/second', all.slice(0, 2)],
  ])('%s', async (_, args, failing, want) => {
    const { code, requests } = await run(args, failing);
    expect([code, sentTo(requests)]).toEqual([1, want]);
  });

  test('applies its options to each list', async () => {
    const { requests } = await run(['--tag', 'smoke']);
    expect(sentTo(requests)).toEqual(['/books/first', '/music/first']);
  });

  test('writes a report for each list, with {slug} in the path', async () => {
    const { code, cwd } = await run(['--report', 'junit={slug}.xml,json={slug}.json'], '/music/first');
    expect(code).toBe(1);
    const failures = ['books', 'music'].map((slug) =>
      readFileSync(join(cwd, `${slug}.xml`), 'utf8').includes('<failure'),
    );
    expect(failures).toEqual([false, true]);
    expect(JSON.parse(readFileSync(join(cwd, 'music.json'), 'utf8')).collection).toBe('Music');
  });

  test('prints one JSON document, with that of each list in it', async () => {
    const { code, stdout } = await run(['--format', 'json'], '/music/first');
    expect([code, JSON.parse(stdout)]).toMatchObject([
      1,
      {
        command: 'run',
        exitCode: 1,
        lists: [
          { list: 'books/endpoints.yaml', collection: 'Books', exitCode: 0 },
          { list: 'music/endpoints.yaml', collection: 'Music', exitCode: 1 },
        ],
      },
    ]);
  });

  test('shows both plans with --list, and sends nothing', async () => {
    const { code, stdout, requests } = await run(['--list']);
    expect([code, requests]).toEqual([0, []]);
    expect(stdout).toMatch(/^books\/endpoints\.yaml:\nGET .*First\nGET .*Second\n\nmusic\/endpoints\.yaml:\nGET /);
  });
});

describe.concurrent('a run of two lists sends nothing', () => {
  test('if one report would be written twice', async () => {
    const { code, stderr, requests, cwd } = await run(['--report', 'junit=report.xml']);
    expect([code, codesIn(stderr), requests]).toEqual([2, ['usage'], []]);
    expect(unwrap(stderr)).toContain('--report junit={slug}.xml');
    expect(existsSync(join(cwd, 'report.xml'))).toBe(false);
  });

  test('if one of them cannot run, and says which', async () => {
    const { cwd } = await run(['--list']);
    writeFileSync(join(cwd, 'music', 'endpoints.yaml'), listOf('Music').replace('Second', 'Third'));
    const { code, stdout, stderr } = await inProcess(['run', 'books', 'music', '--request', 'Second'], { cwd });
    expect([code, stdout, codesIn(stderr)]).toEqual([2, '', ['stale-file']]);
    expect(stderr).toMatch(/^music\/endpoints\.yaml:\n/);
    expect(readdirSync(join(cwd, 'music')).toSorted()).toEqual([
      'endpoints.yaml',
      'music.dev.postman_environment.json',
      'music.postman_collection.json',
    ]);
  });

  test('if both of them cannot run, and reports both', async () => {
    const { code, stderr, requests } = await run(['--tag', 'smok']);
    expect([code, codesIn(stderr), requests]).toEqual([2, ['unknown-tag', 'unknown-tag'], []]);
    expect(stderr).toMatch(/^books\/endpoints\.yaml:\n[\s\S]*\nmusic\/endpoints\.yaml:\n/);
  });
});

test('two paths of one list are one list', async () => {
  const { cwd } = await run(['--list']);
  const { code, stdout } = await inProcess(['run', 'books', './books/endpoints.yaml', '--list'], { cwd });
  expect([code, stdout.startsWith('GET ')]).toEqual([0, true]);
});

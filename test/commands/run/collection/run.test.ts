import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unwrap } from '../../../support/cli.ts';
import { ownCollections } from '../../../support/foreign/collections.ts';
import { onServer, startEcho } from '../../../support/foreign/echo-server.ts';
import { hostileCollections } from '../../../support/foreign/hostile.ts';
import { errorsIn, prepareHostile } from '../../../support/foreign/play-hostile.ts';
import { inProcess } from '../../../support/in-process.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

/*
 * The collections of test/slow/foreign-hostile.test.ts and test/slow/foreign-collections.test.ts that need no process of their
 * own, with newman in this process. There, they run as a user runs them.
 */

/** These need the limits of newman's process, or take long. */
const needsProcess =
  /never ends|waits for ever|all memory|ends the process|leave the sandbox|for ever|hundred thousand|socket|bail/;

const rows = Object.entries(hostileCollections).filter(([title]) => !needsProcess.test(title));

describe('a hostile collection', () => {
  test('most need no process of their own', () => expect(rows.length).toBeGreaterThan(30));

  test.each(rows)('%s', async (_, row) => {
    const { cwd, args, paragraphs } = await prepareHostile(row);
    const { code, stdout, stderr } = await inProcess([...args, '--report', 'html=r.html,json=r.json'], { cwd });
    expect({ code, errors: errorsIn(stderr), stderr }).toEqual({ code: row.code, errors: row.errors, stderr });
    if (row.says) expect(unwrap(stderr)).toMatch(row.says);
    expect(paragraphs).toHaveLength(row.arrive ?? 0);
    const written =
      code === 2 ? '' : readFileSync(join(cwd, 'r.html'), 'utf8') + readFileSync(join(cwd, 'r.json'), 'utf8');
    for (const secret of row.hides ?? []) expect(stdout + stderr + written).not.toContain(secret);
  });
});

/** Runs a collection whose only file is itself. */
async function play(collection: unknown, args: readonly string[] = [], files: Readonly<Record<string, unknown>> = {}) {
  const { origin, paragraphs } = await startEcho();
  const cwd = tempFolder();
  for (const [name, json] of Object.entries({ 'c.json': collection, ...files })) {
    writeFileSync(join(cwd, name), JSON.stringify(onServer(json, origin), null, 2));
  }
  const ended = await inProcess(['run', 'c.json', ...args], { cwd });
  return { ...ended, cwd, paragraphs };
}

const ask = (path: string, more: object = {}) => ({
  name: path,
  request: { method: 'GET', url: `https://postman-echo.com${path}` },
  ...more,
});
const tests = (exec: string) => ({ event: [{ listen: 'test', script: { exec: [exec] } }] });

describe('what people do', () => {
  const own = Object.entries(ownCollections).filter(([title]) =>
    /scopes|setNextRequest|cookies|auth: inherited|bodies|folder/.test(title),
  );
  test.each(own)('%s', async (_, { collection, environment, globals, options = [], files = {} }) => {
    const { origin, paragraphs } = await startEcho();
    const cwd = tempFolder();
    const write = (name: string, json: unknown) =>
      writeFileSync(join(cwd, name), JSON.stringify(onServer(json, origin)));
    write('c.json', collection);
    if (environment) write('e.json', environment);
    if (globals) write('g.json', globals);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
    const args = [...(environment ? ['-e', 'e.json'] : []), ...(globals ? ['-g', 'g.json'] : []), ...options];
    const { code, stderr } = await inProcess(['run', 'c.json', ...args, '--verbose'], { cwd });
    expect([code, stderr]).toEqual([0, stderr]);
    expect(paragraphs.length).toBeGreaterThan(0);
  });
});

describe('--export-environment', () => {
  test('writes all that is left but secrets', async () => {
    const environment = {
      name: 'dev',
      values: [
        { key: 'a', value: 1, enabled: true },
        { key: 'o', value: { x: [1] }, enabled: true },
        { key: 'off', value: 'v', enabled: false },
        { key: 'password', value: 'secret-1234', enabled: true },
      ],
    };
    const item = [ask('/get', tests(`pm.environment.set('made', 'yes')`))];
    const args = ['-e', 'e.json', '--export-environment', 'out.json', '--env-var', 'b=2', '--global-var', 'g=3'];
    const { code, cwd } = await play({ info: {}, item }, args, { 'e.json': environment });
    expect(code).toBe(0);
    const { name, values } = JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8'));
    expect([name, values.map(({ key, value }: Record<string, string>) => [key, value])]).toEqual([
      'dev',
      [
        ['a', '1'],
        ['o', '{"x":[1]}'],
        ['off', 'v'],
        ['b', '2'],
        ['made', 'yes'],
      ],
    ]);
  });

  test('of an environment without variables is not an error', async () => {
    const args = ['-e', 'e.json', '--export-environment', 'out.json'];
    const { code, stderr } = await play({ info: {}, item: [ask('/get')] }, args, {
      'e.json': { name: 'x', values: [] },
    });
    expect([code, stderr]).toEqual([0, '']);
  });
});

describe('secrets outside of the files', () => {
  const collection = {
    info: { name: 'Shop' },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{access_token}}' }] },
    item: [ask('/get?refresh={{refresh_token}}', tests(`pm.environment.set('refresh_token', 'new')`))],
  };
  test.each<[title: string, env: Record<string, string>]>([
    ['with the name of the environment', { SHOP_DEV_ACCESS_TOKEN: 'tok-aaaa-1', SHOP_DEV_REFRESH_TOKEN: 'ref-bbbb-2' }],
    ['without it', { SHOP_ACCESS_TOKEN: 'tok-aaaa-1', SHOP_REFRESH_TOKEN: 'ref-bbbb-2' }],
  ])('are used: %s', async (_, env) => {
    const { origin, paragraphs } = await startEcho();
    const cwd = tempFolder();
    writeFileSync(join(cwd, 'c.json'), JSON.stringify(onServer(collection, origin)));
    writeFileSync(join(cwd, 'e.json'), JSON.stringify({ name: 'dev', values: [] }));
    const { code, stdout } = await inProcess(['run', 'c.json', '-e', 'e.json'], { cwd, env });
    expect([code, paragraphs]).toEqual([0, ['GET /get?refresh=ref-bbbb-2\n  Authorization: Bearer tok-aaaa-1']]);
    expect(stdout).toContain('access_token from environment variable');
    expect(stdout).not.toContain('tok-aaaa-1');
  });
});

test.each<[args: string[], count: number]>([
  [['-d', 'd.json'], 3],
  [['-d', 'd.json', '-n', '1'], 1],
  [['-d', 'd.json', '-n', '5'], 5],
  [['-n', '2'], 2],
  [['--timeout-request', '0', '--timeout-script', '0', '--delay-request', '1'], 1],
  [['--bail=failure'], 1],
  [['--color', 'off', '--quiet'], 1],
  [['--ignore-redirects', '--max-response', '1MB', '--timeout', '60000'], 1],
])('%j sends %i requests', async (args, count) => {
  const data = [{ n: 1 }, { n: 2 }, { n: 3 }];
  const { code, stderr, paragraphs } = await play({ info: {}, item: [ask('/get')] }, args, { 'd.json': data });
  expect([code, stderr, paragraphs.length]).toEqual([0, '', count]);
});

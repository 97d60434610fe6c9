import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunJob, Tls } from '../../../src/run/job.ts';
import { newmanRunner, startAhead as startNewman } from '../../../src/run/newman/child-runner.ts';
import { NewmanProcess } from '../../../src/run/newman/newman-process.ts';
import type { RunEvent, Runner } from '../../../src/run/runner.ts';
import { type Loopback, serveReplies } from '../../support/loopback.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const plain: Tls = { insecure: false };
const job = (base_url: string, tls = plain): RunJob => ({
  requestIds: ['one'],
  values: { base_url },
  rows: [{}],
  limits: { timeoutRequest: 10_000, timeoutScript: 5000, delay: 0 },
  tls,
  signIns: [],
  secretVariables: [],
});
const files = {
  collection: {
    info: { name: 'A', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    item: [{ id: 'one', name: 'One', request: { method: 'GET', url: '{{base_url}}' } }],
  },
  environment: { name: 'dev', values: [] },
};
/** A runner whose process is already started, and a function that ends the process. */
const startAhead = (tls: Tls) => {
  const { runner, end } = startNewman(tls);
  return { ...runner(files), end };
};
/** Runs a job, and returns the types of its events. */
async function play(runner: Runner, given: RunJob): Promise<string[]> {
  const events: RunEvent[] = [];
  await runner.run(given, (event) => events.push(event), new AbortController().signal);
  return events.map(({ type }) => type);
}
const allEvents = ['sent', 'response', 'finished', 'environment'];

let folder = '';
let server: Loopback;
const { TMPDIR } = process.env;
/** Folders of processes that are running or were not cleaned up. */
const folders = () => readdirSync(folder).filter((name) => name.startsWith('postmint-run-'));

beforeEach(async () => {
  folder = tempFolder();
  process.env.TMPDIR = folder;
  server = await serveReplies(() => ({ status: 200 }));
});
afterEach(async () => {
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
  await server.close();
});

test('a job runs in a process that leaves no files', async () => {
  expect(await play(newmanRunner(files), job(server.origin))).toEqual(allEvents);
  expect([server.requests, folders()]).toEqual([['200 GET /'], []]);
});

test('a job that is to end before its process has started sends nothing', async () => {
  const events: RunEvent[] = [];
  const never = new AbortController().signal;
  await newmanRunner(files).run(job(server.origin), (event) => events.push(event), never, AbortSignal.abort());
  expect([events.some(({ type }) => type === 'sent'), server.requests]).toEqual([false, []]);
});

test('a job that is to end at a failure sends no further request', async () => {
  const fails = { listen: 'test', script: { exec: ['pm.test("fails", () => pm.expect(1).to.equal(2))'] } };
  const item = ['one', 'two'].map((id) => ({
    id,
    name: id,
    request: { method: 'GET', url: `{{base_url}}/${id}` },
    event: [fails],
  }));
  const ending = new AbortController();
  const hear = ({ type }: RunEvent) => {
    if (type === 'assertion') ending.abort();
  };
  const given = { ...job(server.origin), requestIds: ['one', 'two'] };
  const runner = newmanRunner({ ...files, collection: { ...files.collection, item } });
  await runner.run(given, hear, new AbortController().signal, ending.signal);
  expect(server.requests).toEqual(['200 GET /one']);
});

describe('a process that starts before its job', () => {
  test('takes the job', async () => {
    const runner = startAhead(plain);
    expect(folders()).toHaveLength(1);
    const [own] = folders();
    const playing = play(runner, job(server.origin));
    expect(folders()).toEqual([own]);
    expect(await playing).toEqual(allEvents);
    await runner.end();
    expect([server.requests, folders()]).toEqual([['200 GET /'], []]);
  });

  test('takes one job only, and the next job starts another process', async () => {
    const runner = startAhead(plain);
    expect(await play(runner, job(server.origin))).toEqual(allEvents);
    expect(await play(runner, job(server.origin))).toEqual(allEvents);
    await runner.end();
    expect(server.requests).toHaveLength(2);
  });

  test('can be ended without a job, and its folder is removed', async () => {
    const runner = startAhead(plain);
    await runner.end();
    expect(folders()).toEqual([]);
    await runner.end();
  });

  test('does not take a job with a certificate that it is not permitted to read', async () => {
    const caFile = join(folder, 'ca.pem');
    writeFileSync(caFile, '');
    const runner = startAhead(plain);
    const [own] = folders();
    const playing = play(runner, job(server.origin, { ...plain, caFile }));
    playing.catch(() => undefined);
    await expect.poll(() => folders().filter((name) => name !== own).length).toBe(1);
    await expect.poll(() => folders().includes(own as string)).toBe(false);
    await playing;
    expect(folders()).toEqual([]);
  });

  test('is replaced if it has ended before the job', async () => {
    const runner = startAhead(plain);
    await runner.end();
    expect(await play(runner, job(server.origin))).toEqual(allEvents);
  });
});

test('a process fits a job if it is alive and has permission to read the certificates of the job', async () => {
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, '');
  const running = new NewmanProcess(plain);
  expect([running.fits(plain), running.fits({ ...plain, insecure: true })]).toEqual([true, true]);
  expect(running.fits({ ...plain, caFile })).toBe(false);
  running.kill();
  expect(await running.ended).toMatchObject({ signal: 'SIGKILL' });
  expect([running.fits(plain), folders()]).toEqual([false, []]);
});

test.each([
  ['a letter outside ASCII', 'é', ['sent', 'no-response', 'finished', 'environment'], 0],
  ['visible ASCII', 'a-1 ~', allEvents, 1],
])('a header with %s, as a server may have returned it', async (_, value, want, sent) => {
  const [one] = files.collection.item;
  const item = [{ ...one, request: { ...one?.request, header: [{ key: 'X-A', value: '{{v}}' }] } }];
  const runner = newmanRunner({ ...files, collection: { ...files.collection, item } });
  const given = job(server.origin);
  expect(await play(runner, { ...given, values: { ...given.values, v: value } })).toEqual(want);
  expect(server.requests).toHaveLength(sent);
});

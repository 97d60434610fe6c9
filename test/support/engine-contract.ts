import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunJob } from '../../src/run/job.ts';
import type { RunFiles } from '../../src/run/newman/newman-job.ts';
import type { RunEvent, Runner } from '../../src/run/runner.ts';
import { type Ask, startApi } from './collections/api-server.ts';
import { tempFolder } from './temp-folder.ts';

/*
 * What every engine has to do, whatever it is made from: `run/` knows engines only by their job and their events. A new
 * engine calls `engineContract` in a test of its own.
 */

/** A request of a case: `METHOD /path`, with scripts. */
interface Step {
  readonly id: string;
  readonly line?: string;
  readonly before?: string;
  readonly test?: string;
  readonly more?: object;
  readonly request?: object;
}

const event = (listen: string, exec: string | undefined) =>
  exec === undefined ? [] : [{ listen, script: { exec: [exec] } }];

function filesOf(asks: readonly Step[], values: Readonly<Record<string, string>>, folder?: string): RunFiles {
  const item = asks.map(({ id, line = 'GET /ok', before, test: after, more, request }) => {
    const [method, path] = line.split(' ');
    return {
      id,
      name: id,
      event: [...event('prerequest', before), ...event('test', after)],
      request: { method, header: [], url: path?.startsWith('http') ? path : `{{base_url}}${path}`, ...request },
      ...more,
    };
  });
  return {
    collection: { info: { name: 'Contract', schema: 'v2.1.0' }, item },
    environment: { name: 'dev', values: Object.entries(values).map(([key, value]) => ({ key, value })) },
    ...(folder === undefined ? {} : { folder }),
  };
}

/** What the server answers. */
async function answer({ url, headers }: Ask): Promise<[number, unknown?, Record<string, string>?]> {
  if (url.pathname === '/slow') await new Promise((resolve) => setTimeout(resolve, 1500));
  if (url.pathname === '/large') return [200, 'x'.repeat(50_000)];
  if (url.pathname === '/redirect') return [302, '', { Location: '/ok?redirected=1' }];
  if (url.pathname === '/cookie') return [200, {}, { 'Set-Cookie': `who=${url.searchParams.get('who')}; Path=/` }];
  if (url.pathname.startsWith('/status/')) return [Number(url.pathname.slice(8)), { a: 1 }];
  return [200, { cookie: headers.cookie ?? '', token: 'token-of-the-answer' }];
}

interface Played {
  readonly events: readonly RunEvent[];
  readonly log: readonly string[];
  /** Types of the events of each request, `id type`, without secrets and values. */
  readonly steps: readonly string[];
}

interface PlayOptions {
  readonly job?: Partial<RunJob>;
  readonly values?: Readonly<Record<string, string>>;
  readonly folder?: string;
  /** Called with each event, and what ends the run. */
  readonly on?: (event: RunEvent, control: { abort: () => void; end: () => void }) => void;
}

/** Runs the contract with an engine. */
export function engineContract(name: string, makeRunner: (files: RunFiles) => Runner): void {
  async function play(asks: readonly Step[], { job = {}, values = {}, folder, on }: PlayOptions = {}): Promise<Played> {
    const { origin, log } = await startApi(answer);
    const all = { base_url: origin, ...values };
    const events: RunEvent[] = [];
    const [abort, ending] = [new AbortController(), new AbortController()];
    const control = { abort: () => abort.abort(), end: () => ending.abort() };
    const runner = makeRunner(filesOf(asks, all, folder));
    const whole: RunJob = {
      requestIds: asks.map(({ id }) => id),
      values: all,
      rows: [{}],
      limits: { timeoutRequest: 5000, timeoutScript: 6000, delay: 0, ...job.limits },
      tls: { insecure: false },
      signIns: [],
      secretVariables: [],
      ...job,
    };
    const hear = (heard: RunEvent) => {
      events.push(heard);
      on?.(heard, control);
    };
    await runner.run(
      { ...whole, limits: { timeoutRequest: 5000, timeoutScript: 6000, delay: 0, ...job.limits } },
      hear,
      abort.signal,
      ending.signal,
    );
    const steps = events.flatMap((heard) => ('id' in heard ? [`${heard.id} ${heard.type}`] : []));
    return { events, log, steps };
  }
  const only = <T extends RunEvent['type']>({ events }: Played, type: T) =>
    events.filter((heard): heard is Extract<RunEvent, { type: T }> => heard.type === type);

  describe(`the engine ${name}`, () => {
    test('sends each request once, in order, and reports each step', async () => {
      const played = await play([
        { id: 'a', test: `pm.test('first', () => {}); pm.test('second', () => pm.expect(1).to.equal(2));` },
        { id: 'b', line: 'POST /ok' },
      ]);
      expect(played.log).toEqual(['200 GET /ok', '200 POST /ok']);
      expect(played.steps).toEqual([
        'a sent',
        'a response',
        'a assertion',
        'a assertion',
        'a finished',
        'b sent',
        'b response',
        'b finished',
      ]);
      const [first, second] = only(played, 'assertion');
      expect([first?.failure, typeof second?.failure]).toEqual([undefined, 'string']);
      expect(only(played, 'response')[0]?.response).toMatchObject({ status: 200, sent: { method: 'GET' } });
    });

    test('sends only the requests of the job', async () => {
      expect((await play([{ id: 'a' }, { id: 'b' }, { id: 'c' }], { job: { requestIds: ['a', 'c'] } })).steps).toEqual([
        ...['a sent', 'a response', 'a finished'],
        ...['c sent', 'c response', 'c finished'],
      ]);
    });

    test('uses the values of the job, and reports those at the end', async () => {
      const played = await play([{ id: 'a', line: 'GET /ok?v={{v}}', test: `pm.environment.set('made', 'new')` }], {
        values: { v: 'of-the-job' },
      });
      expect(played.log).toEqual(['200 GET /ok?v=of-the-job']);
      expect(only(played, 'environment').at(-1)?.values).toMatchObject({ v: 'of-the-job', made: 'new' });
    });

    test('repeats the requests for each row, whose values come first', async () => {
      const played = await play([{ id: 'a', line: 'GET /ok?v={{v}}' }], {
        values: { v: 'environment' },
        job: { rows: [{ v: '1' }, { v: '2' }, {}] },
      });
      expect(played.log).toEqual(['200 GET /ok?v=1', '200 GET /ok?v=2', '200 GET /ok?v=environment']);
      expect(only(played, 'finished').map(({ iteration }) => iteration)).toEqual([0, 1, 2]);
    });

    test('sends the last requests of an iteration after all others', async () => {
      const played = await play([{ id: 'clean' }, { id: 'a' }], { job: { last: ['clean'], rows: [{}, {}] } });
      expect(only(played, 'sent').map(({ id }) => id)).toEqual(['a', 'clean', 'a', 'clean']);
    });

    test('empties variables at the start of each iteration', async () => {
      const played = await play([{ id: 'a', line: 'GET /ok?v={{v}}', test: `pm.environment.set('v', 'made')` }], {
        values: { v: '' },
        job: { emptied: ['v'], rows: [{}, {}] },
      });
      expect(played.log).toEqual(['200 GET /ok?v=', '200 GET /ok?v=']);
    });

    test('reports a request without an answer: its host, and why', async () => {
      const played = await play([{ id: 'a', line: 'GET http://127.0.0.1:1/x' }, { id: 'b' }]);
      const [failed] = only(played, 'no-response');
      expect([failed?.id, failed?.host, failed?.error.code, failed?.scripted]).toEqual([
        'a',
        '127.0.0.1:1',
        'ECONNREFUSED',
        false,
      ]);
      expect(played.log).toEqual(['200 GET /ok']);
    });

    test('ends a request that takes too long, by the limit of all or by its own', async () => {
      const asks = [{ id: 'a', line: 'GET /slow' }];
      const limits = { timeoutRequest: 300, timeoutScript: 6000, delay: 0 };
      expect(only(await play(asks, { job: { limits } }), 'no-response')[0]?.error.code).toBe('ETIMEDOUT');
      const own = await play(asks, { job: { limits, sending: { a: { timeout: 4000 } } } });
      expect(only(own, 'response')[0]?.response.status).toBe(200);
    });

    test('refuses an answer that is too large, and says the limit', async () => {
      const limits = { timeoutRequest: 5000, timeoutScript: 6000, delay: 0, maxResponse: 1000 };
      const played = await play([{ id: 'a', line: 'GET /large' }], { job: { limits } });
      expect(only(played, 'no-response')[0]?.error.limit).toBe(1000);
    });

    test('follows redirects only if the job or the request says so', async () => {
      const asks = [{ id: 'a', line: 'GET /redirect' }];
      const status = async (job: Partial<RunJob>) =>
        only(await play(asks, { job }), 'response').at(-1)?.response.status;
      expect([await status({}), await status({ followsRedirects: true })]).toEqual([302, 200]);
    });

    test('keeps the cookies of each user apart, and continues with those of an earlier job', async () => {
      const asks = [
        { id: 'a', line: 'GET /cookie?who=ann' },
        { id: 'b', line: 'GET /ok' },
        { id: 'c', line: 'GET /ok' },
      ];
      const cookieUsers = { a: { own: 'ann' }, b: { own: 'ann' }, c: { own: 'bob' } };
      const bodies = (played: Played) =>
        only(played, 'response').map(({ response }) => JSON.parse(response.body).cookie);
      const first = await play(asks, { job: { cookieUsers } });
      expect(bodies(first)).toEqual([undefined, 'who=ann', '']);
      const cookies = only(first, 'cookies').at(-1)?.cookies;
      expect(Object.keys(cookies ?? {}).sort()).toEqual(['ann', 'bob', 'none']);
    });

    test('reports errors of scripts, and goes on', async () => {
      const played = await play([{ id: 'a', before: `throw new Error('boom')`, test: 'missing()' }, { id: 'b' }]);
      expect(only(played, 'script-error').map(({ script }) => script)).toEqual(
        expect.arrayContaining(['prerequest', 'test']),
      );
      expect(only(played, 'finished').map(({ id }) => id)).toEqual(['a', 'b']);
    });

    test('reports requests that scripts send', async () => {
      const played = await play([
        { id: 'a', before: `pm.sendRequest(pm.environment.get('base_url') + '/status/201', () => {})` },
      ]);
      expect(played.log).toEqual(['201 GET /status/201', '200 GET /ok']);
      expect(only(played, 'script-sent').map(({ id }) => id)).toEqual(['a']);
      expect(only(played, 'response').map(({ scripted, response }) => [scripted === true, response.status])).toEqual([
        [true, 201],
        [false, 200],
      ]);
    });

    test('reports secrets: those that scripts set, and those of answers', async () => {
      const played = await play([{ id: 'a', test: `pm.environment.set('s', 'set-by-a-script')` }], {
        values: { s: '' },
        job: { secretVariables: ['s'] },
      });
      expect(only(played, 'secret')).toEqual([
        { type: 'secret', value: 'token-of-the-answer', learnt: true },
        { type: 'secret', value: 'set-by-a-script' },
      ]);
    });

    test('stops when it is aborted, and resolves', async () => {
      const played = await play([{ id: 'a' }, { id: 'b', line: 'GET /slow' }, { id: 'c' }], {
        on: (heard, { abort }) => heard.type === 'sent' && heard.id === 'b' && abort(),
      });
      expect(only(played, 'sent').map(({ id }) => id)).toEqual(['a', 'b']);
    });

    test('ends after the current request with its scripts when it is to end', async () => {
      const played = await play([{ id: 'a', line: 'GET /slow', test: `pm.test('ran', () => {})` }, { id: 'b' }], {
        on: (heard, { end }) => heard.type === 'sent' && end(),
      });
      expect(played.steps).toEqual(['a sent', 'a response', 'a assertion', 'a finished']);
    });

    test('ends at a failure before the next request', async () => {
      const fails = `pm.test('fails', () => pm.expect(1).to.equal(2))`;
      for (const how of ['abort', 'end'] as const) {
        const played = await play([{ id: 'a', test: fails }, { id: 'b' }], {
          on: (heard, control) => heard.type === 'assertion' && control[how](),
        });
        expect([how, played.log]).toEqual([how, ['200 GET /ok']]);
      }
    });

    test('goes on after failures that do not end it', async () => {
      const asks = ['a', 'b', 'c'].map((id) => ({
        id,
        line: 'GET /status/500',
        test: `pm.test('x', () => pm.expect(1).to.equal(2))`,
      }));
      expect((await play(asks)).log).toHaveLength(3);
    });

    test('does not send what a script skips', async () => {
      const played = await play([{ id: 'a', before: 'pm.execution.skipRequest()' }, { id: 'b' }]);
      expect(only(played, 'sent').map(({ id }) => id)).toEqual(['b']);
      expect(only(played, 'finished').map(({ id }) => id)).toContain('b');
    });

    test('where scripts decide, each time has an id of its own', async () => {
      const again = `const n = Number(pm.environment.get('n') || 0) + 1; pm.environment.set('n', n); if (n < 3) pm.execution.setNextRequest('a');`;
      const played = await play([{ id: 'a', test: again }, { id: 'b' }], { job: { flow: 'scripts' } });
      expect(only(played, 'sent').map(({ id }) => id)).toEqual(['a', 'a#2', 'a#3', 'b']);
    });

    test('sends the files of the job, and no others', async () => {
      const folder = tempFolder();
      writeFileSync(join(folder, 'up.txt'), 'uploaded');
      writeFileSync(join(folder, 'other.txt'), 'not to be sent');
      const send = (src: string) => ({
        request: { method: 'POST', url: '{{base_url}}/ok', body: { mode: 'file', file: { src } } },
      });
      const uploads = { folder, files: [join(folder, 'up.txt')] };
      const played = await play(
        [
          { id: 'a', ...send('up.txt') },
          { id: 'b', ...send('other.txt') },
        ],
        { folder, job: { uploads } },
      );
      expect(played.log[0]).toBe('200 POST /ok');
      expect(JSON.stringify(played.events)).not.toContain('not to be sent');
    });
  });
}

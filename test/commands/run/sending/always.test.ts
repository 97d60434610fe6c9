import { describe, expect, test } from 'vitest';
import type { Ask, Reply } from '../../../support/collections/api-server.ts';
import { played } from '../../../support/played.ts';

/** A list whose clean-up is not its last folder. */
const list = `endpoints:
  - folder: Jobs
    endpoints:
      - { name: Create, request: POST /jobs, save: { job: $.id } }
      - { name: Read, request: "GET /jobs/{job}" }
  - folder: Clean up
    always: true
    endpoints:
      - { name: Delete, request: "DELETE /jobs/{job}" }
  - folder: Other
    tags: [other]
    endpoints:
      - { name: Ping, request: GET /ping }
`;

const good = ({ method }: Ask, nth: number): Reply => (method === 'POST' ? [201, { id: `j${nth}` }] : [200, {}]);

/** Answers one path, or one method, with a status. */
const failing =
  (what: string, status: number) =>
  (ask: Ask, nth: number): Reply =>
    [ask.method, ask.url.pathname].includes(what) ? [status, {}] : good(ask, nth);

const created = ['201 POST /jobs', '200 GET /jobs/j0'];

describe('what is marked `always`', () => {
  test('is sent last', async () => {
    const { code, log } = await played(list, good);
    expect([code, log]).toEqual([0, [...created, '200 GET /ping', '200 DELETE /jobs/j0']]);
  });

  test.each<[string, string[], (ask: Ask, nth: number) => Reply, number, string[]]>([
    [
      'after --bail',
      ['--bail'],
      failing('/jobs/j0', 500),
      1,
      ['201 POST /jobs', '500 GET /jobs/j0', '500 DELETE /jobs/j0'],
    ],
    [
      'at a failure that does not end the run',
      [],
      failing('/ping', 500),
      1,
      [...created, '500 GET /ping', '200 DELETE /jobs/j0'],
    ],
    ['not if nothing was made', [], failing('POST', 500), 1, ['500 POST /jobs', '200 GET /ping']],
    ['with the folder whose values it uses', ['--folder', 'Jobs'], good, 0, [...created, '200 DELETE /jobs/j0']],
    ['not with another folder', ['--folder', 'Other'], good, 0, ['200 GET /ping']],
    [
      'alone if it is asked for and has its value',
      ['--folder', 'Clean up', '--var', 'job=j9'],
      good,
      0,
      ['200 DELETE /jobs/j9'],
    ],
    [
      'in each iteration, with its own values',
      ['--iterations', '2', '--folder', 'Jobs'],
      good,
      0,
      [...created, '200 DELETE /jobs/j0', '201 POST /jobs', '200 GET /jobs/j3', '200 DELETE /jobs/j3'],
    ],
  ])('%s', async (_, args, answer, wanted, log) => {
    const run = await played(list, answer, { args });
    expect({ code: run.code, log: run.log }).toEqual({ code: wanted, log });
  });

  test('is not sent for what an earlier iteration made', async () => {
    let made = 0;
    const once = (ask: Ask, nth: number): Reply => (ask.method === 'POST' && made++ > 0 ? [503, {}] : good(ask, nth));
    const { code, log } = await played(list, once, { args: ['--iterations', '2', '--folder', 'Jobs'] });
    expect([code, log]).toEqual([1, [...created, '200 DELETE /jobs/j0', '503 POST /jobs']]);
  });

  test('is not sent for what an earlier iteration made in a variable that the list declares without a value', async () => {
    const declared = `variables: { job: { optional: true } }\n${list}`;
    let made = 0;
    const once = (ask: Ask, nth: number): Reply => (ask.method === 'POST' && made++ > 0 ? [503, {}] : good(ask, nth));
    const { log } = await played(declared, once, { args: ['--iterations', '2', '--folder', 'Jobs'] });
    expect(log).toEqual([...created, '200 DELETE /jobs/j0', '503 POST /jobs']);
  });

  test('needs --unsafe like any other request', async () => {
    const { code, log, stdout } = await played(list, good, { unsafe: false });
    expect([code, log, stdout.includes('Delete')]).toEqual([0, ['200 GET /ping'], false]);
  });

  test('that is not sent is named in the output', async () => {
    const { stdout } = await played(list, failing('POST', 500));
    expect(stdout).toContain('\nskipped: 1 (Delete): there is nothing to clean up\n');
  });
});

describe('what is sent again for a temporary failure is sent before it', () => {
  const busy = (times: number, status = 503): ((ask: Ask, nth: number) => Reply) => {
    let left = times;
    return (ask, nth) => {
      if (ask.method !== 'GET' || left-- <= 0) return good(ask, nth);
      return [status, {}, status === 503 ? { 'Retry-After': '0' } : {}];
    };
  };

  test('once, if the server asks for it', async () => {
    const { code, log } = await played(list, busy(1), { args: ['--folder', 'Jobs'] });
    expect([code, log]).toEqual([0, ['201 POST /jobs', '503 GET /jobs/j0', '200 GET /jobs/j0', '200 DELETE /jobs/j0']]);
  });

  test('as often as --retries says', async () => {
    const { code, log } = await played(list, busy(2, 502), { args: ['--folder', 'Jobs', '--retries', '2'] });
    expect([code, log.slice(-2)]).toEqual([0, ['200 GET /jobs/j0', '200 DELETE /jobs/j0']]);
    expect(log).toHaveLength(5);
  });

  test('but not in several iterations, which each end with it', async () => {
    const { code, log } = await played(list, busy(1), { args: ['--folder', 'Jobs', '--iterations', '2'] });
    expect([code, log]).toEqual([
      1,
      [
        '201 POST /jobs',
        '503 GET /jobs/j0',
        '200 DELETE /jobs/j0',
        '201 POST /jobs',
        '200 GET /jobs/j3',
        '200 DELETE /jobs/j3',
      ],
    ]);
  });

  test('and what they save is cleaned up', async () => {
    const saved = `endpoints:
  - { name: Open, request: GET /session, save: { session: $.id } }
  - { name: Close, always: true, request: "DELETE /session/{session}" }
`;
    const answer = (_: Ask, nth: number): Reply => (nth === 0 ? [503, {}] : [200, { id: 's1' }]);
    const { code, log } = await played(saved, answer, { args: ['--retries', '1'] });
    expect([code, log]).toEqual([0, ['503 GET /session', '200 GET /session', '200 DELETE /session/s1']]);
  });
});

describe('Ctrl-C', () => {
  /** Presses Ctrl-C, once or twice, while a request is answered. */
  async function pressed(path: string, times: number) {
    const [first, second] = [new AbortController(), new AbortController()];
    return played(
      list,
      (ask, nth) => {
        if (ask.url.pathname === path) {
          first.abort();
          if (times > 1) second.abort();
        }
        return good(ask, nth);
      },
      { signal: first.signal, again: second.signal },
    );
  }

  test('lets the request in hand end, and sends the clean-up', async () => {
    const { code, log, codes } = await pressed('/jobs', 1);
    expect([code, log, codes]).toEqual([130, ['201 POST /jobs', '200 DELETE /jobs/j0'], ['interrupted']]);
  });

  test('pressed twice ends at once', async () => {
    const { code, log } = await pressed('/jobs', 2);
    expect([code, log]).toEqual([130, ['201 POST /jobs']]);
  });

  test('while the clean-up is sent does not send it again', async () => {
    const { code, log } = await pressed('/jobs/j0', 1);
    expect([code, log]).toEqual([130, [...created, '200 DELETE /jobs/j0']]);
  });
});

test('after a refused sign-in nothing is cleaned up', async () => {
  const signedIn = `auth: pydio-cells-v1\nvariables: { username: admin }\n${list}`;
  const { code, log } = await played(signedIn, failing('/auth/dex/token', 403));
  expect([code, log.filter((line) => line.includes('/jobs'))]).toEqual([3, []]);
});

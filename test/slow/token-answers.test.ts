import { afterAll, describe, expect, test, vi } from 'vitest';
import { unwrap } from '../support/cli.ts';
import { findLeaks } from '../support/leaks.ts';
import { findPostmanClis } from '../support/postman-cli.ts';
import { findStockNewman } from '../support/stock-newman.ts';
import { goodAnswer, goodAnswers } from '../support/token-answers.ts';
import {
  files,
  folder,
  goodToken,
  oldToken,
  password,
  paths,
  secrets,
  type TokenState,
  tokenIn,
  valuesOf,
  withValues,
} from './token-answers/answers-list.ts';
import { allBadAnswers, type BadAnswer } from './token-answers/bad-answers.ts';
import { naiveCollection, naiveEnvironment } from './token-answers/naive.ts';
import { type Mode, modes, runOurs } from './token-answers/run-ours.ts';
import { newmanPeer, type Peer, postmanPeer, runCli, runPeer } from './token-answers/run-program.ts';
import { runStock } from './token-answers/run-stock.ts';
import { type Reply, replyWith, startTokenServer, type TokenServer } from './token-answers/server.ts';

const newman = findStockNewman();
const postman = Object.entries(findPostmanClis());
const newmanPath = 'path' in newman ? newman.path : '';
const missing = [newman, ...postman.map(([, program]) => program)].flatMap((peer) =>
  'reason' in peer ? [peer.reason] : [],
);
for (const reason of missing) process.stderr.write(`skipped: a peer: ${reason}\n`);

vi.setConfig({ maxConcurrency: 3 });

test('all peers are available in CI', () => {
  if (process.env.CI === 'true') expect(missing).toEqual([]);
});

const earlier = ['no token', "another user's token"] as const satisfies readonly TokenState[];
/** The guard correctly uses a valid token, so that state is tested only with the visible token request. */
const statesOf: Readonly<Record<Mode, readonly TokenState[]>> = {
  visible: [...earlier, 'a valid token'],
  guard: [...earlier, 'an expired token'],
};
const paceOf = ({ hangs }: { readonly hangs?: boolean }) => ({
  iterations: 3,
  timeoutRequest: hangs ? 600 : 20_000,
});

/** The only requests allowed after a bad answer. */
const oneSignIn = { signIns: 1, endpoints: [], astray: [], carried: [] };
/** The requests that a server received. */
const asked = ({ signIns, endpoints, astray, carried }: TokenServer) => ({
  signIns: signIns.length,
  endpoints,
  astray,
  carried: [...carried],
});

/** Starts a server for one run. Its endpoints also accept the old token, so the use of that token causes no error. */
async function withServer<T>(reply: Reply, token: string, use: (server: TokenServer) => Promise<T>): Promise<T> {
  const server = await startTokenServer(reply, [token, oldToken], goodAnswer.text ?? '');
  try {
    return await use(server);
  } finally {
    server.close();
  }
}

/** The number of runs with a bad answer. */
const runs = { ours: 0, stock: 0, naive: 0 };
/** The number of runs with a correct verdict: they fail and send no further request. */
const right = { ours: 0, stock: 0 };
/** Wrong behaviour of the naive collection, by number of runs. */
const naive = { green: 0, wentOn: 0, asAnother: 0, gaveAway: 0 };

afterAll(() => {
  const sums = [
    `token answers: ${allBadAnswers.length} bad ones`,
    `postmint: ${runs.ours - right.ours} of ${runs.ours} wrong verdicts`,
    `its collection on stock newman: ${runs.stock - right.stock} of ${runs.stock}`,
    `naive on stock newman: ${naive.green} of ${runs.naive} wrong verdicts (green), ${naive.wentOn} went on,` +
      ` ${naive.asAnother} as another user, ${naive.gaveAway} gave the password away`,
  ];
  process.stdout.write(`${sums.join('\n  ')}\n`);
});

describe.each(modes)('a bad answer to postmint, %s sign-in', (mode) => {
  const cells = statesOf[mode].flatMap((state) => allBadAnswers.map((bad) => [state, bad.row, bad.name, bad] as const));

  test.each(cells)('%s, row %i: %s', async (state, _row, _name, bad) => {
    await withServer(bad.reply, goodToken, async (server) => {
      runs.ours++;
      const { result, messages, left } = await runOurs(mode, valuesOf(state, server.origin), paceOf(bad));
      if (result.exitCode !== 0 && server.endpoints.length === 0) right.ours++;
      expect(asked(server)).toEqual(oneSignIn);
      expect(bad.exits).toContain(result.exitCode);
      const code = result.exitCode === 3 ? 'sign-in-failed' : 'request-failed';
      expect(result.diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
      expect(result.diagnostics[0]?.message).toMatch(bad.cause);
      expect(tokenIn(left)).toBe('');
      expect(findLeaks([JSON.stringify(result), ...messages].join('\n'), secrets)).toEqual([]);
    });
  });
});

describe.each(modes)('a good answer to postmint, %s sign-in', (mode) => {
  const names = ['a token, renewed', 'a byte order mark', 'expired by our clock', '201'];
  const rows = goodAnswers.filter(([name]) => names.some((start) => name.startsWith(start)));
  const cells = statesOf[mode].flatMap((state) => rows.map(([name, answer]) => [state, name, answer] as const));

  test.each(cells)('%s: %s', async (state, _, answer) => {
    const token = String(JSON.parse((answer.text ?? '').replace('\ufeff', '')).id_token);
    await withServer(replyWith(answer), token, async (server) => {
      const { result } = await runOurs(mode, valuesOf(state, server.origin), paceOf({}));
      expect([result.exitCode, result.diagnostics]).toEqual([0, []]);
      const endpoints = [1, 2, 3].flatMap(() => paths.map((path) => `${path} 200`));
      expect(asked(server)).toEqual({ signIns: 1, endpoints, astray: [], carried: [token] });
    });
  });

  test('all rows were found by name', () => expect(rows).toHaveLength(names.length));
});

// Control: proves that the old token of the other tests would be used if it were not refused for its owner or age.
test('the guard uses a valid token and sends no token request', async () => {
  await withServer(replyWith({ code: 403 }), goodToken, async (server) => {
    const { result } = await runOurs('guard', valuesOf('a valid token', server.origin), paceOf({}));
    expect(result.exitCode).toBe(0);
    expect(asked(server)).toMatchObject({ signIns: 0, carried: [oldToken] });
  });
});

/** The message of a peer. Without an answer, the scripts cannot name the cause. */
const peerCause = ({ exits, cause }: BadAnswer) => {
  const causes = [...(exits.includes(3) ? [cause.source] : []), ...(exits.includes(4) ? ['no answer from'] : [])];
  return new RegExp(causes.join('|'));
};

describe.skipIf(newmanPath === '').each(modes)('a bad answer to stock newman, our collection, %s sign-in', (mode) => {
  const cells = allBadAnswers.map((bad) => [bad.row, bad.name, bad] as const);

  test.each(cells)("another user's token, row %i: %s", async (_row, _name, bad) => {
    await withServer(bad.reply, goodToken, async (server) => {
      runs.stock++;
      const { iterations, timeoutRequest } = paceOf(bad);
      const own = withValues(files.environment, valuesOf("another user's token", server.origin));
      const { exit, messages, left } = await runStock(newmanPath, files.collection, own, {
        ...{ iterationCount: iterations, timeoutRequest, ignoreRedirects: true },
        ...(mode === 'guard' ? { folder } : {}),
      });
      if (exit !== 0 && server.endpoints.length === 0) right.stock++;
      expect(asked(server)).toEqual(oneSignIn);
      expect(exit).toBe(1);
      expect(messages.filter((message) => peerCause(bad).test(message))).toHaveLength(1);
      expect(tokenIn(left)).toBe('');
      expect(findLeaks(messages.join('\n'), secrets)).toEqual([]);
    });
  });
});

// One answer of each kind, to check that the real programs behave like the runs in this process.
const fewNames = [
  'a wrong password (access_denied, as from Cells)',
  '502 with HTML',
  '200 with a login page',
  'id_token: null',
  'id_token with a line break at its end',
  'id_token that contains {{variable}}',
  'id_token of 20 KB',
  'a redirect to another token URL, with the form',
  'an answer that is cut off',
];
const few = allBadAnswers.filter(({ name }) => fewNames.includes(name));

describe.concurrent('bad answers to the built command line', () => {
  test.each(few.map((bad) => [bad.name, bad] as const))("another user's token: %s", async (_, bad) => {
    await withServer(bad.reply, goodToken, async (server) => {
      const { code, errors, stdout, stderr } = await runCli(valuesOf("another user's token", server.origin));
      expect(asked(server)).toEqual(oneSignIn);
      expect(code).toBe(bad.exits.at(-1));
      expect(errors).toEqual([code === 3 ? 'sign-in-failed' : 'request-failed']);
      expect(unwrap(stderr)).toMatch(bad.cause);
      expect(findLeaks(stdout + stderr, secrets)).toEqual([]);
    });
  });
});

const peers: (readonly [string, Peer, readonly Mode[]])[] = [
  ...('path' in newman ? [['stock newman', { ...newmanPeer, path: newman.path }, ['guard']] as const] : []),
  ...postman.flatMap(([name, program]) =>
    'path' in program ? [[name, { ...postmanPeer, path: program.path }, modes] as const] : [],
  ),
];

describe.concurrent.each(peers)('bad answers to %s, our collection', (_, peer, own) => {
  const cells = own.flatMap((mode) => few.map((bad) => [mode, bad.name, bad] as const));

  test.each(cells)('%s sign-in: %s', async (mode, _name, bad) => {
    await withServer(bad.reply, goodToken, async (server) => {
      const values = valuesOf("another user's token", server.origin);
      const { code, stdout, stderr, messages } = await runPeer(peer, mode, values);
      expect(asked(server)).toEqual(oneSignIn);
      expect(code).toBe(1);
      expect(messages.filter((message) => peerCause(bad).test(message))).not.toEqual([]);
      expect(findLeaks(stdout + stderr, secrets)).toEqual([]);
    });
  });
});

describe.skipIf(newmanPath === '')('the naive collection on stock newman', () => {
  const runNaive = (server: TokenServer, state: TokenState, tests: boolean, timeoutRequest: number) =>
    runStock(newmanPath, naiveCollection(tests), naiveEnvironment(valuesOf(state, server.origin)), { timeoutRequest });
  const variants = { 'without tests': false, 'with a check of the status': true };
  const cells = Object.entries(variants).flatMap(([how, tests]) =>
    earlier.map((state) => [how, state, tests] as const),
  );

  test.each(cells)('%s, %s: passes with a good answer', async (_, state, tests) => {
    await withServer(replyWith(goodAnswer), goodToken, async (server) => {
      const { exit } = await runNaive(server, state, tests, 20_000);
      expect([exit, server.endpoints.length, [...server.carried]]).toEqual([0, paths.length, [goodToken]]);
    });
  });

  test.each(cells)('%s, %s: runs with each bad answer', async (_, state, tests) => {
    for (const bad of allBadAnswers) {
      await withServer(bad.reply, goodToken, async (server) => {
        const { exit } = await runNaive(server, state, tests, paceOf(bad).timeoutRequest);
        runs.naive++;
        if (exit === 0) naive.green++;
        if (server.endpoints.length > 0) naive.wentOn++;
        if (server.carried.has(oldToken)) naive.asAnother++;
        if (server.carried.has(password) || server.astray.some((line) => line.startsWith('POST'))) naive.gaveAway++;
      });
    }
  });

  test('with bad answers, it sometimes passes, and mostly continues without a valid token', () => {
    expect(runs.naive).toBe(allBadAnswers.length * cells.length);
    expect(naive.green).toBeGreaterThan(0);
    expect(naive.wentOn).toBeGreaterThan(runs.naive / 2);
    expect(naive.asAnother).toBeGreaterThan(0);
    expect(naive.gaveAway).toBeGreaterThan(0);
  });
});

test('each bad answer has a unique name and a reason, and all selected names exist', () => {
  expect(new Set(allBadAnswers.map(({ name }) => name)).size).toBe(allBadAnswers.length);
  expect(allBadAnswers.filter(({ why, row }) => why === '' || row < 32 || row > 54)).toEqual([]);
  expect(few).toHaveLength(fewNames.length);
});

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

test('the peers are there in a CI', () => {
  if (process.env.CI === 'true') expect(missing).toEqual([]);
});

const earlier = ['no token', "another user's token"] as const satisfies readonly TokenState[];
/** The guard is right to use a token that lives; who sends the token request wants another one. */
const statesOf: Readonly<Record<Mode, readonly TokenState[]>> = {
  visible: [...earlier, 'a token that lives'],
  guard: [...earlier, 'an expired token'],
};
const paceOf = ({ hangs }: { readonly hangs?: boolean }) => ({
  iterations: 3,
  timeoutRequest: hangs ? 600 : 20_000,
});

/** What a server was asked, and all that it may be asked after a bad answer. */
const oneSignIn = { signIns: 1, endpoints: [], astray: [], carried: [] };
const asked = ({ signIns, endpoints, astray, carried }: TokenServer) => ({
  signIns: signIns.length,
  endpoints,
  astray,
  carried: [...carried],
});

/** Gives a run a server of its own. Its endpoints take the old token as well: nothing shows that somebody else asks. */
async function withServer<T>(reply: Reply, token: string, use: (server: TokenServer) => Promise<T>): Promise<T> {
  const server = await startTokenServer(reply, [token, oldToken], goodAnswer.text ?? '');
  try {
    return await use(server);
  } finally {
    server.close();
  }
}

/** Runs after a failed sign-in: all, and those that are neither green nor send anything else. */
const runs = { ours: 0, stock: 0, naive: 0 };
const right = { ours: 0, stock: 0 };
/** What the naive collection did instead. */
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
  const cells = statesOf[mode].flatMap((state) => allBadAnswers.map((one) => [state, one.row, one.name, one] as const));

  test.each(cells)('%s, row %i: %s', async (state, _row, _name, one) => {
    await withServer(one.reply, goodToken, async (server) => {
      runs.ours++;
      const { result, messages, left } = await runOurs(mode, valuesOf(state, server.origin), paceOf(one));
      if (result.exitCode !== 0 && server.endpoints.length === 0) right.ours++;
      expect(asked(server)).toEqual(oneSignIn);
      expect(one.exits).toContain(result.exitCode);
      const code = result.exitCode === 3 ? 'sign-in-failed' : 'request-failed';
      expect(result.diagnostics.map((each) => each.code)).toEqual([code]);
      expect(result.diagnostics[0]?.message).toMatch(one.cause);
      expect(tokenIn(left)).toBe('');
      expect(findLeaks([JSON.stringify(result), ...messages].join('\n'), secrets)).toEqual([]);
    });
  });
});

describe.each(modes)('a good answer to postmint, %s sign-in', (mode) => {
  const names = ['a token, renewed', 'a byte order mark', 'expired by our clock', '201'];
  const rows = goodAnswers.filter(([name]) => names.some((one) => name.startsWith(one)));
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

  test('all of them are there', () => expect(rows).toHaveLength(names.length));
});

// Or else the old tokens of the table would be none, and nothing would be shown.
test('a token that lives is what the guard uses, and the token endpoint is not asked', async () => {
  await withServer(replyWith({ code: 403 }), goodToken, async (server) => {
    const { result } = await runOurs('guard', valuesOf('a token that lives', server.origin), paceOf({}));
    expect(result.exitCode).toBe(0);
    expect(asked(server)).toMatchObject({ signIns: 0, carried: [oldToken] });
  });
});

/** Where there was no answer, the scripts cannot say why. */
const peerCause = ({ exits, cause }: BadAnswer) => {
  const causes = [...(exits.includes(3) ? [cause.source] : []), ...(exits.includes(4) ? ['no answer from'] : [])];
  return new RegExp(causes.join('|'));
};

describe.skipIf(newmanPath === '').each(modes)('a bad answer to stock newman, our collection, %s sign-in', (mode) => {
  const cells = allBadAnswers.map((one) => [one.row, one.name, one] as const);

  test.each(cells)("another user's token, row %i: %s", async (_row, _name, one) => {
    await withServer(one.reply, goodToken, async (server) => {
      runs.stock++;
      const { iterations, timeoutRequest } = paceOf(one);
      const own = withValues(files.environment, valuesOf("another user's token", server.origin));
      const { exit, messages, left } = await runStock(newmanPath, files.collection, own, {
        ...{ iterationCount: iterations, timeoutRequest, ignoreRedirects: true },
        ...(mode === 'guard' ? { folder } : {}),
      });
      if (exit !== 0 && server.endpoints.length === 0) right.stock++;
      expect(asked(server)).toEqual(oneSignIn);
      expect(exit).toBe(1);
      expect(messages.filter((message) => peerCause(one).test(message))).toHaveLength(1);
      expect(tokenIn(left)).toBe('');
      expect(findLeaks(messages.join('\n'), secrets)).toEqual([]);
    });
  });
});

// One of each kind, in the programs that people start: they agree with what was seen in this process.
const fewNames = [
  'a wrong password, as Cells says it',
  '502 with HTML',
  '200 with a login page',
  'id_token null',
  'id_token with a line break at its end',
  'id_token that names a variable',
  'id_token of 20 KB',
  'a redirect to another token URL, with the form',
  'an answer that is cut off',
];
const few = allBadAnswers.filter((one) => fewNames.includes(one.name));

describe.concurrent('bad answers to the built command line', () => {
  test.each(few.map((one) => [one.name, one] as const))("another user's token: %s", async (_, one) => {
    await withServer(one.reply, goodToken, async (server) => {
      const { code, errors, stdout, stderr } = await runCli(valuesOf("another user's token", server.origin));
      expect(asked(server)).toEqual(oneSignIn);
      expect(code).toBe(one.exits.at(-1));
      expect(errors).toEqual([code === 3 ? 'sign-in-failed' : 'request-failed']);
      expect(unwrap(stderr)).toMatch(one.cause);
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
  const cells = own.flatMap((mode) => few.map((one) => [mode, one.name, one] as const));

  test.each(cells)('%s sign-in: %s', async (mode, _name, one) => {
    await withServer(one.reply, goodToken, async (server) => {
      const values = valuesOf("another user's token", server.origin);
      const { code, stdout, stderr, messages } = await runPeer(peer, mode, values);
      expect(asked(server)).toEqual(oneSignIn);
      expect(code).toBe(1);
      expect(messages.filter((message) => peerCause(one).test(message))).not.toEqual([]);
      expect(findLeaks(stdout + stderr, secrets)).toEqual([]);
    });
  });
});

describe.skipIf(newmanPath === '')('the naive collection on stock newman', () => {
  const runNaive = (server: TokenServer, state: TokenState, tests: boolean, timeoutRequest: number) =>
    runStock(newmanPath, naiveCollection(tests), naiveEnvironment(valuesOf(state, server.origin)), { timeoutRequest });
  const looks = { 'without tests': false, 'with a look at the status': true };
  const cells = Object.entries(looks).flatMap(([how, tests]) => earlier.map((state) => [how, state, tests] as const));

  test.each(cells)('%s, %s: a good answer is green', async (_, state, tests) => {
    await withServer(replyWith(goodAnswer), goodToken, async (server) => {
      const { exit } = await runNaive(server, state, tests, 20_000);
      expect([exit, server.endpoints.length, [...server.carried]]).toEqual([0, paths.length, [goodToken]]);
    });
  });

  test.each(cells)('%s, %s: bad answers', async (_, state, tests) => {
    for (const one of allBadAnswers) {
      await withServer(one.reply, goodToken, async (server) => {
        const { exit } = await runNaive(server, state, tests, paceOf(one).timeoutRequest);
        runs.naive++;
        if (exit === 0) naive.green++;
        if (server.endpoints.length > 0) naive.wentOn++;
        if (server.carried.has(oldToken)) naive.asAnother++;
        if (server.carried.has(password) || server.astray.some((line) => line.startsWith('POST'))) naive.gaveAway++;
      });
    }
  });

  test('is often green, and mostly goes on', () => {
    expect(runs.naive).toBe(allBadAnswers.length * cells.length);
    expect(naive.green).toBeGreaterThan(0);
    expect(naive.wentOn).toBeGreaterThan(runs.naive / 2);
    expect(naive.asAnother).toBeGreaterThan(0);
    expect(naive.gaveAway).toBeGreaterThan(0);
  });
});

test('the table has a name and a reason for each answer, and the few are of it', () => {
  expect(new Set(allBadAnswers.map((one) => one.name)).size).toBe(allBadAnswers.length);
  expect(allBadAnswers.filter((one) => one.why === '' || one.row < 32 || one.row > 54)).toEqual([]);
  expect(few).toHaveLength(fewNames.length);
});

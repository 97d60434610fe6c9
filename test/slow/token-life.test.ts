import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { start } from '../support/cli.ts';
import { fakedStart, fastClock, findFaketime, setClock, stoppedClock } from '../support/faketime.ts';
import { buildPrograms } from '../support/program.ts';
import { lifeCases } from './token-life/cases.ts';
import { casesAround } from './token-life/cases-around.ts';
import { casesRenewal } from './token-life/cases-renewal.ts';
import type { HalfHour } from './token-life/half-hour.ts';
import type { Outcome } from './token-life/play-cases.ts';
import type { Logged } from './token-life/server.ts';

const faketime = findFaketime();
const missing = 'reason' in faketime ? faketime.reason : undefined;
if (missing !== undefined) process.stderr.write(`skipped: token life on a faked clock: ${missing}\n`);
const library = 'library' in faketime ? faketime.library : '';

test('faketime is installed in CI', () => {
  if (process.env.CI === 'true') expect(missing).toBeUndefined();
});

const programs = {
  program: fileURLToPath(new URL('./token-life/program.ts', import.meta.url)),
  server: fileURLToPath(new URL('./token-life/server.ts', import.meta.url)),
};
const allCases = [...lifeCases, ...casesAround, ...casesRenewal];
/** Lifetime of a Cells token in seconds. */
const life = 599;
/** Seconds before its end at which a token is renewed. */
const early = 30;

/** Half an hour takes 45 seconds, plus the time of the requests. */
const speed = 40;
const requests = 150;
const delay = 300;

describe.skipIf(missing !== undefined)('the life of a token, on a faked clock', () => {
  let folder: string;
  let program: string;
  beforeAll(async () => {
    folder = await buildPrograms(programs);
    program = join(folder, 'program.mjs');
  });

  async function outputOf<T>(command: string, args: readonly string[], env: Record<string, string>): Promise<T> {
    const { code, stdout, stderr } = await start(command, args, { cwd: folder, env }).ended;
    if (code !== 0) throw new Error(`ended with ${code}:\n${stderr}`);
    return JSON.parse(stdout) as T;
  }

  describe('on clocks that are stopped between requests', () => {
    const outcomes = new Map<string, Outcome>();
    beforeAll(async () => {
      const [ours, server] = [join(folder, 'our-clock'), join(folder, 'server-clock')];
      for (const clock of [ours, server]) setClock(clock, fakedStart);
      const env = stoppedClock(library, ours);
      for (const outcome of await outputOf<Outcome[]>(process.execPath, [program, 'cases', ours, server], env)) {
        outcomes.set(outcome.name, outcome);
      }
    }, 120_000);

    test.each(allCases)('$name', ({ name, because, exit, log }) => {
      const outcome = outcomes.get(name);
      expect(outcome?.log, because).toEqual(log);
      expect(outcome?.exit, because).toBe(exit);
    });

    test.each(allCases)(
      "$name: the times in token answers follow the server's clock",
      ({ name, log, life: own = life, server = {} }) => {
        const signIns = log.flatMap((line) => /^(\d+) (?:sign-in|sign-in jane|refresh) 200$/.exec(line)?.[1] ?? []);
        const { ahead = 0, expiresIn = own } = server;
        const wanted = signIns.map((seconds) => {
          const now = Number(seconds) + ahead;
          return { ...(expiresIn === null ? {} : { expiresIn }), iat: now, exp: now + own, date: now };
        });
        expect(outcomes.get(name)?.tokens).toEqual(wanted);
      },
    );

    test('each case has a unique name', () => {
      expect(new Set(allCases.map(({ name }) => name)).size).toBe(allCases.length);
      const sent = allCases.flatMap(({ log }) => log);
      const refused = sent.filter((line) => line.endsWith(' 401')).length;
      process.stdout.write(
        `token life: ${allCases.length} cases, ${sent.length} requests, ${refused} meant to be 401\n`,
      );
    });
  });

  describe('half an hour on a fast clock', () => {
    let outcome: HalfHour;
    beforeAll(async () => {
      const args = [program, 'half-hour', String(requests), String(delay)];
      const fast = fastClock(speed, process.execPath, args);
      outcome = await outputOf<HalfHour>(fast.command, fast.args, fast.env);
    }, 240_000);
    const minutes = (log: readonly Logged[]) => ((log.at(-1)?.at ?? 0) - (log[0]?.at ?? 0)) / 60_000;
    const count = (log: readonly Logged[], pattern: RegExp, status: number) =>
      log.filter((request) => pattern.test(request.what) && request.status === status).length;
    const print = (who: string, log: readonly Logged[]) => {
      const counts = `${log.length} requests, ${count(log, /^sign-in$/, 200)} sign-ins, ${count(log, /./, 401)} times 401`;
      process.stdout.write(`${who}: ${minutes(log).toFixed(1)} minutes, ${counts}\n`);
    };

    test('postmint renews each token in time, and no request is answered 401', () => {
      const { ours, exit } = outcome;
      print('postmint', ours);
      expect(ours[0]?.at).toBeGreaterThan(fakedStart);
      expect(minutes(ours)).toBeGreaterThanOrEqual(30);
      expect(exit).toBe(0);
      expect(count(ours, /^GET /, 200)).toBe(requests);
      const signIns = ours.filter(({ what }) => what === 'sign-in');
      expect(ours).toHaveLength(requests + signIns.length);
      expect(signIns.length).toBeGreaterThan(3);
      for (const [index, { at, status, token }] of signIns.entries()) {
        expect(status).toBe(200);
        expect(token).toMatchObject({ expiresIn: life, exp: (token?.iat ?? 0) + life });
        const before = signIns[index - 1];
        // The life counts from the token request, but the log has the time of the answer, which is later.
        const answering = speed * 1000;
        if (before) expect(at - before.at).toBeGreaterThan((life - early) * 1000 - answering);
      }
    });

    test('a hand-made collection, which obtains a token only once, gets many 401s in the same half hour', () => {
      const { naive } = outcome;
      print('made by hand', naive);
      expect(minutes(naive)).toBeGreaterThanOrEqual(30);
      expect(count(naive, /^sign-in$/, 200)).toBe(1);
      const [signIn] = naive;
      const late = naive.filter(({ at }) => at - (signIn?.at ?? 0) > life * 1000).length;
      expect(late).toBeGreaterThan(requests / 2);
      expect(count(naive, /^GET /, 401)).toBeGreaterThanOrEqual(late);
    });
  });
});

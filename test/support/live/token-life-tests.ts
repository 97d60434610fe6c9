import { describe, expect, test } from 'vitest';
import type { ApacheServer } from './apache.ts';
import { clientOf } from './token-answer.ts';
import { askToken } from './token-request.ts';
import { makeTrial, type Outcome, run, type Subject, sentBy } from './trial.ts';

/** Lifetime of the server's tokens in these tests, in seconds. */
export const life = 10;

export interface TokenLife {
  /** One for each long run: the runs are concurrent and need separate logs. */
  readonly webs: readonly [ApacheServer, ApacheServer, ApacheServer];
  /** Changes under `auth` so that the server issues no refresh token. Absent if it always issues one. */
  readonly withoutRefresh?: object;
}

export const items = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ name: `Items ${at + 1}`, request: 'GET /api/items.json' }));

/** Expects that all requests of a run were answered 200, so that no token had expired. `count` is their number. */
export function expectGood({ code, codes, requests }: Outcome, count: number): void {
  expect({ code, codes, requests }).toEqual({
    code: 0,
    codes: [],
    requests: Array(count).fill('200 GET /api/items.json'),
  });
}

/** Expects at most one sign-in per two thirds of a token's life: tokens are renewed when a third of it is left. */
function expectSeldom(signIns: readonly string[], since: number): void {
  const shortest = ((life - 2) * 2) / 3;
  expect(signIns.length).toBeLessThanOrEqual(1 + (Date.now() - since) / 1000 / shortest);
}

/** Tests with runs that last longer than a token. The server issues tokens of {@link life} seconds. */
export function tokenLifeTests(subject: Subject, { webs, withoutRefresh }: TokenLife): void {
  const { server } = subject;
  const { admin, jane } = server.users;

  describe.concurrent(`tokens of ${life} s`, () => {
    test('in one iteration longer than two token lives, the guard renews with the refresh token', async () => {
      const trial = await makeTrial(
        { ...subject, web: webs[0] },
        { values: { username: jane.login }, endpoints: items(10) },
      );
      const since = Date.now();
      const outcome = await run(trial, ['--delay', '2s'], { password: jane.password });
      expect(Date.now() - since).toBeGreaterThan(2 * life * 1000);
      expectGood(outcome, 10);
      const [first, ...renewals] = outcome.signIns;
      expect(first).toBe(`200 password ${jane.login}`);
      expect(renewals).toEqual(Array(renewals.length).fill('200 refresh_token'));
      expect(renewals.length).toBeGreaterThanOrEqual(2);
      expectSeldom(outcome.signIns, since);
      // The visible token request was sent once, so the guard sent the others.
      expect(sentBy(trial).filter((name) => !name.startsWith('Items'))).toEqual(['Get token']);
    });

    test('many iterations over more than two token lives use no expired token', async () => {
      const list = { endpoints: items(2), ...(withoutRefresh && { changes: withoutRefresh }) };
      const trial = await makeTrial({ ...subject, web: webs[1] }, list);
      const since = Date.now();
      const outcome = await run(trial, ['--delay', '1500ms', '--iterations', '5']);
      expect(Date.now() - since).toBeGreaterThan(2 * life * 1000);
      expectGood(outcome, 10);
      const { signIns } = outcome;
      const byPassword = `200 password ${admin.login}`;
      expect(signIns[0]).toBe(byPassword);
      const good = withoutRefresh ? [byPassword] : [byPassword, '200 refresh_token'];
      expect(signIns.filter((line) => !good.includes(line))).toEqual([]);
      expect(signIns.length).toBeGreaterThanOrEqual(3);
      expectSeldom(signIns, since);
    });

    test('if the refresh token is already used, the guard signs in by password once and the run passes', async () => {
      let usedUp = 0;
      const before = async (form: URLSearchParams) => {
        if (form.get('grant_type') !== 'refresh_token' || usedUp++ > 0) return;
        const { status } = await askToken(server.tokenUrl, Object.fromEntries(form), clientOf(server));
        expect(status).toBe(200);
      };
      const trial = await makeTrial({ ...subject, web: webs[2] }, { endpoints: items(5), before });
      const outcome = await run(trial, ['--delay', '2s']);
      expectGood(outcome, 5);
      const byPassword = `200 password ${admin.login}`;
      expect(outcome.signIns.slice(0, 3)).toEqual([byPassword, '400 refresh_token', byPassword]);
      expect(outcome.signIns.slice(3).filter((line) => line !== '200 refresh_token')).toEqual([]);
    });
  });
}

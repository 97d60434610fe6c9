import { describe, expect, test } from 'vitest';
import type { ApacheServer } from './apache.ts';
import { clientOf } from './token-answer.ts';
import { askToken } from './token-request.ts';
import { makeTrial, type Outcome, run, type Subject, sentBy } from './trial.ts';

/** How long the server's tokens live here, in seconds. */
export const life = 10;

export interface TokenLife {
  /** One for each long run: they go at the same time, and each one's log is its own. */
  readonly webs: readonly [ApacheServer, ApacheServer, ApacheServer];
  /** What a list changes so that the server gives no refresh token; absent when it always gives one. */
  readonly withoutRefresh?: object;
}

export const items = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ name: `Items ${at + 1}`, request: 'GET /api/items.json' }));

/** That a run which asked for the items so often never showed a token that had ended. */
export function expectGood({ code, codes, requests }: Outcome, count: number): void {
  expect({ code, codes, requests }).toEqual({
    code: 0,
    codes: [],
    requests: Array(count).fill('200 GET /api/items.json'),
  });
}

/** Nobody signs in more often than a token, less the third that is kept in reserve, lives. */
function expectSeldom(signIns: readonly string[], since: number): void {
  const shortest = ((life - 2) * 2) / 3;
  expect(signIns.length).toBeLessThanOrEqual(1 + (Date.now() - since) / 1000 / shortest);
}

/** Runs that are longer than a token lives; servers give out tokens of `life` seconds. */
export function tokenLifeTests(subject: Subject, { webs, withoutRefresh }: TokenLife): void {
  const { server } = subject;
  const { admin, jane } = server.users;

  describe.concurrent(`tokens of ${life} s`, () => {
    test('the guard renews by the refresh token, in one iteration of more than two lives', async () => {
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
      // The visible request was sent once, and so the others are the guard's.
      expect(sentBy(trial).filter((name) => !name.startsWith('Items'))).toEqual(['Get token']);
    });

    test('many iterations over more than two lives', async () => {
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
      expect(signIns.filter((one) => !good.includes(one))).toEqual([]);
      expect(signIns.length).toBeGreaterThanOrEqual(3);
      expectSeldom(signIns, since);
    });

    test('a refresh token that somebody else has used up: the password once, and the run goes on', async () => {
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
      expect(outcome.signIns.slice(3).filter((one) => one !== '200 refresh_token')).toEqual([]);
    });
  });
}

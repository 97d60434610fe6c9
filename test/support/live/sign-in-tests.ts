import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli, placesIn, unwrap } from '../cli.ts';
import { leaksOf, newman, postmint, type Secrets } from './shop.ts';
import { clientOf, passwordForm } from './token-answer.ts';
import { askToken } from './token-request.ts';
import { makeTrial, run, type Subject, type TrialList, tell } from './trial.ts';

/** A sign-in that the server refuses. */
export interface Refused extends TrialList {
  readonly name: string;
  /** Another server, or other settings of the same one. */
  readonly subject?: Subject | undefined;
  /** Secrets to replace by wrong values. */
  readonly wrong?: Secrets;
  /** The server's answer, as quoted in the message. */
  readonly said: string;
  /** Variables that the message must name as possible causes. */
  readonly check?: readonly string[];
  /** The token request, as `grant user`. By default, a password sign-in of the admin. */
  readonly asked?: string;
}

/** The ways of client authentication that every server accepts. */
const clientAuthentications = ['basic-encoded', 'body', 'none'] as const;

/** Tests for every server: its own template, the generic templates, and stock newman. */
export function signInTests(subject: Subject, refused: readonly Refused[]): void {
  const { server, web, template } = subject;
  const { admin, jane } = server.users;
  const identities = { jane: { template, username: jane.login } };
  const me = (login: string) => ({ request: 'GET /api/me.json', expect: { status: 200, body: { login } } });
  const roles: TrialList = {
    identities,
    endpoints: [
      { folder: 'Public', auth: 'none', endpoints: ['GET /public/status.json'] },
      'GET /api/items.json',
      { name: 'Me', ...me('admin') },
      { name: 'Me as jane', auth: 'jane', ...me('jane') },
      { name: 'Users', request: 'GET /admin/users.json', expect: 200 },
      { name: 'Users as jane', request: 'GET /admin/users.json', auth: 'jane', expect: 403 },
    ],
  };
  const rolesAnswered = [
    '200 GET /public/status.json',
    '200 GET /api/items.json',
    '200 GET /api/me.json',
    '200 GET /api/me.json',
    '200 GET /admin/users.json',
    '403 GET /admin/users.json',
  ];
  const both = [`200 password ${admin.login}`, `200 password ${jane.login}`];

  test('two identities: the admin may read /admin/, jane may not', async () => {
    const trial = await makeTrial(subject, roles);
    const { folder } = trial.shop;
    for (const name of readdirSync(folder)) if (name !== 'endpoints.yaml') rmSync(join(folder, name));
    const generated = await cli(['generate'], { cwd: folder });
    expect([generated.code, placesIn(generated.stderr)]).toEqual([0, ['discouraged-grant at endpoints.yaml:3:7']]);
    const { code, codes, signIns, requests } = await run(trial);
    expect({ code, codes, signIns, requests }).toEqual({ code: 0, codes: [], signIns: both, requests: rolesAnswered });
    expect((await cli(['check'], { cwd: folder })).code).toBe(0);
  });

  test('stock newman runs the same files; with a wrong password it exits with 1', async () => {
    const trial = await makeTrial(subject, roles);
    const { code, signIns, requests } = await tell(trial, (shop) => newman(shop));
    expect({ code, signIns, requests }).toEqual({ code: 0, signIns: both, requests: rolesAnswered });
    const wrong = await tell(trial, (shop) => newman(shop, { password: 'wrong password' }));
    expect({ code: wrong.code, requests: wrong.requests }).toEqual({ code: 1, requests: [] });
    expect(wrong.signIns).toEqual([expect.stringMatching(`^40. password ${admin.login}$`)]);
  });

  describe.concurrent('refused', () => {
    test.each(refused)('$name: $said', async ({ wrong = {}, said, check = [], asked, ...row }) => {
      const trial = await makeTrial(row.subject ?? subject, row);
      const { code, places, stderr, signIns, requests } = await run(trial, [], wrong);
      expect({ code, places, requests }).toEqual({
        code: 3,
        places: ['sign-in-failed at endpoints.yaml:3:7'],
        requests: [],
      });
      expect(signIns).toEqual([`${said.slice(0, 3)} ${asked ?? `password ${admin.login}`}`]);
      const words = unwrap(stderr);
      expect(words).toContain(`answered ${said};`);
      const [cause] = /; .*/.exec(words) ?? [];
      for (const name of check) expect(cause).toContain(name);
    });

    test.each([
      { name: 'without discovery', issuer: `${server.issuer}/nothing`, exit: 3 },
      { name: 'that declares another issuer', issuer: undefined, exit: 3 },
      { name: 'that cannot be reached', issuer: 'http://127.0.0.1:9', exit: 4 },
    ])('an issuer $name: exit code $exit', async ({ issuer, exit }) => {
      const list = { template: 'oauth2-password', discovers: true };
      const trial = await makeTrial(subject, list);
      const { pathname } = new URL(server.issuer);
      // The proxy has another origin than the issuer, and the server's discovery document still names its own.
      const args = ['--var', `issuer=${issuer ?? trial.front.origin + pathname}`];
      const { code, places, signIns, requests } = await run(trial, args);
      expect([code, signIns, requests]).toEqual([exit, [], []]);
      const reported = exit === 3 ? 'sign-in-failed' : 'request-failed';
      expect(places).toEqual([`${reported} at endpoints.yaml:3:7`]);
    });
  });

  test.each([
    { identity: [], account: admin, login: 'admin' },
    { identity: ['--identity', 'jane'], account: jane, login: 'jane' },
  ])('postmint token reports user and expiry, and prints a token that Apache accepts: $login', async (row) => {
    const trial = await makeTrial(subject, roles);
    const since = Date.now();
    const args = ['token', ...row.identity];
    const outcome = await tell(trial, (shop) => postmint(shop, [...args, '--format', 'json']));
    const { user, client, tokenUrl, expiresAt, identity } = JSON.parse(outcome.stdout);
    expect([outcome.code, user, client, identity]).toEqual([0, row.login, server.clientId, row.identity[1] ?? null]);
    expect(new URL(tokenUrl)).toMatchObject({
      origin: trial.front.origin,
      pathname: new URL(server.tokenUrl).pathname,
    });
    const life = Date.parse(expiresAt) - since;
    expect(life > 8000 && life < 20_000, `${life} ms`).toBe(true);
    expect(outcome.signIns).toEqual([`200 password ${row.account.login}`]);

    const printed = await postmint(trial.shop, [...args, '--print']);
    const headers = { Authorization: `Bearer ${printed.stdout.trim()}` };
    const answer = await fetch(`${web.origin}/api/me.json`, { headers });
    expect([printed.code, answer.status, await answer.json()]).toEqual([0, 200, { login: row.login }]);
    // This also proves that the search for leaks works: it finds the token that --print shows.
    expect(leaksOf(trial.shop, printed, trial.front.tokens)).not.toEqual([]);
  });

  test('postmint token with a wrong password fails with exit code 3, as a run does', async () => {
    const trial = await makeTrial(subject);
    const args = ['token', '--print'];
    const { code, places, stdout } = await tell(trial, (shop) => postmint(shop, args, { password: 'wrong password' }));
    expect([code, places, stdout]).toEqual([3, ['sign-in-failed at endpoints.yaml:3:7'], '']);
  });

  test.each(clientAuthentications)('client authentication: %s', async (how) => {
    const values = how === 'none' ? { client_id: server.publicClientId } : {};
    const trial = await makeTrial(subject, { changes: { client_authentication: how }, values });
    const { code, codes, signIns, requests } = await run(trial);
    expect([code, codes]).toEqual([0, []]);
    expect([signIns, requests]).toEqual([[`200 password ${admin.login}`], ['200 GET /api/items.json']]);
  });

  test('a server that cannot be reached is exit code 4, for run and for token', async () => {
    const trial = await makeTrial(subject, { values: subject.at('http://127.0.0.1:9') });
    const ran = await run(trial);
    expect([ran.code, ran.places]).toEqual([4, ['request-failed at endpoints.yaml:3:7']]);
    expect([ran.signIns, ran.requests]).toEqual([[], []]);
    const asked = await tell(trial, (shop) => postmint(shop, ['token']));
    expect([asked.code, asked.places, asked.stdout]).toEqual([4, ['request-failed at endpoints.yaml:3:7'], '']);
  });

  test('the token URL is discovered from the issuer', async () => {
    const endpoints = [{ name: 'Me', ...me('admin') }];
    const changes = { scope: 'openid profile' };
    const list = { template: 'oauth2-password', discovers: true, changes, endpoints };
    const { code, codes, requests } = await run(await makeTrial(subject, list));
    expect([code, codes, requests]).toEqual([0, [], ['200 GET /api/me.json']]);
  });

  test('a refresh token given by the user works only once if the server rotates it', async () => {
    const form = passwordForm(server, 'admin', 'openid profile offline_access');
    const { body } = await askToken(server.tokenUrl, form, clientOf(server));
    const secrets = { refresh_token: String(body['refresh_token']) };
    const trial = await makeTrial(subject, { template: 'oauth2-refresh-token', secrets });
    const first = await run(trial);
    expect([first.code, first.codes, first.signIns]).toEqual([0, [], ['200 refresh_token']]);
    expect(first.requests).toEqual(['200 GET /api/items.json']);
    const second = await run(trial);
    expect([second.code, second.signIns, second.requests]).toEqual([3, ['400 refresh_token'], []]);
  });
}

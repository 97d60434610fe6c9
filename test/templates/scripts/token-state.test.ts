import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { apiOf, listWith } from '../../support/api-of.ts';
import { now, type Reply, runScript } from '../../support/fake-pm.ts';
import { signInScripts } from '../../support/sign-in-scripts.ts';

const identities = 'auth: pydio-cells-v1\nidentities: { jane: pydio-cells-v1 }';
const { guard, prerequest, testScript } = signInScripts(apiOf(listWith('GET /a', identities)));

const living = {
  base_url: 'https://api.test',
  username: 'admin',
  password: 'p',
  client_id: 'me',
  client_secret: 's',
  nonce: 'first',
  dex_token: 'e.admin.1',
  dex_token_expires_at: String(now + 1),
  dex_token_for: 'https://api.test/auth/dex/token me admin',
  dex_token_refresh: '',
  jane_username: 'jane',
  jane_password: 'jp',
  jane_token: '',
  jane_token_expires_at: '',
  jane_token_for: '',
  jane_token_refresh: '',
};
const refused = { ...living, dex_token: '', dex_token_expires_at: 'refused' };
const jane = { type: 'bearer', bearer: [{ key: 'token', value: '{{jane_token}}' }] };
const good: Reply = {
  code: 200,
  text: `{"id_token":"e.${Buffer.from('{}').toString('base64url')}.c","expires_in":599}`,
  headers: {},
};
const wrong: Reply = { code: 403, text: '{"error":"access_denied"}', headers: {} };

describe('the visible token request, in each iteration', () => {
  test.each<[string, number, Record<string, string>, boolean]>([
    ['in the first iteration it is sent even if there is a valid token', 0, living, true],
    ['in the first iteration it is sent even after a refusal in an earlier run', 0, refused, true],
    ['later it is skipped while its token is valid', 1, living, false],
    ['later it is sent if the token has expired', 1, { ...living, dex_token_expires_at: String(now) }, true],
    ['later it is sent for another user in the data', 1, { ...living, username: 'joe' }, true],
    ['later it is sent if there is no token', 2, { ...living, dex_token: '' }, true],
  ])('%s', (_, iteration, environment, sends) => {
    const deeds = runScript(prerequest('Get token'), { environment, iteration });
    expect(deeds.tests).toEqual([]);
    expect(deeds.steps.includes('skip')).toBe(!sends);
    if (sends) expect(deeds.environment).toMatchObject({ dex_token: '', dex_token_expires_at: '', nonce: 'a-guid' });
    else expect(deeds.environment).toEqual(environment);
  });

  test('after a refusal in an earlier iteration it is not sent again, because servers lock accounts', () => {
    const { tests, steps, environment } = runScript(prerequest('Get token'), { environment: refused, iteration: 1 });
    expect(tests).toEqual([['Update environment', expect.stringContaining('failed in an earlier iteration')]]);
    expect(steps.slice(-3)).toEqual(['next null', 'test', 'skip']);
    expect(environment).toEqual(refused);
  });

  test('a refusal of one identity does not affect another', () => {
    const deeds = runScript(prerequest('Get token (jane)'), { environment: refused, iteration: 1 });
    expect([deeds.tests, deeds.steps.includes('skip')]).toEqual([[], false]);
  });
});

describe('the guard, after a refusal', () => {
  test('signs in again in a new run', () => {
    const { sent, environment } = runScript(guard, { environment: refused, reply: good });
    expect([sent.length, environment.dex_token]).toEqual([1, JSON.parse(good.text ?? '').id_token]);
  });

  test.each([1, 2, 7])('does not sign in again in iteration %i', (iteration) => {
    const { sent, tests, steps } = runScript(guard, { environment: refused, iteration, reply: good });
    expect(sent).toEqual([]);
    expect(tests).toEqual([['Sign-in', expect.stringContaining('failed in an earlier iteration')]]);
    expect(steps.slice(-3)).toEqual(['next null', 'test', 'skip']);
  });

  // Each row of data may have another user. A changed password is not tried: servers count failed attempts.
  test.each([
    ['signs in again for another user', { username: 'joe' }, 1],
    ['signs in again for another server', { base_url: 'https://other.test' }, 1],
    ['does not sign in again with another password', { password: 'other' }, 0],
  ])('%s: %j', (_, changes, sent) => {
    const environment = { ...refused, ...changes };
    expect(runScript(guard, { environment, iteration: 1, reply: good }).sent).toHaveLength(sent);
    const visible = runScript(prerequest('Get token'), { environment, iteration: 1 });
    expect(visible.steps.includes('skip')).toBe(sent === 0);
  });

  test('still signs in another identity', () => {
    const { sent, tests } = runScript(guard, { environment: refused, iteration: 1, auth: jane, reply: good });
    expect([sent.length, tests]).toEqual([1, []]);
  });

  test('of one identity, keeps the token of another', () => {
    const deeds = runScript(guard, { environment: living, auth: jane, reply: wrong });
    expect(deeds.tests).toHaveLength(1);
    expect(deeds.environment).toEqual({
      ...living,
      jane_nonce: 'a-guid',
      jane_token_expires_at: 'refused',
      jane_token_for: 'https://api.test/auth/dex/token me jane',
    });
  });

  test('does not sign in again even if the user sets a token by hand', () => {
    const typed = { ...refused, dex_token: 'e.typed.1' };
    expect(runScript(guard, { environment: typed, iteration: 1 }).tests).toHaveLength(1);
  });
});

describe('Basic auth of the visible token request, URL-encoded if a value needs it', () => {
  const environment = { ...living, client_secret: 's:e&c r%41t' };

  test('the encoded value is a local variable, which overrides the environment for this request only', () => {
    const begun = runScript(prerequest('Get token'), { environment });
    expect(begun.locals).toEqual({ client_secret: 's%3Ae%26c%20r%2541t' });
    expect(begun.environment.client_secret).toBe('s:e&c r%41t');
    expect(runScript(prerequest('Get token'), { environment: living }).locals).toEqual({});
  });

  test('the local variable is removed after the request, so that the guard does not encode it twice', () => {
    const { locals } = runScript(prerequest('Get token'), { environment });
    const done = runScript(testScript('Get token'), {
      environment,
      locals: { ...locals, mine: 'stays' },
      answer: good,
    });
    expect(done.locals).toEqual({ mine: 'stays' });
    expect(done.environment.dex_token_for).toBe('https://api.test/auth/dex/token me admin');
  });

  test('the token is stored with the unencoded client id', () => {
    const other = { ...living, client_id: 'me & you' };
    const { locals } = runScript(prerequest('Get token'), { environment: other });
    const kept = runScript(testScript('Get token'), { environment: other, locals, answer: good }).environment;
    expect(kept.dex_token_for).toBe('https://api.test/auth/dex/token me & you admin');
  });
});

describe('a variable that is encoded for Basic auth', () => {
  const environment = { ...living, client_secret: 's:e&c' };
  const fields = 'a: "{{client_secret}}", b: "x-{{client_secret}}-{{username}}", c: "{{password}}"';
  const auth = `auth: { template: pydio-cells-v1, parameters: { ${fields} }, headers: { X-Client: "{{client_id}}" } }`;
  const named = signInScripts(apiOf(listWith('GET /a', auth)));
  const form = [
    { key: 'a', value: '{{client_secret}}' },
    { key: 'b', value: 'x-{{client_secret}}-{{username}}' },
    { key: 'c', value: '{{password}}' },
  ];

  test('is sent unencoded in form fields and headers', () => {
    const headers = [{ key: 'X-Client', value: '{{client_id}}' }];
    const sent = runScript(named.prerequest('Get token'), {
      environment: { ...environment, client_id: 'm e' },
      form,
      headers,
    });
    expect(sent.form.map(({ value }) => value)).toEqual(['s:e&c', 'x-s:e&c-admin', '{{password}}']);
    expect(sent.headers).toEqual([{ key: 'X-Client', value: 'm e' }]);
    expect(sent.locals).toEqual({ client_id: 'm%20e', client_secret: 's%3Ae%26c' });
  });
});

describe('a refresh token given by the user, if the server accepts each only once', () => {
  const brought = signInScripts(
    apiOf(listWith('GET /a', 'auth: { template: oauth2-refresh-token, token_url: "https://id.test/t" }')),
  );
  const first = {
    ...living,
    refresh_token: 'brought-along',
    client_id: 'me',
    access_token: '',
    access_token_expires_at: '',
    access_token_for: '',
    access_token_refresh: '',
    scope: '',
    audience: '',
    resource: '',
  };
  /** The user's refresh token identifies the user and is a secret, so only its digest is stored. */
  const issuedFor = (token: string) =>
    `https://id.test/t me    ${createHash('sha256').update(token).digest('hex').slice(0, 16)}`;
  const second = {
    ...first,
    access_token: 'opaque-1',
    access_token_expires_at: String(now - 1),
    access_token_for: issuedFor('brought-along'),
    access_token_refresh: 'rotated-1',
  };
  const body = brought.request('Get token').body;
  const form = body?.mode === 'urlencoded' ? body.urlencoded : [];
  const sentIn = (environment: Record<string, string>) =>
    runScript(brought.prerequest('Get token'), { environment, form }).form.find(({ key }) => key === 'refresh_token');

  test('is sent in the first token request, and then replaced by the newest refresh token', () => {
    expect(sentIn(first)?.value).toBe('{{refresh_token}}');
    expect(sentIn(second)?.value).toBe('rotated-1');
  });

  test('identifies the user: another one starts a new sign-in', () => {
    const other = { ...second, refresh_token: 'of-somebody-else' };
    expect(sentIn(other)?.value).toBe('{{refresh_token}}');
    expect(
      runScript(brought.guard, { environment: { ...other, access_token_expires_at: String(now + 1) } }).sent,
    ).toHaveLength(1);
  });

  test('is used in the same way by the guard', () => {
    const reply: Reply = { code: 200, text: '{"access_token":"opaque-2","refresh_token":"rotated-2"}', headers: {} };
    for (const [environment, token] of [
      [first, 'brought-along'],
      [second, 'rotated-1'],
    ] as const) {
      const { sent, environment: kept, tests } = runScript(brought.guard, { environment, reply });
      expect(JSON.stringify(sent)).toContain(token);
      expect([kept.access_token_refresh, tests]).toEqual(['rotated-2', []]);
    }
  });

  test('is sent again after a newer refresh token was refused', () => {
    const refusal: Reply = { code: 400, text: '{"error":"invalid_grant"}', headers: {} };
    const { environment } = runScript(brought.testScript('Get token'), { environment: second, answer: refusal });
    expect(environment.access_token_refresh).toBe('');
    expect(sentIn(environment)?.value).toBe('{{refresh_token}}');
  });
});

describe('an optional field of the visible token request', () => {
  const open = signInScripts(apiOf(listWith('GET /a', 'auth: { template: auth0, parameters: { realm: "{{id}}" } }')));
  const { body } = open.request('Get token');
  const form = body?.mode === 'urlencoded' ? body.urlencoded : [];
  const values = { ...living, auth0_domain: 'a.test', audience: 'api', organization: '', id: '' };

  test.each<[string, Record<string, string>, string[]]>([
    ['is omitted if it is empty', {}, ['grant_type', 'audience', 'realm', 'client_id', 'client_secret']],
    [
      'is sent if it has a value',
      { organization: 'o' },
      ['grant_type', 'audience', 'organization', 'realm', 'client_id', 'client_secret'],
    ],
    [
      'is different from a required field, which is sent even if it is empty',
      { audience: '' },
      ['grant_type', 'audience', 'realm', 'client_id', 'client_secret'],
    ],
  ])('%s', (_, changes, want) => {
    const { form: left } = runScript(open.prerequest('Get token'), { environment: { ...values, ...changes }, form });
    expect(left.map(({ key }) => key)).toEqual(want);
  });
});

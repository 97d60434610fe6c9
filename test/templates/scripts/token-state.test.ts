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
    ['in the first it signs in, whatever there is', 0, living, true],
    ['in the first it signs in, also after a refusal: that was another run', 0, refused, true],
    ['later it is left out while its token lives', 1, living, false],
    ['later it signs in when the token has ended', 1, { ...living, dex_token_expires_at: String(now) }, true],
    ['later it signs in as another user of the data', 1, { ...living, username: 'joe' }, true],
    ['later it signs in when there is no token', 2, { ...living, dex_token: '' }, true],
  ])('%s', (_, iteration, environment, sends) => {
    const deeds = runScript(prerequest('Get token'), { environment, iteration });
    expect(deeds.tests).toEqual([]);
    expect(deeds.steps.includes('skip')).toBe(!sends);
    if (sends) expect(deeds.environment).toMatchObject({ dex_token: '', dex_token_expires_at: '', nonce: 'a-guid' });
    else expect(deeds.environment).toEqual(environment);
  });

  test('after a refusal in an earlier one it is not sent again: servers lock users out', () => {
    const { tests, steps, environment } = runScript(prerequest('Get token'), { environment: refused, iteration: 1 });
    expect(tests).toEqual([['Update environment', expect.stringContaining('failed in an earlier iteration')]]);
    expect(steps.slice(-3)).toEqual(['next null', 'test', 'skip']);
    expect(environment).toEqual(refused);
  });

  test('a refusal of one is none of another', () => {
    const deeds = runScript(prerequest('Get token (jane)'), { environment: refused, iteration: 1 });
    expect([deeds.tests, deeds.steps.includes('skip')]).toEqual([[], false]);
  });
});

describe('the guard, after a refusal', () => {
  test('asks again in a new run', () => {
    const { sent, environment } = runScript(guard, { environment: refused, reply: good });
    expect([sent.length, environment.dex_token]).toEqual([1, JSON.parse(good.text ?? '').id_token]);
  });

  test.each([1, 2, 7])('does not ask again in iteration %i', (iteration) => {
    const { sent, tests, steps } = runScript(guard, { environment: refused, iteration, reply: good });
    expect(sent).toEqual([]);
    expect(tests).toEqual([['Sign-in', expect.stringContaining('failed in an earlier iteration')]]);
    expect(steps.slice(-3)).toEqual(['next null', 'test', 'skip']);
  });

  // Each row of data may be another user's.
  test.each([
    ['another user', { username: 'joe' }, 1],
    ['another server', { base_url: 'https://other.test' }, 1],
    ['nobody else: another password is one more try, and servers count them', { password: 'other' }, 0],
  ])('asks once more for %s: %j', (_, changes, sent) => {
    const environment = { ...refused, ...changes };
    expect(runScript(guard, { environment, iteration: 1, reply: good }).sent).toHaveLength(sent);
    const visible = runScript(prerequest('Get token'), { environment, iteration: 1 });
    expect(visible.steps.includes('skip')).toBe(sent === 0);
  });

  test('asks for another identity all the same', () => {
    const { sent, tests } = runScript(guard, { environment: refused, iteration: 1, auth: jane, reply: good });
    expect([sent.length, tests]).toEqual([1, []]);
  });

  test('of one identity, the token of another stays', () => {
    const deeds = runScript(guard, { environment: living, auth: jane, reply: wrong });
    expect(deeds.tests).toHaveLength(1);
    expect(deeds.environment).toEqual({
      ...living,
      jane_nonce: 'a-guid',
      jane_token_expires_at: 'refused',
      jane_token_for: 'https://api.test/auth/dex/token me jane',
    });
  });

  test('a token that was typed in by hand is no way around it, nor is a changed clock', () => {
    const typed = { ...refused, dex_token: 'e.typed.1' };
    expect(runScript(guard, { environment: typed, iteration: 1 }).tests).toHaveLength(1);
  });
});

describe('Basic auth of the visible request, URL-encoded where a value needs it', () => {
  const environment = { ...living, client_secret: 's:e&c r%41t' };

  test('the encoded value hides that of the environment, for this request only', () => {
    const begun = runScript(prerequest('Get token'), { environment });
    expect(begun.locals).toEqual({ client_secret: 's%3Ae%26c%20r%2541t' });
    expect(begun.environment.client_secret).toBe('s:e&c r%41t');
    expect(runScript(prerequest('Get token'), { environment: living }).locals).toEqual({});
  });

  test('it is taken away again before anything is kept: the guard would encode it twice', () => {
    const { locals } = runScript(prerequest('Get token'), { environment });
    const done = runScript(testScript('Get token'), {
      environment,
      locals: { ...locals, mine: 'stays' },
      answer: good,
    });
    expect(done.locals).toEqual({ mine: 'stays' });
    expect(done.environment.dex_token_for).toBe('https://api.test/auth/dex/token me admin');
  });

  test('a client whose name had to be encoded is kept by its own name', () => {
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

  test('is sent as it is where a field or a header names it', () => {
    const headers = [{ key: 'X-Client', value: '{{client_id}}' }];
    const sent = runScript(named.prerequest('Get token'), {
      environment: { ...environment, client_id: 'm e' },
      form,
      headers,
    });
    expect(sent.form.map((one) => one.value)).toEqual(['s:e&c', 'x-s:e&c-admin', '{{password}}']);
    expect(sent.headers).toEqual([{ key: 'X-Client', value: 'm e' }]);
    expect(sent.locals).toEqual({ client_id: 'm%20e', client_secret: 's%3Ae%26c' });
  });
});

describe('a refresh token that the user brings along, where a server takes each once', () => {
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
  /** The token that starts it says who signs in, and is a secret: its digest is kept. */
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
    runScript(brought.prerequest('Get token'), { environment, form }).form.find((one) => one.key === 'refresh_token');

  test('the visible request starts with it, and goes on with the last one that came', () => {
    expect(sentIn(first)?.value).toBe('{{refresh_token}}');
    expect(sentIn(second)?.value).toBe('rotated-1');
  });

  test('another one that the user brings along is another user', () => {
    const other = { ...second, refresh_token: 'of-somebody-else' };
    expect(sentIn(other)?.value).toBe('{{refresh_token}}');
    expect(
      runScript(brought.guard, { environment: { ...other, access_token_expires_at: String(now + 1) } }).sent,
    ).toHaveLength(1);
  });

  test('the guard as well', () => {
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

  test('one that was refused is forgotten: the next sign-in starts with that of the user', () => {
    const refusal: Reply = { code: 400, text: '{"error":"invalid_grant"}', headers: {} };
    const { environment } = runScript(brought.testScript('Get token'), { environment: second, answer: refusal });
    expect(environment.access_token_refresh).toBe('');
    expect(sentIn(environment)?.value).toBe('{{refresh_token}}');
  });
});

describe('fields of the visible form that may be empty', () => {
  const open = signInScripts(apiOf(listWith('GET /a', 'auth: { template: auth0, parameters: { realm: "{{id}}" } }')));
  const { body } = open.request('Get token');
  const form = body?.mode === 'urlencoded' ? body.urlencoded : [];
  const values = { ...living, auth0_domain: 'a.test', audience: 'api', organization: '', id: '' };

  test.each<[string, Record<string, string>, string[]]>([
    ['is left out while it is empty', {}, ['grant_type', 'audience', 'realm', 'client_id', 'client_secret']],
    [
      'is sent once it has a value',
      { organization: 'o' },
      ['grant_type', 'audience', 'organization', 'realm', 'client_id', 'client_secret'],
    ],
    [
      'one that is no optional variable is sent as it is',
      { audience: '' },
      ['grant_type', 'audience', 'realm', 'client_id', 'client_secret'],
    ],
  ])('%s', (_, changes, want) => {
    const { form: left } = runScript(open.prerequest('Get token'), { environment: { ...values, ...changes }, form });
    expect(left.map((one) => one.key)).toEqual(want);
  });
});

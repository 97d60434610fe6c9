import { describe, expect, test } from 'vitest';
import { toCollection } from '../../../src/postman/v2/to-collection.ts';
import type { Item } from '../../../src/postman/v2/types.ts';
import { readScripts } from '../../../src/source/templates.ts';
import { apiOf, listWith } from '../../support/api-of.ts';
import { now, responseTime, runScript } from '../../support/fake-pm.ts';
import { badAnswers, canaries, goodAnswer, goodAnswers } from '../../support/token-answers.ts';

const collection = toCollection(apiOf(listWith('GET /a', 'auth: pydio-cells-v1')), readScripts());
const [tokenRequest] = collection.item as Item[];
const scriptOf = (events: Item['event'], listen: string) =>
  events?.find((event) => event.listen === listen)?.script.exec.join('\n') ?? '';
const before = scriptOf(tokenRequest?.event, 'prerequest');
const judgeAnswer = scriptOf(tokenRequest?.event, 'test');
const guard = scriptOf(collection.event, 'prerequest');

const signedIn = {
  base_url: 'https://api.test',
  username: 'jane',
  password: 'PASSWORD-1',
  client_id: 'me',
  client_secret: 'CLIENT-SECRET-1',
  dex_token: 'eyJ.old.token',
  dex_token_expires_at: String(now - 1),
  dex_token_for: 'https://api.test/auth/dex/token me jane',
  dex_token_refresh: '',
};
/** The environment after the start of a sign-in, with a new nonce. */
const cleared = { ...signedIn, dex_token: '', dex_token_expires_at: '', nonce: 'a-guid' };
/** The environment after a refusal, which a later iteration recognises. */
const refused = { ...cleared, dex_token_expires_at: 'refused' };

/** Runs the two scripts of the visible token request, with an answer between them. */
function send(answer: Parameters<typeof runScript>[1] & object) {
  const { environment } = runScript(before, { environment: signedIn });
  return runScript(judgeAnswer, { ...answer, environment });
}

/** What to check if the client is refused, and where its secret comes from. */
const client = 'check client_id and client_secret (from Configs Backend screen, cells config list, pydio.json)';

describe('the visible token request', () => {
  test('clears the old token and creates a new nonce before the request is sent', () => {
    const { environment, tests, steps } = runScript(before, { environment: { ...signedIn, nonce: 'old' } });
    expect(environment).toEqual(cleared);
    expect(tests).toEqual([]);
    expect(steps.filter((step) => !step.startsWith('set '))).toEqual([]);
  });

  test.each(badAnswers)('%s: stores no token, stops the run and names one cause', (_, answer, cause) => {
    const { tests, steps, environment } = send({ answer });
    expect(tests).toEqual([['Update environment', expect.stringMatching(cause)]]);
    // Stopping the run comes first: after a failed test alone, the other requests would still be sent.
    expect(steps).toEqual(['next null', 'set dex_token', 'set dex_token_expires_at', 'set dex_token_for', 'test']);
    expect(environment).toEqual(refused);
    for (const canary of canaries) expect(tests[0]?.[1]).not.toContain(canary);
  });

  test.each(goodAnswers)('%s: the token is stored', (_, answer, seconds) => {
    const { tests, steps, environment } = send({ answer });
    expect(tests).toEqual([['Update environment']]);
    expect(steps[0]).toBe('test');
    expect([...new Set(steps.slice(1))]).toEqual(['set dex_token', 'set dex_token_expires_at', 'set dex_token_for']);
    expect(answer.text).toContain(environment.dex_token);
    expect(environment.dex_token_for).toBe('https://api.test/auth/dex/token me jane');
    expect(environment.dex_token).not.toBe('');
    expect(Number(environment.dex_token_expires_at)).toBe(now - responseTime + seconds * 1000);
  });

  test.each([
    [{}, client],
    [{ client_secret: '' }, `${client}; set client_secret in the environment`],
    [{ client_id: undefined, password: '' }, `${client}; set client_id, password in the environment`],
  ])('a refusal names the values that are missing: %j', (missing, end) => {
    const given = Object.entries({ ...signedIn, ...missing }).filter(([, value]) => value !== undefined);
    const environment = Object.fromEntries(given) as Record<string, string>;
    const answer = { code: 401, text: '{"error": "invalid_client"}' };
    const { tests } = runScript(judgeAnswer, { answer, environment });
    expect(tests).toEqual([['Update environment', `the token endpoint answered 401 (invalid_client); ${end}`]]);
  });

  test('without an answer, the message says so', () => {
    const { tests, steps } = send({ answer: {} });
    expect(tests).toEqual([['Update environment', expect.stringMatching(/^no answer from the token endpoint/)]]);
    expect(steps.filter((step) => !step.startsWith('set '))).toEqual(['next null', 'test']);
  });
});

describe('the guard signs in', () => {
  const stopped = ['next null', 'test', 'skip'];

  test('with the same fields as the visible token request, and the client in the form, never in both places', () => {
    const { sent, steps } = runScript(guard, { environment: signedIn, reply: goodAnswer });
    expect(steps.filter((step) => step === 'send')).toHaveLength(1);
    expect(sent).toEqual([
      {
        url: 'https://api.test/auth/dex/token',
        method: 'POST',
        header: [{ key: 'Cache-Control', value: 'no-cache' }],
        auth: { type: 'noauth' },
        body: {
          mode: 'urlencoded',
          urlencoded: [
            { key: 'grant_type', value: 'password' },
            { key: 'username', value: 'jane' },
            { key: 'password', value: 'PASSWORD-1' },
            { key: 'scope', value: 'email profile pydio' },
            { key: 'nonce', value: 'a-guid' },
            { key: 'client_id', value: 'me' },
            { key: 'client_secret', value: 'CLIENT-SECRET-1' },
          ],
        },
      },
    ]);
  });

  test('with Basic auth at a server that takes only that', () => {
    const auth = 'auth: { template: pydio-cells-v1, client_authentication: basic-encoded }';
    const basic = scriptOf(toCollection(apiOf(listWith('GET /a', auth)), readScripts()).event, 'prerequest');
    const environment = { ...signedIn, client_id: 'me & you', client_secret: 's:e&c r%41t' };
    const [sent] = runScript(basic, { environment, reply: goodAnswer }).sent;
    // Dex decodes both parts.
    expect(JSON.stringify(sent?.body)).not.toContain('client');
    expect(sent?.auth).toEqual({
      type: 'basic',
      basic: [
        { key: 'username', value: 'me%20%26%20you' },
        { key: 'password', value: 's%3Ae%26c%20r%2541t' },
      ],
    });
  });

  test.each(badAnswers)('%s: the request is not sent, and one cause is named', (_, reply, cause) => {
    const { tests, steps, environment } = runScript(guard, { environment: signedIn, reply });
    expect(tests).toEqual([['Sign-in', expect.stringMatching(cause)]]);
    expect(steps.filter((step) => !step.startsWith('set '))).toEqual(['send', ...stopped]);
    // The old token is cleared first, so that no request is sent as the previous user.
    expect(steps.slice(0, 2)).toEqual(['set dex_token', 'set dex_token_expires_at']);
    expect(environment).toEqual(refused);
    for (const canary of canaries) expect(tests[0]?.[1]).not.toContain(canary);
  });

  test.each(goodAnswers)('%s: the token is stored, and the request is sent', (_, reply, seconds) => {
    const { tests, steps, environment } = runScript(guard, { environment: signedIn, reply });
    expect(tests).toEqual([]);
    expect(steps.filter((step) => /^(?:next|skip|test)/.test(step))).toEqual([]);
    expect(reply.text).toContain(environment.dex_token);
    expect(Number(environment.dex_token_expires_at)).toBe(now + seconds * 1000);
    expect(environment.dex_token_for).toBe('https://api.test/auth/dex/token me jane');
  });

  test.each([
    [
      'a refused connection',
      { code: 'ECONNREFUSED', message: 'connect 10.0.0.1 PASSWORD-1' },
      /no answer.*\(ECONNREFUSED\)$/,
    ],
    ['an error without a code', { message: 'PASSWORD-1' }, /^no answer from the token endpoint$/],
    [
      'an error code that is a sentence',
      { code: 'said PASSWORD-1', message: '' },
      /^no answer from the token endpoint$/,
    ],
  ])('%s: the request is not sent', (_, error, cause) => {
    const { tests, steps } = runScript(guard, { environment: signedIn, reply: { error } });
    expect(tests).toEqual([['Sign-in', expect.stringMatching(cause)]]);
    expect(steps.slice(-3)).toEqual(stopped);
  });

  test('without an environment, names the one to select and sends nothing', () => {
    const { tests, steps } = runScript(guard, { environment: {} });
    expect(tests).toEqual([['Sign-in', expect.stringMatching(/select the environment test\.dev$/)]]);
    expect(steps).toEqual(stopped);
  });

  test('with empty variables, names them and sends nothing', () => {
    const { tests, steps } = runScript(guard, { environment: { ...signedIn, password: '', client_secret: '' } });
    expect(tests).toEqual([['Sign-in', expect.stringMatching(/set client_secret, password in/)]]);
    expect(steps).toEqual(stopped);
  });
});

describe('the guard decides whether to sign in', () => {
  const bearer = (token: string) => ({ type: 'bearer', bearer: [{ key: 'token', value: token }] });
  const later = { ...signedIn, dex_token_expires_at: String(now + 1) };
  const gone = { ...signedIn, dex_token: '' };
  const other = (change: Record<string, string>) => ({ ...later, ...change });

  test.each<[string, Record<string, string>, unknown, boolean]>([
    ['a valid token', later, undefined, false],
    ['a valid token, for a request with it in its own auth', later, bearer('{{dex_token}}'), false],
    ['a token that expires now', { ...signedIn, dex_token_expires_at: String(now) }, undefined, true],
    ['no token', { ...later, dex_token: '' }, undefined, true],
    ['a token without an expiry', { ...signedIn, dex_token_expires_at: '' }, undefined, true],
    ['a token of another user', other({ username: 'joe' }), undefined, true],
    ['a token of another server', other({ base_url: 'https://other.test' }), undefined, true],
    ['a token of another client', other({ client_id: 'you' }), undefined, true],
    ['a valid token and a changed password', other({ password: 'new' }), undefined, false],
    ['a token of an unknown user', other({ dex_token_for: '' }), undefined, true],
    ['a sign-in that was refused', other({ dex_token_expires_at: 'refused' }), undefined, true],
    ['no token, for a request with it in its own auth', gone, bearer('{{dex_token}}'), true],
    ['no token, for a request with empty auth', gone, {}, true],
    ['no token, for a public request', gone, { type: 'noauth' }, false],
    ['no token, for a request with another token', gone, bearer('{{jane_token}}'), false],
    ['no token, for the token request itself', gone, tokenRequest?.request.auth, false],
  ])('%s', (_, environment, auth, signsIn) => {
    expect(runScript(guard, { environment, auth, reply: goodAnswer }).sent).toHaveLength(signsIn ? 1 : 0);
  });
});

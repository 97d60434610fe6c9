import { type Answer, now } from './fake-pm.ts';

/** Words that no message may hold: of the environment, and of the answers themselves. */
export const canaries = ['PASSWORD-1', 'CLIENT-SECRET-1', 'BODY-TEXT-1', 'eyJ'];

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token that looks like one; nobody here checks its signature. */
const jwt = (claims: unknown) => `${encode({ alg: 'RS256' })}.${encode(claims)}.c2ln`;
const goodToken = jwt({ sub: 'jane' });

const json = (code: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  code,
  text: JSON.stringify(body),
  headers,
});
const idToken = (token: unknown, more: object = {}, headers: Record<string, string> = {}): Answer =>
  json(200, { id_token: token, note: 'BODY-TEXT-1', ...more }, headers);
const date = (seconds: number) => new Date(now + seconds * 1000).toUTCString();
const claims = (seconds: number) => jwt({ exp: now / 1000 + seconds });
const html = '<html>BODY-TEXT-1 PASSWORD-1</html>';

/** An answer of the token endpoint, and what its one sentence has to name. */
export const badAnswers: readonly (readonly [string, Answer, RegExp])[] = [
  ['a wrong password, as Cells says it', json(403, { error: 'access_denied' }), /403 \(access_denied\).*password/],
  ['a wrong client', json(401, { error: 'invalid_client' }), /401 \(invalid_client\).*client_secret/],
  ['a wrong password, as others say it', json(400, { error: 'invalid_grant' }), /400 \(invalid_grant\).*password/],
  ['a wrong scope', json(400, { error: 'invalid_scope' }), /invalid_scope.*scope/],
  ['a client that may not', json(400, { error: 'unauthorized_client' }), /unauthorized_client/],
  ['an error code of its own', json(400, { error: 'BODY-TEXT-1' }), /400; check base_url/],
  ['an error code that every object has', json(400, { error: 'constructor' }), /400; check base_url/],
  ['401 without JSON', { code: 401, text: html }, /401; check user and client/],
  ['404', { code: 404, text: html }, /404; check base_url/],
  ['500 with JSON', json(500, { error: 'server_error' }), /500 \(server_error\).*log/],
  ['502 with HTML', { code: 502, text: html }, /502.*log/],
  ['503 without a body', { code: 503, text: '' }, /503.*log/],
  ['429', json(429, {}), /429: too many sign-ins; try again later/],
  ['429 that says when', json(429, {}, { 'Retry-After': '30' }), /429: too many sign-ins; try again in 30 s/],
  ['429 that says anything else', json(429, {}, { 'Retry-After': 'BODY-TEXT-1' }), /429.*again later/],
  ['200 with a login page', { code: 200, text: html }, /login page/],
  ['200 without a body', { code: 200, text: '' }, /without a JSON object/],
  ['204', { code: 204, text: '' }, /204 without a JSON object/],
  ['null', { code: 200, text: 'null' }, /without a JSON object/],
  ['a list', json(200, ['BODY-TEXT-1']), /without a JSON object/],
  ['text', { code: 200, text: 'BODY-TEXT-1' }, /without a JSON object/],
  ['200 with an error', json(200, { error: 'access_denied', id_token: goodToken }), /200 \(access_denied\)/],
  ['200 with an error that is an object', json(200, { error: { a: 'BODY-TEXT-1' } }), /answered 200/],
  ['no id_token', json(200, { access_token: 'BODY-TEXT-1' }), /without id_token.*openid/],
  ['id_token null', idToken(null), /without id_token/],
  ['id_token a list', idToken([]), /not text/],
  ['id_token a number', idToken(12345), /not text/],
  ['id_token an object', idToken({ a: 1 }), /not text/],
  ['id_token empty', idToken(''), /empty/],
  ['id_token with a line break inside', idToken(`${goodToken}\r\nX-A: b`), /not a JWT/],
  ['id_token with a line break at its end', idToken(`${goodToken}\n`), /not a JWT/],
  ['id_token with a blank before it', idToken(` ${goodToken}`), /not a JWT/],
  ['id_token that names a variable', idToken('{{password}}'), /not a JWT/],
  ['id_token that names one between dots', idToken('a.{{password}}.c'), /not a JWT/],
  ['id_token of 20 KB', idToken(`a.${'b'.repeat(20_000)}.c`), /12000/],
  ['id_token with other letters', idToken('é.é.é'), /not a JWT/],
  ['id_token of two parts', idToken('a.b'), /not a JWT/],
  ['id_token that holds no JSON', idToken('a.b.c'), /not a JWT/],
  ['id_token expired, says the server', idToken(claims(-60), {}, { Date: date(0) }), /expired/],
  ['id_token expired by the clock of the server only', idToken(claims(60), {}, { Date: date(120) }), /expired/],
  [
    'a redirect to a login page',
    { code: 302, headers: { Location: 'https://idp.test/in?p=PASSWORD-1' } },
    /to idp\.test;/,
  ],
  ['a redirect to another port', { code: 307, headers: { Location: 'http://127.0.0.1:9/t' } }, /to 127\.0\.0\.1:9;/],
  ['a redirect on the same host', { code: 308, headers: { Location: '/login' } }, /308.*elsewhere/],
  ['a redirect to nowhere', { code: 303 }, /303.*elsewhere/],
  [
    'a redirect with a user',
    { code: 302, headers: { Location: 'https://jane:PASSWORD-1@idp.test/' } },
    /to idp\.test;/,
  ],
];

/** The usual answer. */
export const goodAnswer = idToken(goodToken, { expires_in: 599 });

/** Answers to take, and for how many seconds from the moment they were asked for. */
export const goodAnswers: readonly (readonly [string, Answer, number])[] = [
  ['a token, renewed 30 s before its end', goodAnswer, 569],
  ['a byte order mark before the JSON', { code: 200, text: `\ufeff{"id_token":"${goodToken}","expires_in":599}` }, 569],
  ['a life as text', idToken(goodToken, { expires_in: '599' }), 569],
  ['a short life, renewed after two thirds of it', idToken(goodToken, { expires_in: 30 }), 20],
  ['a life in the token only', idToken(claims(330), {}, { Date: date(0) }), 300],
  ['a life in the token only, and our clock an hour slow', idToken(claims(3930), {}, { Date: date(3600) }), 300],
  ['no word of its life: that of the template', idToken(goodToken), 569],
  ['a life that is none', idToken(goodToken, { expires_in: -1 }), 569],
  // expires_in is the life of the access token; the id_token ends sooner here, in 540 s of the server's clock.
  [
    'expired by our clock, not by that of the server',
    idToken(claims(-60), { expires_in: 599 }, { Date: date(-600) }),
    510,
  ],
  ['an id_token that lives longer than expires_in', idToken(claims(900), { expires_in: 330 }, { Date: date(0) }), 300],
  [
    'an id_token that ends sooner, without a word of the server on its clock',
    idToken(claims(60), { expires_in: 599 }),
    569,
  ],
  ['201', { ...goodAnswer, code: 201 }, 569],
];

import { type Answer, now } from './fake-pm.ts';

/** Texts of the environment and of the answers that no message may contain. */
export const canaries = ['PASSWORD-1', 'CLIENT-SECRET-1', 'BODY-TEXT-1', 'eyJ'];

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT with a fake signature, which these tests do not check. */
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

/** Bad answers of the token endpoint: a name for test titles, the answer, and a pattern for the message about it. */
export const badAnswers: readonly (readonly [string, Answer, RegExp])[] = [
  [
    'a wrong password (access_denied, as from Cells)',
    json(403, { error: 'access_denied' }),
    /403 \(access_denied\).*password/,
  ],
  ['a wrong client secret', json(401, { error: 'invalid_client' }), /401 \(invalid_client\).*client_secret/],
  [
    'a wrong password (invalid_grant, as in RFC 6749)',
    json(400, { error: 'invalid_grant' }),
    /400 \(invalid_grant\).*password/,
  ],
  ['a wrong scope', json(400, { error: 'invalid_scope' }), /invalid_scope.*scope/],
  ['a client that may not use the grant', json(400, { error: 'unauthorized_client' }), /unauthorized_client/],
  ['a non-standard error code', json(400, { error: 'BODY-TEXT-1' }), /400; check base_url/],
  ['an error code that is a property of every object', json(400, { error: 'constructor' }), /400; check base_url/],
  ['401 without JSON', { code: 401, text: html }, /401; check user and client/],
  ['404', { code: 404, text: html }, /404; check base_url/],
  ['500 with JSON', json(500, { error: 'server_error' }), /500 \(server_error\).*log/],
  ['502 with HTML', { code: 502, text: html }, /502.*log/],
  ['503 without a body', { code: 503, text: '' }, /503.*log/],
  ['429', json(429, {}), /429: too many sign-ins; try again later/],
  [
    '429 with Retry-After in seconds',
    json(429, {}, { 'Retry-After': '30' }),
    /429: too many sign-ins; try again in 30 s/,
  ],
  ['429 with an invalid Retry-After', json(429, {}, { 'Retry-After': 'BODY-TEXT-1' }), /429.*again later/],
  ['200 with a login page', { code: 200, text: html }, /login page/],
  ['200 without a body', { code: 200, text: '' }, /without a JSON object/],
  ['204', { code: 204, text: '' }, /204 without a JSON object/],
  ['JSON null', { code: 200, text: 'null' }, /without a JSON object/],
  ['an array', json(200, ['BODY-TEXT-1']), /without a JSON object/],
  ['plain text', { code: 200, text: 'BODY-TEXT-1' }, /without a JSON object/],
  ['200 with an error', json(200, { error: 'access_denied', id_token: goodToken }), /200 \(access_denied\)/],
  ['200 with an error that is an object', json(200, { error: { a: 'BODY-TEXT-1' } }), /answered 200/],
  ['no id_token', json(200, { access_token: 'BODY-TEXT-1' }), /without id_token.*openid/],
  ['id_token: null', idToken(null), /without id_token/],
  ['id_token: an array', idToken([]), /not text/],
  ['id_token: a number', idToken(12345), /not text/],
  ['id_token: an object', idToken({ a: 1 }), /not text/],
  ['id_token: empty text', idToken(''), /empty/],
  ['id_token with a line break inside', idToken(`${goodToken}\r\nX-A: b`), /not a JWT/],
  ['id_token with a line break at its end', idToken(`${goodToken}\n`), /not a JWT/],
  ['id_token with a space before it', idToken(` ${goodToken}`), /not a JWT/],
  ['id_token that contains {{variable}}', idToken('{{password}}'), /not a JWT/],
  ['id_token with {{variable}} between dots', idToken('a.{{password}}.c'), /not a JWT/],
  ['id_token of 20 KB', idToken(`a.${'b'.repeat(20_000)}.c`), /12000/],
  ['id_token with non-ASCII letters', idToken('é.é.é'), /not a JWT/],
  ['id_token with only two parts', idToken('a.b'), /not a JWT/],
  ['id_token without JSON inside', idToken('a.b.c'), /not a JWT/],
  ['id_token expired by both clocks', idToken(claims(-60), {}, { Date: date(0) }), /expired/],
  ["id_token expired by the server's clock only", idToken(claims(60), {}, { Date: date(120) }), /expired/],
  [
    'a redirect to a login page',
    { code: 302, headers: { Location: 'https://idp.test/in?p=PASSWORD-1' } },
    /to idp\.test;/,
  ],
  ['a redirect to another port', { code: 307, headers: { Location: 'http://127.0.0.1:9/t' } }, /to 127\.0\.0\.1:9;/],
  ['a redirect on the same host', { code: 308, headers: { Location: '/login' } }, /308.*elsewhere/],
  ['a redirect without a Location', { code: 303 }, /303.*elsewhere/],
  [
    'a redirect to a URL with a password',
    { code: 302, headers: { Location: 'https://jane:PASSWORD-1@idp.test/' } },
    /to idp\.test;/,
  ],
];

/** An ordinary good answer. */
export const goodAnswer = idToken(goodToken, { expires_in: 599 });

/** Good answers: a name for test titles, the answer, and for how many seconds after the token request it is used. */
export const goodAnswers: readonly (readonly [string, Answer, number])[] = [
  ['a token, renewed 30 s before it expires', goodAnswer, 569],
  ['a byte order mark before the JSON', { code: 200, text: `\ufeff{"id_token":"${goodToken}","expires_in":599}` }, 569],
  ['expires_in as text', idToken(goodToken, { expires_in: '599' }), 569],
  ['a short-lived token, renewed after two thirds of its life', idToken(goodToken, { expires_in: 30 }), 20],
  ['an expiry in the token only', idToken(claims(330), {}, { Date: date(0) }), 300],
  ['an expiry in the token only, and our clock an hour slow', idToken(claims(3930), {}, { Date: date(3600) }), 300],
  ['no expiry: the life from the template', idToken(goodToken), 569],
  ['a negative expires_in', idToken(goodToken, { expires_in: -1 }), 569],
  // expires_in is the life of the access token. The id_token expires sooner: after 540 s by the server's clock.
  ["expired by our clock, not by the server's", idToken(claims(-60), { expires_in: 599 }, { Date: date(-600) }), 510],
  ['an id_token that lives longer than expires_in', idToken(claims(900), { expires_in: 330 }, { Date: date(0) }), 300],
  [
    'an id_token that expires sooner, from a server without a Date header',
    idToken(claims(60), { expires_in: 599 }),
    569,
  ],
  ['201', { ...goodAnswer, code: 201 }, 569],
];

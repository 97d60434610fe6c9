import { escapePattern } from '../notation/pattern.ts';

/*
 * The messages of the generated scripts. `…` stands for a part that comes from the list or from the answer. The words of
 * a message are never masked: a mask in `check username and password` would reveal the password `password`.
 */

const answered = 'the token endpoint answered …';
const redirected = 'correct the URL: redirects are not followed, to protect the password';
const inAnswer = 'the … in the answer';
const discovery = 'the discovery of the issuer';

/** What to check after an OAuth error (RFC 6749, section 5.2). A client's secret comes from where its template says. */
const clientHints = ['check client_id and client_secret (from …)', 'check client_id and client_secret'];
const userHints = ['check username and password', 'check client_id and client_secret', 'get another refresh token'];
const hints: readonly (readonly [error: string, hint: string])[] = [
  ...userHints.map((hint) => ['access_denied', hint] as const),
  ...userHints.map((hint) => ['invalid_grant', `${hint}, and that the client may use this grant`] as const),
  ...clientHints.map((hint) => ['invalid_client', hint] as const),
  ['unauthorized_client', 'check client_id and client_secret, and that this client may use this grant'],
  ['unsupported_grant_type', 'this server does not offer this grant'],
  ['invalid_scope', 'check the scope'],
  ['invalid_request', 'a field of the token request is missing or not accepted; check the scope'],
  ['server_error', "check the server's log"],
  ['temporarily_unavailable', 'try again later'],
];
const otherHints = ['check user and client', "check the server's log", 'check base_url and the token URL'];

const savedFaults = ['nothing', 'null', 'a list', 'an object', 'none'];
const types = [
  'nothing',
  'undefined',
  'null',
  'string',
  'number',
  'boolean',
  'object',
  'array',
  'no JSON',
  'other text',
];

/** Causes of a refused sign-in, from the answer of the token endpoint. */
const refusals: readonly string[] = [
  `${answered} and points elsewhere; ${redirected}`,
  `${answered} and points to …; ${redirected}`,
  `${answered}: too many sign-ins; try again later`,
  `${answered}: too many sign-ins; try again in … s`,
  ...hints.map(([error, hint]) => `${answered} (${error}); ${hint}`),
  ...otherHints.flatMap((hint) => [`${answered} with an error; ${hint}`, `${answered}; ${hint}`]),
  `${answered} without a JSON object; a login page, or a wrong base_url?`,
  `${answered} without …; is openid in the scope, if the server needs it?`,
  `${answered} without …`,
  ...['empty', 'not text', 'not a token', 'not a JWT', 'longer than 12000 characters'].map(
    (is) => `${inAnswer} is ${is}`,
  ),
  `${inAnswer} has already expired; check the clock of the server`,
  'no answer from the token endpoint',
];

/** Every message. Of several that fit a text, the first is used. */
export const scriptMessages: readonly string[] = [
  // In Postman, a token request can be sent without the values that it needs.
  ...refusals.flatMap((cause) => [`${cause}; set … in the environment`, cause]),
  'no answer from the token endpoint (…)',
  'select the environment …',
  'the sign-in failed in an earlier iteration',
  'nothing to sign in with: set … in the environment',
  'the issuer does not start with https://',
  `no answer from ${discovery} (…); check the issuer`,
  `${discovery} answered … (…); check the issuer`,
  `${discovery} names another issuer (…); check the issuer`,
  `${discovery} names no token_endpoint`,
  `${discovery} names a token_endpoint elsewhere without https`,
  'set allow_unsafe to true in the environment to send this request',
  '{{…}} is empty: "…" saved nothing, or an empty text',
  '… has a segment that is empty, "." or "..", which leads to another path',
  '… contains "/", and this request may change data',
  'expected response to have status code … but got …',
  'expected … to be within …',
  'expected … to be one of …',
  "expected response to have header with key '…'",
  "expected response to not have header with key '…'",
  'expected … to be at most …',
  'expected "…" in the body, found other text',
  'header …: nothing in it matches …',
  'body: nothing in it matches …',
  'body: the value contains {{, which Postman would read as a variable',
  'header …: the value contains {{, which Postman would read as a variable',
  '…: the value contains {{, which Postman would read as a variable',
  ...savedFaults.map((found) => `…: expected a value to save, found ${found}`),
  ...types.map((type) => `…: expected …, found ${type}`),
  ...types.map((type) => `expected …, found ${type}`),
  '…: expected …, found a list of …',
  'expected …, found …',
];

const HOLE = '…';

/** A message as a pattern. Its groups are the words and the parts between them, in turns. */
function toPattern(message: string): RegExp {
  const words = message.split(HOLE).map(escapePattern);
  return new RegExp(`^(${words.join(')(.*?)(')}(?: \\(iteration \\d+\\))?)$`, 's');
}

let patterns: readonly RegExp[] | undefined;

/**
 * Changes the parts of a message of a generated script that come from the list or from the answer.
 *
 * @returns the changed text; undefined for a text that is not such a message
 */
export function changeHoles(text: string, change: (part: string) => string): string | undefined {
  patterns ??= scriptMessages.map(toPattern);
  for (const pattern of patterns) {
    const [, ...parts] = pattern.exec(text) ?? [];
    if (parts.length > 0) return parts.map((part, index) => (index % 2 === 0 ? part : change(part))).join('');
  }
  return undefined;
}

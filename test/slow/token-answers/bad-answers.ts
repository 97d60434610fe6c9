import { badAnswers } from '../../support/token-answers.ts';
import { password } from './answers-list.ts';
import { type Reply, replyWith } from './server.ts';

/** An answer of the token endpoint that must end a run. */
export interface BadAnswer {
  readonly name: string;
  /** Its row in the table of token answers. */
  readonly row: number;
  /** What a naive collection does with it, or where it comes from. */
  readonly why: string;
  readonly reply: Reply;
  /** Correct exit codes: 3 with an answer, 4 without one. */
  readonly exits: readonly number[];
  /** A pattern for our message. */
  readonly cause: RegExp;
  /** Whether the server never answers, so that the request runs into its time limit. */
  readonly hangs?: boolean;
}

/** Complete answers. The tests of the scripts use the same ones; here they are sent over HTTP. */
const plain: readonly (readonly [name: string, row: number, why: string])[] = [
  [
    'a wrong password (access_denied, as from Cells)',
    32,
    'the five requests are sent with "Bearer null", and the run passes',
  ],
  ['a wrong password (invalid_grant, as in RFC 6749)', 32, 'the answer that RFC 6749 specifies'],
  ['a wrong client secret', 33, 'nothing says that the client secret is wrong and not the password'],
  ['a client that may not use the grant', 33, 'the grant is not enabled for the client'],
  ['a wrong scope', 33, 'a scope of another server'],
  ['a non-standard error code', 33, 'a server may send any text, including the text it received'],
  ['404', 35, 'a wrong base_url, or a path of another version'],
  ['500 with JSON', 34, 'it is JSON, so the script of the naive collection passes'],
  ['502 with HTML', 35, 'a proxy in front of a server that is down; five requests without a token'],
  ['200 with a login page', 36, 'base_url points to the web interface'],
  ['no id_token', 37, 'openid is missing from the scope'],
  ['200 with an error', 38, 'some servers answer 200 to everything'],
  ['id_token: null', 39, '"Bearer null" is sent'],
  ['id_token: an array', 39, '"Bearer" without a token is sent'],
  ['id_token: empty text', 40, 'no Authorization header is sent'],
  ['id_token: a number', 41, '"Bearer 12345" is sent'],
  ['id_token: an object', 41, '"Bearer [object Object]" is sent'],
  ['id_token with a line break inside', 42, 'the server adds a header to the requests'],
  ['id_token with a line break at its end', 42, 'every request fails with "invalid character in header"'],
  ['id_token that contains {{variable}}', 43, 'Postman inserts the password and sends it as the token'],
  ['id_token of 20 KB', 44, 'servers refuse a header of that size with 431'],
  ['id_token with non-ASCII letters', 45, 'it is sent in Latin-1'],
  ['id_token expired by both clocks', 46, 'every request is answered 401 without a reason'],
  ["id_token expired by the server's clock only", 46, 'our own clock is slow'],
  ['plain text', 47, 'an error page of a proxy in plain text'],
  ['200 without a body', 47, 'a proxy dropped the body'],
  ['204', 47, 'the status for answers without a body'],
  ['JSON null', 47, 'it is JSON, but reading a field of it throws'],
  ['429', 51, 'the server limits requests, and the naive collection continues'],
];

const redirect =
  (code: number, location: (bait: string) => string): Reply =>
  ({ response, bait }) =>
    response.writeHead(code, { Location: location(bait) }).end();

/** The first part of a good answer. */
const half = '{"token_type":"bearer","id_token":"eyJhbGciOiJSUzI1';

/** Answers that need a real connection. */
const wire: readonly BadAnswer[] = [
  {
    name: 'a redirect to a login page',
    row: 49,
    why: 'the server requires a session; the page answers 200, and its URL contains the user',
    reply: redirect(302, (bait) => `${bait}/login?user=jane&hint=${password}`),
    exits: [3],
    cause: /302.*points to 127\.0\.0\.1:\d+;/,
  },
  {
    name: 'a redirect to another token URL',
    row: 50,
    why: 'a GET to that server returns a good token, but the user did not choose that server',
    reply: redirect(302, (bait) => `${bait}/token`),
    exits: [3],
    cause: /302.*points to 127\.0\.0\.1:\d+;/,
  },
  {
    name: 'a redirect to another token URL, with the form',
    row: 50,
    why: '307 sends the password to the other host',
    reply: redirect(307, (bait) => `${bait.replace('//', `//jane:${password}@`)}/token`),
    exits: [3],
    cause: /307.*points to 127\.0\.0\.1:\d+;/,
  },
  {
    name: 'a redirect on the same host, with the form',
    row: 50,
    why: 'the URL in the template lacks a slash: the URL must be corrected, not followed each time',
    reply: redirect(308, () => '/elsewhere/token'),
    exits: [3],
    cause: /308.*points elsewhere;/,
  },
  {
    name: 'the connection is reset',
    row: 52,
    why: 'otherwise the message is misleading: "undefined" is not valid JSON',
    reply: ({ socket }) => socket.resetAndDestroy(),
    exits: [4],
    cause: /no answer.*the connection was closed/,
  },
  {
    name: 'the connection is closed',
    row: 52,
    why: 'the same with an orderly close',
    reply: ({ socket }) => socket.end(),
    exits: [4],
    cause: /no answer.*the connection was closed/,
  },
  {
    name: 'an answer that is cut off',
    row: 52,
    why: 'half a token must not be used',
    reply: ({ response, socket }) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 500 });
      response.write(half, () => setTimeout(() => socket.destroy(), 50));
    },
    // Engines differ in whether an incomplete answer is an answer. Ours rejects it, but only in a separate process.
    exits: [3, 4],
    cause: /the connection was closed|without a JSON object/,
  },
  {
    name: 'an answer that was cut off before it was sent',
    row: 52,
    why: 'to HTTP the answer is complete',
    reply: replyWith({ code: 200, text: half }),
    exits: [3],
    cause: /200 without a JSON object/,
  },
  {
    name: 'no answer',
    row: 54,
    why: 'newman waits forever',
    reply: () => undefined,
    exits: [4],
    cause: /no answer.*in time/,
    hangs: true,
  },
];

function plainAnswer(name: string, row: number, why: string): BadAnswer {
  const found = badAnswers.find(([known]) => known === name);
  if (!found) throw new Error(`the table of bad answers has no "${name}"`);
  const [, answer, cause] = found;
  return { name, row, why, reply: replyWith(answer), exits: [3], cause };
}

/** All bad answers, in the order of their rows. */
export const allBadAnswers: readonly BadAnswer[] = [
  ...plain.map(([name, row, why]) => plainAnswer(name, row, why)),
  ...wire,
].sort((a, b) => a.row - b.row);

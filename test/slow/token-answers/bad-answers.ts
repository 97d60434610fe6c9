import { badAnswers } from '../../support/token-answers.ts';
import { password } from './answers-list.ts';
import { type Reply, replyWith } from './server.ts';

/** An answer of the token endpoint that no run may go on after. */
export interface BadAnswer {
  readonly name: string;
  /** Its row in the table of token answers. */
  readonly row: number;
  /** What goes wrong today, or where it comes from. */
  readonly why: string;
  readonly reply: Reply;
  /** Exit codes that are right: 3 where there was an answer, 4 where there was none. */
  readonly exits: readonly number[];
  /** What our message has to name. */
  readonly cause: RegExp;
  /** Whether it is never answered, so that the time for a request has to pass. */
  readonly hangs?: boolean;
}

/** Those that are plain answers: of the table that the scripts are tested with alone, and here over HTTP. */
const plain: readonly (readonly [name: string, row: number, why: string])[] = [
  ['a wrong password, as Cells says it', 32, 'the five requests go out with "Bearer null", and the run is green'],
  ['a wrong password, as others say it', 32, 'RFC 6749 has 400 and invalid_grant for it'],
  ['a wrong client', 33, 'nothing says that the secret of the client is wrong, and not the password'],
  ['a client that may not', 33, 'the grant is not switched on for the client'],
  ['a wrong scope', 33, 'a scope of another server'],
  ['an error code of its own', 33, 'a server may put anything there, also what it was sent'],
  ['404', 35, 'a wrong base_url, or a path of another version'],
  ['500 with JSON', 34, 'JSON, so that the script of the naive collection passes'],
  ['502 with HTML', 35, 'a proxy in front of a server that is down; five requests without a token'],
  ['200 with a login page', 36, 'base_url is that of the web interface'],
  ['no id_token', 37, 'openid is missing in the scope'],
  ['200 with an error', 38, 'servers that answer 200 to everything'],
  ['id_token null', 39, '"Bearer null" is sent'],
  ['id_token a list', 39, '"Bearer" with nothing after it'],
  ['id_token empty', 40, 'no Authorization header at all'],
  ['id_token a number', 41, '"Bearer 12345" is sent'],
  ['id_token an object', 41, '"Bearer [object Object]" is sent'],
  ['id_token with a line break inside', 42, 'a header that the server smuggles in'],
  ['id_token with a line break at its end', 42, 'every request fails with "invalid character in header"'],
  ['id_token that names a variable', 43, 'Postman puts the password in its place, and sends it as the token'],
  ['id_token of 20 KB', 44, 'every server refuses a header of that size, with 431'],
  ['id_token with other letters', 45, 'goes out in Latin-1'],
  ['id_token expired, says the server', 46, 'every request is answered 401, and nobody says why'],
  ['id_token expired by the clock of the server only', 46, 'our own clock is behind'],
  ['text', 47, 'an error page of a proxy, as text'],
  ['200 without a body', 47, 'a proxy that swallowed it'],
  ['204', 47, 'an answer without a body has a status of its own'],
  ['null', 47, 'JSON, and reading a field of it throws'],
  ['429', 51, 'the server has had enough of us, and the naive collection goes on'],
];

const redirect =
  (code: number, location: (bait: string) => string): Reply =>
  ({ response, bait }) =>
    response.writeHead(code, { Location: location(bait) }).end();

/** A good answer's beginning. */
const half = '{"token_type":"bearer","id_token":"eyJhbGciOiJSUzI1';

/** Those that only a connection can show. */
const wire: readonly BadAnswer[] = [
  {
    name: 'a redirect to a login page',
    row: 49,
    why: 'a session is wanted; the page answers 200, and its address has the user in it',
    reply: redirect(302, (bait) => `${bait}/login?user=jane&hint=${password}`),
    exits: [3],
    cause: /302.*points to 127\.0\.0\.1:\d+;/,
  },
  {
    name: 'a redirect to another token URL',
    row: 50,
    why: 'GET, and a good token all the same: who chose that server?',
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
    why: 'the URL in the template lacks a slash: it is to be put right, not followed each time',
    reply: redirect(308, () => '/elsewhere/token'),
    exits: [3],
    cause: /308.*points elsewhere;/,
  },
  {
    name: 'the connection is reset',
    row: 52,
    why: 'a misleading word about "undefined", which is not valid JSON',
    reply: ({ socket }) => socket.resetAndDestroy(),
    exits: [4],
    cause: /no answer.*the connection was closed/,
  },
  {
    name: 'the connection is closed',
    row: 52,
    why: 'the same from a server that says goodbye',
    reply: ({ socket }) => socket.end(),
    exits: [4],
    cause: /no answer.*the connection was closed/,
  },
  {
    name: 'an answer that is cut off',
    row: 52,
    why: 'half a token must not be taken for one',
    reply: ({ response, socket }) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 500 });
      response.write(half, () => setTimeout(() => socket.destroy(), 50));
    },
    // Engines differ in whether half an answer is one; ours says that it is none, but only in a process of its own.
    exits: [3, 4],
    cause: /the connection was closed|without a JSON object/,
  },
  {
    name: 'an answer that was cut off before it was sent',
    row: 52,
    why: 'HTTP takes it for whole',
    reply: replyWith({ code: 200, text: half }),
    exits: [3],
    cause: /200 without a JSON object/,
  },
  {
    name: 'no answer',
    row: 54,
    why: 'newman waits for ever',
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

/** All of them, in the order of their rows. */
export const allBadAnswers: readonly BadAnswer[] = [
  ...plain.map(([name, row, why]) => plainAnswer(name, row, why)),
  ...wire,
].sort((a, b) => a.row - b.row);

import { answer } from '../../support/open-server.ts';
import { type Attack, contained, failed, notSignedIn, onlySignIn, signIn, upToCase, wholeRun } from './attack.ts';

/** What a terminal, a log and a CI obey. */
const evil =
  'red \u001b[31m title \u001b]0;mine\u0007 bell \u0007 again \u009b31m\u0085 gone \u007f\r\npassed: 9 requests sent, 9 assertions, all passed; dev, 1.0 s\n::add-mask::passed\n::error file=x::forged\r::stop-commands::x';

const showing = ['--show-values'];
const inActions = { GITHUB_ACTIONS: 'true' };
const unkind = { expect: { body: { a: 'never' }, text: 'never' } };

/** Servers that want more than they are sent, or to be believed more than they say. */
export const servers: readonly Attack[] = [
  {
    name: 'a token that is the name of a secret',
    why: 'Postman fills it in: the password would come as a bearer',
    ...notSignedIn,
    reply: answer(signIn, 200, { id_token: '{{password}}' }),
  },
  {
    name: 'a token with a line break',
    why: 'a header of their own in every request',
    ...notSignedIn,
    reply: answer(signIn, 200, { id_token: 'a.b.c\r\nX-Admin: true' }),
  },
  {
    name: 'a refusal with words of its own',
    why: 'they are shown nowhere: only known codes are',
    ...notSignedIn,
    reply: answer(signIn, 403, { error: evil, error_description: evil }),
    env: inActions,
  },
  {
    name: 'a sign-in that is sent elsewhere',
    why: '307 sends the form again, with the password in it',
    ...notSignedIn,
    reply: answer(signIn, 307, {}, { Location: '{elsewhere}/auth/dex/token' }),
  },
  {
    name: 'a request that is sent elsewhere',
    why: 'the token would go with it',
    ...failed,
    reply: answer('/case', 307, {}, { Location: '{elsewhere}/stolen' }),
  },
  {
    name: 'an answer that mentions another place',
    why: 'browsers go there',
    ...contained,
    reply: answer('/case', 200, {}, { Refresh: '0; url={elsewhere}/', Link: '<{elsewhere}/>; rel=preload' }),
  },
  {
    name: 'a wish for another kind of sign-in',
    why: 'user and password are there, and could be sent',
    ...failed,
    codes: ['assertion-failed', 'retried'],
    reply: answer('/case', 401, {}, { 'WWW-Authenticate': 'Basic realm="x", Digest realm="x", nonce="y", NTLM' }),
    asked: [...wholeRun, signIn, '/case'],
  },
  {
    name: 'a saved value that is the name of a secret',
    why: 'the next request would bring it',
    ...failed,
    entry: { save: { seen: '$.a' } },
    reply: answer('/case', 200, { a: '{{password}}' }),
  },
  {
    name: 'a saved value with a line break',
    why: 'a header of their own in the next request',
    exit: 4,
    codes: ['request-failed'],
    entry: { save: { seen: '$.a' } },
    last: { name: 'Last', request: 'GET /last', headers: { 'X-Seen': '{{seen}}' } },
    reply: answer('/case', 200, { a: 'x\r\nX-Admin: true' }),
    asked: upToCase,
  },
  {
    name: 'an answer that is made for terminals',
    why: 'a title, a colour, a line of ours: all of it is shown, and none of it is obeyed',
    ...failed,
    entry: unkind,
    args: showing,
    reply: answer('/case', 200, { a: evil }),
  },
  {
    name: 'an answer that is made for GitHub Actions',
    why: 'a command stands at the start of a line',
    ...failed,
    entry: { ...unkind, after: 'var a = pm.response.json().a; pm.test(a, function () { throw new Error(a); });' },
    args: showing,
    env: inActions,
    reply: answer('/case', 200, { a: evil }),
  },
  {
    name: 'an answer that is made for programs',
    why: 'people look at JSON on a terminal, too',
    ...failed,
    entry: { ...unkind, after: 'var a = pm.response.json().a; pm.test(a, function () { throw new Error(a); });' },
    args: [...showing, '--format', 'json'],
    reply: answer('/case', 200, { a: evil }),
  },
  {
    name: 'a status line that is made for terminals',
    why: 'the reason is free text',
    ...failed,
    entry: { expect: { headers: { 'X-A': 'never' } } },
    args: showing,
    reply: ({ path, socket }) => {
      if (path !== '/case') return undefined;
      const head = ['HTTP/1.1 200 \u001b]0;mine\u0007', 'X-A: \u009b31m\u0085', 'Content-Length: 2', '', ''];
      socket.end(Buffer.from(`${head.join('\r\n')}{}`, 'latin1'));
      return 'answered';
    },
  },
  {
    name: 'a token that is a word of ours',
    why: 'what a server calls a token is hidden: it could hide what is wrong with it',
    ...failed,
    entry: { expect: { body: { a: 'never' } } },
    args: showing,
    reply: answer('/case', 200, {
      a: 1,
      token: 'assertion-failed',
      old_token: 'GET /last',
      new_token: 'expected "never"',
    }),
  },
  {
    name: 'no sign-in for a while',
    why: 'a password that is tried again and again locks its user out',
    ...notSignedIn,
    args: ['--iterations', '5', '--retries', '0'],
    reply: answer(signIn, 429, {}, { 'Retry-After': '0' }),
    asked: onlySignIn,
  },
  {
    name: 'a next page that is a socket of this machine',
    why: 'the library below newman takes http://unix:…, and behind such a socket may be all of the machine',
    exit: 4,
    codes: ['request-failed'],
    entry: { save: { next: '$.next' } },
    last: { name: 'Next', request: 'GET {{next}}', auth: 'none' },
    reply: ({ path, response, socketPath }) => {
      if (path !== '/case') return undefined;
      response.end(JSON.stringify({ next: `http://unix:${socketPath}:/stolen` }));
      return 'answered';
    },
    asked: upToCase,
  },
];

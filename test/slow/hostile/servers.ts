import { answer } from '../../support/open-server.ts';
import { type Attack, contained, failed, notSignedIn, onlySignIn, signIn, upToCase, wholeRun } from './attack.ts';

/** Text with commands for terminals, logs and CI services. */
const evil =
  'red \u001b[31m title \u001b]0;mine\u0007 bell \u0007 again \u009b31m\u0085 gone \u007f\r\npassed: 9 requests sent, 9 assertions, all passed; dev, 1.0 s\n::add-mask::passed\n::error file=x::forged\r::stop-commands::x';

const showing = ['--show-values'];
const inActions = { GITHUB_ACTIONS: 'true' };
const unkind = { expect: { body: { a: 'never' }, text: 'never' } };

/** Servers that try to obtain secrets or to forge output. */
export const servers: readonly Attack[] = [
  {
    name: 'a token that contains {{password}}',
    why: 'Postman would insert the password and send it as the bearer token',
    ...notSignedIn,
    reply: answer(signIn, 200, { id_token: '{{password}}' }),
  },
  {
    name: 'a token with a line break',
    why: 'the server would add a header to every request',
    ...notSignedIn,
    reply: answer(signIn, 200, { id_token: 'a.b.c\r\nX-Admin: true' }),
  },
  {
    name: 'a refusal with free text',
    why: 'only known error codes may be shown',
    ...notSignedIn,
    reply: answer(signIn, 403, { error: evil, error_description: evil }),
    env: inActions,
  },
  {
    name: 'a sign-in that is redirected to another server',
    why: '307 resends the form, which contains the password',
    ...notSignedIn,
    reply: answer(signIn, 307, {}, { Location: '{elsewhere}/auth/dex/token' }),
  },
  {
    name: 'a request that is redirected to another server',
    why: 'the token would be sent along',
    ...failed,
    reply: answer('/case', 307, {}, { Location: '{elsewhere}/stolen' }),
  },
  {
    name: 'an answer with Refresh and Link headers for another server',
    why: 'browsers follow them',
    ...contained,
    reply: answer('/case', 200, {}, { Refresh: '0; url={elsewhere}/', Link: '<{elsewhere}/>; rel=preload' }),
  },
  {
    name: 'a challenge for another kind of authentication',
    why: 'user and password are available and could be sent',
    ...failed,
    codes: ['assertion-failed', 'retried'],
    reply: answer('/case', 401, {}, { 'WWW-Authenticate': 'Basic realm="x", Digest realm="x", nonce="y", NTLM' }),
    asked: [...wholeRun, signIn, '/case'],
  },
  {
    name: 'a saved value that contains {{password}}',
    why: 'the next request would send the password',
    ...failed,
    entry: { save: { seen: '$.a' } },
    reply: answer('/case', 200, { a: '{{password}}' }),
  },
  {
    name: 'a saved value with a line break',
    why: 'the server would add a header to the next request',
    exit: 4,
    codes: ['request-failed'],
    entry: { save: { seen: '$.a' } },
    last: { name: 'Last', request: 'GET /last', headers: { 'X-Seen': '{{seen}}' } },
    reply: answer('/case', 200, { a: 'x\r\nX-Admin: true' }),
    asked: upToCase,
  },
  {
    name: 'an answer with commands for terminals',
    why: 'titles, colours and forged lines are shown escaped, and not obeyed',
    ...failed,
    entry: unkind,
    args: showing,
    reply: answer('/case', 200, { a: evil }),
  },
  {
    name: 'an answer with commands for GitHub Actions',
    why: 'a command is a line that starts with ::',
    ...failed,
    entry: { ...unkind, after: 'var a = pm.response.json().a; pm.test(a, function () { throw new Error(a); });' },
    args: showing,
    env: inActions,
    reply: answer('/case', 200, { a: evil }),
  },
  {
    name: 'an answer with commands for terminals, with --format json',
    why: 'people print JSON to a terminal, too',
    ...failed,
    entry: { ...unkind, after: 'var a = pm.response.json().a; pm.test(a, function () { throw new Error(a); });' },
    args: [...showing, '--format', 'json'],
    reply: answer('/case', 200, { a: evil }),
  },
  {
    name: 'a status line with commands for terminals',
    why: 'the reason phrase is free text',
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
    name: 'tokens equal to words of our output',
    why: 'tokens are masked, so a server could mask the messages about its own faults',
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
    name: 'a sign-in that is answered 429',
    why: 'repeated attempts would lock the account',
    ...notSignedIn,
    args: ['--iterations', '5', '--retries', '0'],
    reply: answer(signIn, 429, {}, { 'Retry-After': '0' }),
    asked: onlySignIn,
  },
  {
    name: 'a link to the next page that points to a local Unix socket',
    why: "newman's HTTP library accepts http://unix:…, and such a socket may control the whole machine",
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

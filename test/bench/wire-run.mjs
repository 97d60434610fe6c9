// Runs one list with one build, and returns files, requests and verdict as lines that can be compared.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const deadline = 120_000;

/** Runs Node and waits until it exits. The environment is minimal, so that the shell does not influence the run. */
function runNode(args, cwd, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd, env: { PATH: process.env.PATH, HOME: cwd, ...env } });
    const timer = setTimeout(() => child.kill('SIGKILL'), deadline);
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr });
    });
  });
}

/** Runs a command of postmint. If it prints no JSON document, the result contains the first line of its output. */
export async function runPostmint(checkout, args, cwd, env) {
  const { code, stdout, stderr } = await runNode(
    [join(checkout, 'dist/cli.js'), ...args, '--format', 'json'],
    cwd,
    env,
  );
  try {
    return { code, document: JSON.parse(stdout) };
  } catch {
    return { code, document: { diagnostics: [{ code: 'no-json', message: (stderr || stdout).split('\n')[0] }] } };
  }
}

/** Diagnostics as lines with severity, code and position. Messages are omitted because their wording may change. */
export function diagnosticLines(document) {
  return (document.diagnostics ?? []).map(({ code, severity, file, range }) => {
    const place = range ? `:${range.start.line}:${range.start.column}-${range.end.line}:${range.end.column}` : '';
    return `${severity} ${code} ${file ?? '-'}${place}`;
  });
}

/** Writes a list and its other files into a new folder. */
export function writeList(list, folder) {
  mkdirSync(folder, { recursive: true });
  if (list.beside !== undefined) {
    for (const { name } of readdirSync(list.beside, { withFileTypes: true })) {
      if (!/\.postman_\w+\.json$|\.yaml$/.test(name))
        cpSync(join(list.beside, name), join(folder, name), { recursive: true });
    }
  }
  for (const [name, text] of Object.entries(list.files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'endpoints.yaml'), list.text);
}

/** The generated files in a folder. */
export function readGenerated(folder) {
  const read = (name) => ({ name, content: JSON.parse(readFileSync(join(folder, name), 'utf8')) });
  const names = readdirSync(folder).sort();
  return {
    collection: names.filter((name) => name.endsWith('.postman_collection.json')).map(read)[0],
    environments: names.filter((name) => name.endsWith('.postman_environment.json')).map(read),
  };
}

/** The generated files as lines, without scripts, descriptions and hashes. */
export function fileLines({ collection, environments }) {
  const omitted = new Set(['event', 'description', 'x-postmint', '_postmint']);
  const print = ({ name, content }) =>
    `${name}\n${JSON.stringify(content, (key, value) => (omitted.has(key) ? undefined : value), 1)}`;
  return [collection, ...environments].filter((file) => file !== undefined).flatMap((file) => print(file).split('\n'));
}

/** Starts `postmint serve`. Resolves when it listens, or with undefined if it exits before. */
export function startServe(checkout, cwd, environment, env) {
  const options = ['-e', environment, '--port', '0', '--format', 'json'];
  const command = [join(checkout, 'dist/cli.js'), 'serve', 'endpoints.yaml', ...options];
  const child = spawn(process.execPath, command, { cwd, env: { PATH: process.env.PATH, HOME: cwd, ...env } });
  return new Promise((resolve) => {
    let stdout = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      if (!stdout.endsWith('}\n')) return;
      const { origin, secrets } = JSON.parse(stdout);
      // If no secrets are set, serve generates and prints them. Their names are the secrets that the list needs.
      resolve({ origin, secretKeys: Object.keys(secrets ?? {}), stop: () => child.kill('SIGKILL') });
    });
    child.stderr.resume();
    child.on('close', () => resolve(undefined));
  });
}

/** The verdict of `postmint run` as lines: exit code, outcome and assertions of each request, and diagnostics. */
export function runVerdict({ code, document }) {
  const requests = (document.requests ?? []).map(({ folders = [], name, status, outcome, assertions = [] }) => {
    const passed = assertions.filter((assertion) => assertion.passed).length;
    const title = [...folders, name].join(' / ');
    return `${title}: ${outcome} ${status ?? '-'}, ${passed} passed, ${assertions.length - passed} failed`;
  });
  const leftOut = (document.leftOut ?? []).map(({ name }) => `not selected: ${name}`);
  return [`exit ${code}`, ...requests, ...leftOut, ...diagnosticLines(document)];
}

/** True for a token request that is part of the collection. */
const isTokenRequest = (item) => JSON.stringify(item.event ?? []).includes('Update environment');

/** True if a collection has a token request. Then it also has a script that signs in before each request. */
export const hasTokenRequest = ({ collection }) => collection?.content.item.some(isTokenRequest) === true;

/**
 * Runs the generated collection in newman without its token requests, so that the script before each request must sign
 * in. Returns the verdict as lines.
 */
export async function runGuard(newman, folder, { collection }, environment, values, env) {
  const content = { ...collection.content, item: collection.content.item.filter((item) => !isTokenRequest(item)) };
  writeFileSync(join(folder, 'guard.json'), JSON.stringify(content));
  const report = join(folder, 'guard-report.json');
  const reporter = ['--reporters', 'json', '--reporter-json-export', report];
  const given = Object.entries(values).flatMap(([name, value]) => ['--env-var', `${name}=${value}`]);
  const flags = ['--ignore-redirects', '--timeout-request', '20000', ...reporter, ...given];
  const { code } = await runNode([newman, 'run', 'guard.json', '-e', environment, ...flags], folder, env);
  const { executions = [], failures } = JSON.parse(readFileSync(report, 'utf8')).run;
  const requests = executions.map(({ item, response, assertions = [] }) => {
    const failed = assertions.filter((assertion) => assertion.error).length;
    return `${item.name}: ${response?.code ?? '-'}, ${assertions.length - failed} passed, ${failed} failed`;
  });
  return [`exit ${code}`, ...requests, `${failures.length} failures`];
}

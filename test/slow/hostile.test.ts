import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { findLeaks } from '../support/leaks.ts';
import { type OpenServer, startOpenServer } from '../support/open-server.ts';
import { jsonReportFaults } from '../support/report-faults.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { type WatchedRun, watchedRun } from '../support/watched-run.ts';
import { clientSecret, makeBuiltWorkspace, password } from '../support/workspace.ts';
import { type Attack, spoils, wholeRun } from './hostile/attack.ts';
import { files } from './hostile/files.ts';
import { lies } from './hostile/lies.ts';
import { servers } from './hostile/servers.ts';
import { surroundings } from './hostile/surroundings.ts';
import { thefts } from './hostile/thefts.ts';

const attacks: readonly Attack[] = [...lies, ...thefts, ...servers, ...surroundings, ...files];

/** Contents of a file and a variable on the machine that no script of a list may read. */
const canaries = { file: 'canary-of-a-file-7f3a', variable: 'canary-of-a-variable-9c1e' } as const;
const proxyPassword = 'Rz6tWm1xVk8pQj3y';

/** Longer output is searched for unencoded secrets only, because decoding it takes too long. */
const MUCH = 500_000;

const noProc = process.platform !== 'linux';
if (noProc) process.stderr.write('skipped: processes are found through /proc, which only Linux has\n');
vi.setConfig({ maxConcurrency: 3, testTimeout: 100_000 });

let withstood = 0;
afterAll(() => {
  process.stdout.write(`hostile: ${attacks.length} scripts, files, servers and surroundings, ${withstood} withstood\n`);
});

interface Ground {
  readonly run: WatchedRun;
  readonly server: OpenServer;
  readonly folder: string;
}

async function play(attack: Attack): Promise<Ground> {
  const canary = join(tempFolder(), 'canary');
  writeFileSync(canary, `${canaries.file}\n`);
  const server = await startOpenServer(attack.reply);
  const places: Record<string, string> = {
    '{canary}': canary,
    '{elsewhere}': server.elsewhere,
    '{socket}': server.socketPath,
    '{elsewhere host}': new URL(server.elsewhere).host,
    '{proxy password}': proxyPassword,
  };
  const fill = (text: string) => text.replace(/\{[a-z ]+\}(?!\})/g, (name) => places[name] ?? name);
  const list = {
    name: 'Hostile',
    auth: 'pydio-cells-v1',
    environments: { dev: { base_url: 'http://127.0.0.1:9', username: 'admin' } },
    ...attack.list,
    endpoints: ['GET /first', { name: 'Case', request: 'GET /case', ...attack.entry }, attack.last ?? 'GET /last'],
  };
  if (list.auth === 'none') Object.assign(list, { environments: { dev: { base_url: 'http://127.0.0.1:9' } } });
  const folder = await makeBuiltWorkspace(fill(JSON.stringify(list, null, 2)));
  places['{folder}'] = folder;
  attack.prepare?.(folder, canary);
  const secrets = { HOSTILE_PASSWORD: password, HOSTILE_CLIENT_SECRET: clientSecret, CANARY: canaries.variable };
  const own = Object.entries(attack.env ?? {}).map(([name, value]) => [name, fill(value)]);
  const run = await watchedRun({
    cwd: folder,
    args: ['--var', `base_url=${server.origin}`, '--timeout', '60s', ...(attack.args ?? [])],
    env: { ...secrets, ...Object.fromEntries(own) },
  });
  server.close();
  return { run, server, folder };
}

/** Secrets and canaries found in the output, in the reports or, for canaries, in requests. */
function leaks({ run, server }: Ground): string[] {
  const said = [run.stdout, run.stderr, run.json, run.junit].join('\n');
  const sent = JSON.stringify([server.received, server.astray]);
  const secrets = [password, clientSecret, server.token, proxyPassword];
  return [
    ...Object.values(canaries).filter((canary) => said.includes(canary) || sent.includes(canary)),
    ...(said.length > MUCH ? secrets.filter((secret) => said.includes(secret)) : findLeaks(said, secrets)),
  ];
}

// Control characters that no text may contain, and those that no terminal may receive (some also obey C1 controls).
// biome-ignore lint/suspicious/noControlCharactersInRegex: it searches for control characters
const [control, more] = [/[\u0000-\u0008\u000b-\u001f]/g, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g];

/** Control characters in the output, and forged lines: CI commands that are not ours, and fake summaries. */
function orders({ stdout, stderr, json = '', junit = '' }: WatchedRun): string[] {
  const said = `${stdout}\n${stderr}`;
  const found = [...(said.match(more) ?? []), ...(`${json}${junit}`.match(control) ?? [])];
  const forged = /^(?!::(?:error|warning|notice) [^:]*title=postmint)::|^passed: 9/;
  const lines = said.split(/[\r\n\u2028\u2029]/).filter((line) => forged.test(line));
  return [...new Set([...found.map((character) => `U+${character.charCodeAt(0).toString(16)}`), ...lines])];
}

/** Codes of the diagnostics on standard error or in the JSON document, each once. */
function codesOf({ stdout, codes }: WatchedRun): string[] {
  if (!stdout.startsWith('{')) return [...new Set(codes)].sort();
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string }[] };
  return [...new Set(diagnostics.map(({ code }) => code))].sort();
}

describe.skipIf(noProc).concurrent('a run withstands', () => {
  test.each(attacks)('$name', async (attack) => {
    const ground = await play(attack);
    const { run, server, folder } = ground;
    expect([run.code, codesOf(run)]).toEqual([attack.exit, [...attack.codes].sort()]);
    const paths = (requests: OpenServer['received']) =>
      requests.map(({ path }) => new URL(path, server.origin).pathname);
    expect([paths(server.received), paths(server.astray)]).toEqual([attack.asked ?? wholeRun, attack.astray ?? []]);
    expect([leaks(ground), orders(run)]).toEqual([[], []]);
    expect(existsSync(join(folder, spoils))).toBe(false);
    expect([run.leftOvers, run.survivors]).toEqual([[], []]);
    if (attack.exit === 2) expect([run.json, run.junit]).toEqual([undefined, undefined]);
    else expect(jsonReportFaults(JSON.parse(run.json ?? ''))).toEqual([]);
    withstood++;
  });
});

test.skipIf(noProc)('control: the checks find a canary that a script sends, and forged output', async () => {
  const body = `{ mode: "raw", raw: "${canaries.file}" }`;
  const after = `pm.sendRequest({ url: pm.variables.replaceIn("{{base_url}}/loot"), method: "POST", body: ${body} }, function () {});`;
  const ground = await play({ name: 'control', why: '', exit: 0, codes: [], entry: { after } });
  expect(leaks(ground)).toEqual([canaries.file]);
  expect(orders({ ...ground.run, stdout: '\u001b[31m\n::add-mask::x' })).toEqual(['U+1b', '::add-mask::x']);
});

test('each attack has a unique name and a reason', () => {
  expect(new Set(attacks.map(({ name }) => name)).size).toBe(attacks.length);
  expect(attacks.filter(({ why }) => why === '')).toEqual([]);
});

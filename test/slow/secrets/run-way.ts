import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from '../../support/cli.ts';
import { makeBuiltWorkspace } from '../../support/workspace.ts';
import { canaries, listOfWay, type SecretWay, startWayServer } from './ways.ts';

/** The texts that a run of a way leaves, by place, and what went over the wire. */
export interface WayRun {
  readonly codes: readonly (number | null)[];
  readonly places: Readonly<Record<string, string>>;
  readonly exchanged: string;
}

/**
 * Runs a way twice, because JSON takes the place of the text, and explains each code that was reported. All values are
 * shown, as on a terminal.
 */
export async function runWay(way: SecretWay): Promise<WayRun> {
  const { origin, exchanged } = await startWayServer(way);
  const cwd = await makeBuiltWorkspace(listOfWay(way));
  // A row's secret is in the file with the rows, which only the user can read.
  const data = join(cwd, 'rows.json');
  if (way.data) writeFileSync(data, JSON.stringify(way.data), { mode: 0o600 });
  const { password, client_secret, api_key } = canaries;
  const given = Object.entries({ password, client_secret, api_key });
  const env = Object.fromEntries(given.map(([name, value]) => [`WAYS_${name.toUpperCase()}`, value]));
  const args = ['run', '--var', `base_url=${origin}`, '--show-values', ...(way.data ? ['--data', data] : [])];
  const reports = ['--report', 'json=r.json', '--report', 'junit=r.xml,markdown=r.md'];
  const text = await cli([...args, ...reports], { cwd, env });
  const json = await cli([...args, '--format', 'json'], { cwd, env });
  const codes = [...new Set([...json.stdout.matchAll(/"code": "([a-z-]+)"/g)].map(([, code]) => code as string))];
  const explained = await Promise.all(codes.map((code) => cli(['explain', code], { cwd, env })));
  const read = (file: string) => (existsSync(join(cwd, file)) ? readFileSync(join(cwd, file), 'utf8') : '');
  return {
    codes: [text.code, json.code],
    places: {
      output: text.stdout,
      diagnostics: text.stderr,
      '--format json': json.stdout + json.stderr,
      'the JSON report': read('r.json'),
      'the JUnit report': read('r.xml'),
      'the Markdown report': unescaped(read('r.md')),
      'the collection': read('ways.postman_collection.json'),
      'the environment file': read('ways.dev.postman_environment.json'),
      explain: explained.map(({ stdout, stderr }) => stdout + stderr).join('\n'),
    },
    exchanged: exchanged(),
  };
}

/** Markdown as a reader sees it: its signs are written as numbers. */
const unescaped = (text: string) => text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, type Ended, start } from '../../support/cli.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { makeBuiltWorkspace } from '../../support/workspace.ts';
import { answersList, clientSecret, files, folder, password, withValues } from './answers-list.ts';
import type { Mode } from './run-ours.ts';

interface PeerReport {
  readonly run: { readonly failures?: readonly { readonly error: { readonly message: string } }[] };
}

/** How to start a peer. */
export interface Peer {
  readonly path: string;
  readonly before: readonly string[];
  readonly folderFlag: string;
}

export const newmanPeer = { before: ['run'], folderFlag: '--folder' } as const;
export const postmanPeer = {
  before: ['collection', 'run', '--reporter-json-structure', 'newman'],
  folderFlag: '-i',
} as const;

/** Runs our files with a peer, for three iterations. */
export async function runPeer({ path, before, folderFlag }: Peer, mode: Mode, values: ReadonlyMap<string, string>) {
  const cwd = tempFolder();
  writeFileSync(join(cwd, 'collection.json'), JSON.stringify(files.collection));
  writeFileSync(join(cwd, 'environment.json'), JSON.stringify(withValues(files.environment, values)));
  const args = [
    ...[...before, 'collection.json', '-e', 'environment.json', '-n', '3'],
    ...(mode === 'guard' ? [folderFlag, folder] : []),
    // In all other runners pm.sendRequest follows redirects, and a collection cannot forbid it.
    ...['--ignore-redirects', '--timeout-request', '10000'],
    ...['-r', 'cli,json', '--reporter-json-export', 'report.json'],
  ];
  // A separate home folder: the developer's login and settings are not used.
  const ended = await start(path, args, { cwd, env: { HOME: cwd } }).ended;
  const report = join(cwd, 'report.json');
  const { run } = existsSync(report)
    ? (JSON.parse(readFileSync(report, 'utf8')) as PeerReport)
    : { run: { failures: [] } };
  return { ...ended, messages: (run.failures ?? []).map(({ error }) => error.message) };
}

/** Runs the list with the built postmint. Earlier tokens are in the environment file, as if the app had saved them. */
export async function runCli(
  values: ReadonlyMap<string, string>,
): Promise<Ended & { readonly errors: readonly string[] }> {
  const cwd = await makeBuiltWorkspace(answersList);
  const path = join(cwd, 'answers.dev.postman_environment.json');
  const kept = new Map([...values].filter(([name]) => name.startsWith('dex_token')));
  const file = withValues(JSON.parse(readFileSync(path, 'utf8')), kept);
  writeFileSync(path, `${JSON.stringify(file, null, '\t')}\n`, { mode: statSync(path).mode });
  const env = { ANSWERS_PASSWORD: password, ANSWERS_CLIENT_SECRET: clientSecret };
  const args = ['run', '--var', `base_url=${values.get('base_url')}`, '--timeout-request', '5s', '--iterations', '3'];
  const ended = await cli(args, { cwd, env });
  const errors = [...ended.stderr.matchAll(/\berror\[([a-z-]+)\]: /g)].map((match) => String(match[1]));
  return { ...ended, errors };
}

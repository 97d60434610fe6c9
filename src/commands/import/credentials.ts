import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { type Diagnostic, diagnose, hasErrors } from '../../diagnostics/diagnostic.ts';
import { type CellsClient, readCellsClients } from '../../import/cells/credentials.ts';
import { secretKeys } from '../../secrets/secret-keys.ts';
import { readSource, reasonOf, showPath } from '../../source/read.ts';
import { ignoreLines } from '../files/ignore-lines.ts';
import { writeFile } from '../files/new-file.ts';
import { trackedFiles } from '../git.ts';
import { chooseEnvironment, chooseList } from '../lists/choose.ts';
import { checkSecretFile } from '../secret-file.ts';
import type { Session } from '../session.ts';
import { STANDARD_INPUT } from '../usage.ts';
import type { ImportCommandOptions } from './options.ts';

/**
 * Writes the id and the secret of a client of Cells into an env file that only the user can read. Returns the exit code.
 * Neither is ever printed.
 *
 * @param from path of pydio.json; standard input may also be the table of `cells config list`
 */
export async function importCredentials(
  session: Session,
  options: ImportCommandOptions,
  from: string,
): Promise<number> {
  const { io } = session;
  const { value: list, diagnostics } = await chooseList(
    io.cwd,
    options.file === undefined ? undefined : [options.file],
  );
  const environment = list && chooseEnvironment(list, options.env);
  const found: Diagnostic[] = [...diagnostics, ...(environment?.diagnostics ?? [])];
  if (!list || !environment?.value || hasErrors(found)) return session.end(2, found);
  const source =
    from === STANDARD_INPUT
      ? { value: { path: 'standard input', text: await io.readStdin() }, diagnostics: [] }
      : readSource(from, { cwd: io.cwd });
  if (!source.value) return session.end(2, [...found, ...source.diagnostics]);
  const clients = readCellsClients(source.value.text);
  const { client, fault } = choose(clients, options.client, source.value.path);
  if (!client) return session.end(2, [...found, ...(fault ? [fault] : [])]);
  const keys = ['client_id', 'client_secret'].map(
    (name) => secretKeys(list.api, environment.value?.name ?? '', name)[0] ?? name,
  );
  const values = [client.id, client.secret ?? ''];
  const path = resolve(io.cwd, options['env-file'] ?? '.env');
  const faults = writeSecrets(path, new Map(keys.map((key, index) => [key, values[index] ?? ''])), io.cwd);
  if (faults.length > 0) return session.end(2, [...found, ...faults]);
  found.push(
    ...ignoreLines(dirname(path)).flatMap((file) =>
      existsSync(resolve(dirname(path), '.git')) ? writeFile(file, io) : [],
    ),
  );
  session.say(found);
  const shown = showPath(path, io.cwd);
  if (session.format === 'json') session.json(0, found, { files: [shown], keys });
  session.print(`  written   ${shown}: ${keys.join(', ')}\n`);
  const known = environment.value.values.get('client_id');
  if (known !== undefined && known !== client.id) {
    session.print(
      `\nThe client of this installation has another id than the list: write client_id in the environment ${environment.value.name}.\n`,
    );
  }
  session.print(`\nNext: postmint token --env-file ${shown}\n`);
  return 0;
}

/** The client that was asked for, else the first one with a secret. */
function choose(
  clients: readonly CellsClient[],
  id: string | undefined,
  path: string,
): { client?: CellsClient; fault?: Diagnostic } {
  const client =
    id === undefined ? clients.find(({ secret }) => secret !== undefined) : clients.find((known) => known.id === id);
  if (client?.secret !== undefined) return { client };
  const names = clients.map((known) => known.id).join(', ');
  const isPublic = clients.length > 0 && (id === undefined || client !== undefined);
  const reason = isPublic
    ? `the clients have no secret (${names})`
    : id !== undefined && names !== ''
      ? `there is no client ${id}; there are ${names}`
      : 'no client was found in it';
  const help = isPublic
    ? 'from Cells 2 on, use a personal access token (template pydio-cells-token), made by: cells admin user token'
    : 'give pydio.json of Cells, or pipe the output of "cells config list" into: postmint import --from-pydio-json -';
  return { fault: diagnose('no-credentials', { path, reason, help }) };
}

/** Adds `NAME=value` lines to a file, replacing lines of the same name. Refuses a file that others see. */
function writeSecrets(path: string, values: ReadonlyMap<string, string>, cwd: string): Diagnostic[] {
  const shown = showPath(path, cwd);
  const exists = existsSync(path);
  const faults = exists ? checkSecretFile(path, shown) : [];
  if (!exists && trackedFiles(dirname(path), [basename(path)]).size > 0)
    faults.push(diagnose('secret-file-tracked', { path: shown }));
  if (faults.length > 0) return faults;
  try {
    const before = exists ? readFileSync(path, 'utf8').split('\n') : [];
    const kept = before.filter((line) => !values.has(/^\s*(?:export\s+)?(\w+)\s*=/.exec(line)?.[1] ?? ''));
    while (kept.at(-1) === '') kept.pop();
    const lines = [...values].map(([key, value]) => `${key}=${value}`);
    writeFileSync(path, `${[...kept, ...lines].join('\n')}\n`, { mode: 0o600 });
    chmodSync(path, 0o600);
    return [];
  } catch (error) {
    return [diagnose('write-failed', { path: shown, reason: reasonOf(error) })];
  }
}

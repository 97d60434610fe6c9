import { dirname, join, resolve } from 'node:path';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { loadWorkspace } from '../../library/workspace.ts';
import type { Api } from '../../model/api.ts';
import { showPath } from '../../source/read.ts';
import { readCiTemplates } from '../../source/templates.ts';
import { exists, type NewFile, writeFile } from '../files/new-file.ts';
import { pathFrom, repositoryOf } from '../files/places.ts';
import type { Session } from '../session.ts';
import { ciFile, ciPaths } from './ci-file.ts';
import type { InitOptions } from './options.ts';

/** Returns the CI files for a list, at the root of its repository. */
export function ciFiles(systems: readonly string[], api: Api, environment: string, list: string): NewFile[] {
  const root = repositoryOf(dirname(list));
  const templates = readCiTemplates();
  const input = { api, environment, list: pathFrom(root, list) };
  return systems.map((system) => ({
    path: join(root, ciPaths[system] ?? system),
    text: ciFile(templates.get(system) ?? '', input),
  }));
}

/** True if the options ask for a CI file, and for nothing that a list says. */
export const asksForCiOnly = ({ ci, name, auth, 'base-url': base, endpoint, set }: InitOptions): boolean =>
  ci.length > 0 && name === undefined && auth === undefined && base === undefined && endpoint.length + set.length === 0;

/** Writes CI files for a list that exists. Returns the exit code. */
export async function addCi(session: Session, options: InitOptions): Promise<number> {
  const { io } = session;
  const { value, diagnostics } = await loadWorkspace(options.list, io.cwd);
  if (!value) return session.end(2, diagnostics);
  const { api } = value;
  const names = api.environments.map(({ name }) => name);
  // The default of the option is for a new list.
  const environment = names.includes(options.environment) ? options.environment : (names[0] ?? '');
  const files = ciFiles(options.ci, api, environment, resolve(io.cwd, options.list));
  const taken = files.filter(({ path }) => exists(path));
  const faults = taken.map(({ path }) => diagnose('file-exists', { path: showPath(path, io.cwd) }));
  const failed = faults.length > 0 ? faults : files.flatMap((file) => writeFile(file, io));
  if (failed.length > 0) return session.end(2, failed);
  const written = files.map(({ path }) => showPath(path, io.cwd));
  if (session.format === 'json') session.json(0, [], { files: written });
  session.print(`${written.map((name) => `  new       ${name}`).join('\n')}\n`);
  return 0;
}

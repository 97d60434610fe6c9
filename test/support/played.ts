import { codesIn, type Ended } from './cli.ts';
import { type Ask, type Reply, startApi } from './collections/api-server.ts';
import { type InProcessOptions, inProcess } from './in-process.ts';
import { makeWorkspace, secretEnv } from './workspace.ts';

/** What a run prints, what it sent, and where its files are. */
export interface Played extends Ended {
  /** `status METHOD path?query` of each request that arrived. */
  readonly log: readonly string[];
  readonly codes: readonly string[];
  readonly cwd: string;
}

export interface PlayOptions extends Omit<InProcessOptions, 'cwd'> {
  readonly args?: readonly string[];
  /** False to leave out requests that may change data; default: true. */
  readonly unsafe?: boolean;
  /** Called with the folder before the run starts. */
  readonly prepare?: (cwd: string) => void;
}

/**
 * Generates the files of a list and runs them, unsafe requests included, against a server.
 *
 * @param entries the list's lines after its environments
 * @param answer answers a request; `nth` counts all requests from 0
 */
export async function played(
  entries: string,
  answer: (ask: Ask, nth: number) => Reply | Promise<Reply>,
  { args = [], unsafe = true, prepare = () => undefined, env, ...options }: PlayOptions = {},
): Promise<Played> {
  const cwd = makeWorkspace(`name: Shop\nenvironments:\n  dev: { base_url: "http://127.0.0.1:9" }\n${entries}`);
  prepare(cwd);
  let nth = -1;
  const api = await startApi((ask) => {
    nth++;
    return answer(ask, nth);
  });
  const command = ['run', ...(unsafe ? ['--unsafe'] : []), '--var', `base_url=${api.origin}`, ...args];
  const ended = await inProcess(command, { cwd, env: { ...secretEnv, ...env }, ...options });
  return { ...ended, log: api.log, codes: codesIn(ended.stderr), cwd };
}

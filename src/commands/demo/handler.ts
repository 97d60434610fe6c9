import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadWorkspace } from '../../library/workspace.ts';
import { proxyOf } from '../../run/proxy.ts';
import { type ServerHandle, startServer } from '../../server/server.ts';
import { packageFolder } from '../../source/package-folder.ts';
import { makeTempFolder } from '../ahead.ts';
import { runGenerate } from '../generate/handler.ts';
import { generateDefaults } from '../generate/options.ts';
import { runRun } from '../run/handler.ts';
import { runDefaults } from '../run/options.ts';
import type { Session } from '../session.ts';

const name = 'pydio-cells-v1';
const environment = 'serve';

/**
 * Serves and generates the Pydio Cells list, and runs its smoke requests, in a temporary folder, which is removed at the
 * end. Connects to this machine only. Returns the exit code.
 */
export async function runDemo(session: Session): Promise<number> {
  const { io } = session;
  const { value: folder, diagnostics } = makeTempFolder('postmint-demo-');
  if (folder === undefined) return session.end(2, diagnostics);
  try {
    const list = `${name}/endpoints.yaml`;
    for (const needed of [list, `${name}/files`]) {
      cpSync(join(packageFolder(), 'collections', needed), join(folder, needed), { recursive: true });
    }
    const loaded = await loadWorkspace(list, folder);
    if (!loaded.value) return session.end(2, loaded.diagnostics);
    const { api } = loaded.value;
    const secrets = { password: io.random(), client_secret: io.random() };
    const values = new Map([
      ...(api.environments.find((known) => known.name === environment)?.values ?? []),
      ...Object.entries(secrets),
    ]);
    const server = await startServer({ api, values, port: 0 });
    const env = {
      ...io.env,
      PYDIO_CELLS_V1_SERVE_PASSWORD: secrets.password,
      PYDIO_CELLS_V1_SERVE_CLIENT_SECRET: secrets.client_secret,
    };
    try {
      return await showSteps(session.with({ cwd: folder, env }), list, directOrigin(server));
    } finally {
      await server.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The URL of the server by which no proxy comes between, whatever the environment says about proxies. */
function directOrigin({ origin, port }: Pick<ServerHandle, 'origin' | 'port'>): string {
  return proxyOf(origin) === undefined ? origin : `http://127.0.0.1:${port}`;
}

async function showSteps(session: Session, list: string, origin: string): Promise<number> {
  const { io, format } = session;
  const step = (text: string) => session.print(`${io.paint.out.bold(text)}\n`);
  step(`serve: a server that answers like Pydio Cells, at ${origin}`);
  session.print('\n');
  step(`generate: ${list} -> what Postman imports`);
  // With `--format json`, only the run prints its document.
  const quiet = format === 'json' ? session.with({ out: () => undefined }) : session;
  const generated = await runGenerate(quiet, { ...generateDefaults, format, lists: [list], verify: true });
  if (generated !== 0) return generated;
  session.print('\n');
  step('run --tag smoke: sign in, and send the smoke requests with newman');
  const target = { lists: [list], env: environment, var: [`base_url=${origin}`], tag: ['smoke'] };
  return runRun(session, { ...runDefaults, ...target, format, timeout: '2m' });
}

import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadWorkspace } from '../../library/workspace.ts';
import { startServer } from '../../server/server.ts';
import { packageFolder } from '../../source/package-folder.ts';
import { runGenerate } from '../generate/handler.ts';
import type { CommonOptions, Io } from '../io.ts';
import { runDefaults } from '../run/command.ts';
import { runRun } from '../run/handler.ts';
import { endWith } from '../say.ts';

const name = 'pydio-cells-v1';
const environment = 'serve';

/** Shows the whole way in a folder of its own, which is removed at the end. Nothing leaves this machine. */
export async function runDemo(io: Io, options: CommonOptions): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'postmint-demo-'));
  try {
    mkdirSync(join(folder, name));
    const list = `${name}/endpoints.yaml`;
    copyFileSync(join(packageFolder(), 'collections', name, 'endpoints.yaml'), join(folder, list));
    const loaded = loadWorkspace(list, folder);
    if (!loaded.value) return endWith(io, options, 'demo', 2, loaded.diagnostics);
    const { api } = loaded.value;
    const secrets = { password: io.random(), client_secret: io.random() };
    const values = new Map([
      ...(api.environments.find((one) => one.name === environment)?.values ?? []),
      ...Object.entries(secrets),
    ]);
    const server = await startServer({ api, values, port: 0 });
    const inside: Io = {
      ...io,
      cwd: folder,
      env: {
        ...io.env,
        PYDIO_CELLS_V1_SERVE_PASSWORD: secrets.password,
        PYDIO_CELLS_V1_SERVE_CLIENT_SECRET: secrets.client_secret,
      },
    };
    try {
      return await showSteps(inside, options, list, server.origin);
    } finally {
      await server.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function showSteps(io: Io, options: CommonOptions, list: string, origin: string): Promise<number> {
  const step = (text: string) => options.format === 'text' && io.out(`${io.paint.out.bold(text)}\n`);
  step(`serve: a server that answers like Pydio Cells, at ${origin}`);
  io.out(options.format === 'text' ? '\n' : '');
  step(`generate: ${list} -> what Postman imports`);
  const quiet = options.format === 'json' ? { ...io, out: () => undefined } : io;
  const generated = await runGenerate(quiet, {
    ...options,
    lists: [list],
    'dry-run': false,
    force: false,
    verify: true,
  });
  if (generated !== 0) return generated;
  io.out(options.format === 'text' ? '\n' : '');
  step(`run: sign in, and send every request with newman`);
  return runRun(io, {
    ...runDefaults,
    ...options,
    timeout: '2m',
    endpoints: list,
    env: environment,
    var: [`base_url=${origin}`],
  });
}

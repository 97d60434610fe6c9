import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { apacheConfig, documents, readyPath } from './apache-config.ts';
import { findApache } from './apache-program.ts';
import { run } from './command.ts';
import { isMissing, type Missing, missing } from './missing.ts';
import { onFreePort, startProcess } from './server-process.ts';

/**
 * An independent resource server, which checks every token against the keys of the authorization server.
 *
 * - `GET /public/status.json` requires no token.
 * - `GET /api/items.json` and `GET /api/me.json` (the signed-in user) require a valid token.
 * - `GET /admin/users.json` requires the admin's token and answers 403 to other users.
 * - `/api/files/` is WebDAV (RFC 4918): PUT 201 or 204, DELETE 204, MKCOL, COPY, MOVE, PROPFIND 207.
 *
 * Without a valid token, everything except `/public/` is answered 401.
 */
export interface ApacheServer {
  readonly version: string;
  readonly origin: string;
  /** `status METHOD path` of each request. A line may be logged after its answer was sent. */
  requests(): string[];
  log(): string;
  stop(): Promise<void>;
}

export interface ApacheOptions {
  /** URL of the authorization server's keys (JWKS). */
  readonly keysUrl: string;
  /** The claim that `/admin/` requires, as `name:value`. By default, the user's name must be `admin`. */
  readonly adminClaim?: string;
}

/** User and group id of www-data, as which Apache runs if root starts it. Undefined for other users. */
async function ownerOfDocuments(): Promise<[number, number] | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = await Promise.all([run('id', ['-u', 'www-data']), run('id', ['-g', 'www-data'])]);
  return [Number(uid), Number(gid)];
}

async function writeDocuments(folder: string): Promise<void> {
  chmodSync(folder, 0o755);
  for (const [name, text] of Object.entries(documents)) {
    const file = join(folder, 'documents', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const owner = await ownerOfDocuments();
  for (const name of ['documents/api/files', 'locks']) {
    const changing = join(folder, name);
    mkdirSync(changing);
    if (owner) chownSync(changing, ...owner);
  }
}

function linesOf(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
}

/** Requests in the order in which they began. Apache logs them when they end, from several threads. */
function requestsIn(lines: readonly string[]): string[] {
  const timed = lines.map((line) => line.split(/ (.*)/, 2) as [string, string]);
  return timed.sort(([a], [b]) => Number(a) - Number(b)).map(([, line]) => line);
}

/** Starts Apache on a free local port. */
export async function startApache({
  keysUrl,
  adminClaim = 'preferred_username:admin',
}: ApacheOptions): Promise<ApacheServer | Missing> {
  const program = await findApache();
  if (isMissing(program)) return program;
  const folder = mkdtempSync(join(tmpdir(), 'postmint-apache-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    await writeDocuments(folder);
    return await onFreePort(async (port) => {
      const config = join(folder, 'httpd.conf');
      writeFileSync(config, apacheConfig({ folder, modules: program.modules, port, keysUrl, adminClaim }));
      const origin = `http://127.0.0.1:${port}`;
      const server = await startProcess({
        command: program.path,
        args: ['-D', 'FOREGROUND', '-f', config],
        ready: `${origin}${readyPath}`,
        deadline: 30_000,
      });
      return {
        version: program.version,
        origin,
        requests: () => requestsIn(linesOf(join(folder, 'requests'))).filter((line) => !line.endsWith(readyPath)),
        log: () => [server.log(), ...linesOf(join(folder, 'errors'))].join('\n'),
        stop: async () => {
          await server.stop();
          remove();
        },
      };
    });
  } catch (error) {
    remove();
    return missing('Apache does not start', error);
  }
}

import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageFolder } from '../../source/package-folder.ts';
import type { Tls } from '../job.ts';

/** Memory limit for JavaScript objects in the newman process, in megabytes. */
const MEMORY = 512;

/** Environment variables that the process inherits: certificates, time zone and language. None can change Node. */
const inherited = /^(?:NODE_EXTRA_CA_CERTS|SSL_CERT_(?:FILE|DIR)|TZ|LANG|LC_ALL|SystemRoot|windir)$/i;

/**
 * Returns the environment variables of the newman process. It is an allow-list, so `NODE_OPTIONS`, `NODE_DEBUG` (which
 * prints passwords) and `NODE_TLS_REJECT_UNAUTHORIZED` are not inherited. newman does not find its settings in the user's
 * home either, because the process has another home.
 *
 * @param folder an empty folder for HOME and for temporary files
 */
export function childEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  folder: string,
): Record<string, string> {
  const kept = Object.entries(environment).flatMap(([name, value]) =>
    inherited.test(name) && value !== undefined ? [[name, value] as const] : [],
  );
  return { ...Object.fromEntries(kept), HOME: folder, USERPROFILE: folder, TMPDIR: folder, TEMP: folder, TMP: folder };
}

/**
 * Returns the flags of Node for the newman process: a memory limit and the permission model. The process may read its own
 * code, the certificates of the job, and the files that its requests send. It may not write files or start processes. Node's documentation warns that this
 * does not stop malicious code.
 *
 * @param known the flags that this version of Node has
 * @param uploads files that the process may read to send them
 * @see https://nodejs.org/api/permissions.html
 */
export function childFlags(tls: Tls, known: ReadonlySet<string>, uploads: readonly string[] = []): string[] {
  const { caFile, clientCert, clientKey, clientPfx } = tls;
  const files = [caFile, clientCert, clientKey, clientPfx].filter((path) => path !== undefined);
  const permission = known.has('--permission') ? '--permission' : '--experimental-permission';
  return [
    `--max-old-space-size=${MEMORY}`,
    // Node's default of 16 MB for new objects, in this thread and in that of the sandbox, costs 50 MB and saves no time.
    '--max-semi-space-size=4',
    '--no-warnings',
    permission,
    // The sandbox runs scripts in a worker thread.
    '--allow-worker',
    // Node 25 and later also restrict the network.
    ...(known.has('--allow-net') ? ['--allow-net'] : []),
    ...new Set([codeFolder(), ...files, ...uploads].flatMap(readable).map((path) => `--allow-fs-read=${path}`)),
  ];
}

/** Matches the folder that contains the code of the newman process, and nothing else. */
const codeFolder = () => join(dirname(childFile()), '*');

/** Paths by which a file may be read: the given one, and the one without symbolic links. */
function readable(path: string): string[] {
  return path.endsWith('*') ? [path] : [...new Set([path, realpathSync(path)])];
}

/**
 * Returns the path of the bundle that the newman process runs. It contains newman and its libraries; the code of the
 * sandbox is in the same folder. Symbolic links are resolved, because some package managers link packages.
 */
export const childFile = (): string => join(realpathSync(packageFolder()), 'dist', 'newman', 'newman-child.cjs');

import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageFolder } from '../../source/package-folder.ts';
import type { Tls } from '../job.ts';

/** Megabytes that the objects of the process, and those of a script, may take. */
const MEMORY = 512;

/** What the process gets of our environment: whom to trust and how to write, and nothing that could change Node. */
const passed = /^(?:NODE_EXTRA_CA_CERTS|SSL_CERT_(?:FILE|DIR)|TZ|LANG|LC_ALL|SystemRoot|windir)$/i;

/**
 * The environment of the process that sends the requests: an allow-list. `NODE_OPTIONS`, `NODE_DEBUG` (which prints
 * passwords), `NODE_TLS_REJECT_UNAUTHORIZED` and newman's own settings in the user's home stay behind.
 *
 * @param folder an empty folder, which is home and place for temporary files
 */
export function childEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  folder: string,
): Record<string, string> {
  const own = Object.entries(environment).flatMap(([name, value]) =>
    passed.test(name) && value !== undefined ? [[name, value] as const] : [],
  );
  return { ...Object.fromEntries(own), HOME: folder, USERPROFILE: folder, TMPDIR: folder, TEMP: folder, TMP: folder };
}

/**
 * Node's own flags for it: a limit of memory, and the permission model, under which it reads its own code and the
 * certificates of the job, writes nothing and starts nothing. Node calls this a seat belt, not a wall.
 *
 * @see https://nodejs.org/api/permissions.html
 */
export function childFlags(tls: Tls, known: ReadonlySet<string>): string[] {
  const { caFile, clientCert, clientKey } = tls;
  const files = [caFile, clientCert, clientKey].filter((path) => path !== undefined);
  const permission = known.has('--permission') ? '--permission' : '--experimental-permission';
  return [
    `--max-old-space-size=${MEMORY}`,
    '--no-warnings',
    permission,
    // Scripts run in a thread of their own.
    '--allow-worker',
    // From Node 25 on, the network has to be allowed as well.
    ...(known.has('--allow-net') ? ['--allow-net'] : []),
    ...new Set([codeFolder(), ...files].flatMap(readable).map((path) => `--allow-fs-read=${path}`)),
  ];
}

/** The folder of that process's own code, and of nothing else. */
const codeFolder = () => join(dirname(childFile()), '*');

/** A file is allowed by the name that the job has, and by its real one. */
function readable(path: string): string[] {
  return path.endsWith('*') ? [path] : [...new Set([path, realpathSync(path)])];
}

/**
 * The file that the process runs, by its real name: a package manager may have put us behind a link. newman and its
 * libraries are in it; the code of its sandbox lies beside it.
 */
export const childFile = (): string => join(realpathSync(packageFolder()), 'dist', 'newman', 'newman-child.cjs');

import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cachedFolder } from './cache.ts';
import { run } from './command.ts';
import { type Missing, missing } from './missing.ts';
import { onFreePort, type ServerProcess, startProcess } from './server-process.ts';

/** The version that the tests were written with, pinned so that upgrades are deliberate. */
const version = '26.7.3';

/** Raise this number when the cached folder of the same version changes. */
const recipe = 1;

/** A built Keycloak with a database that contains only the first administrator. */
export interface KeycloakProgram {
  readonly home: string;
  readonly version: string;
  /** The folder of the initial database, which each start copies. */
  readonly database: string;
}

/** The administrator, who creates realms. The account exists on this machine only, while a test runs. */
export const administrator = { username: 'administrator', password: 'administrator of tests' } as const;

/** Starts Keycloak on a free port with the database in a folder. */
export function startKeycloakProcess(home: string, database: string): Promise<ServerProcess & { origin: string }> {
  return onFreePort(async (port) => {
    const origin = `http://127.0.0.1:${port}`;
    const server = await startProcess({
      command: join(home, 'bin', 'kc.sh'),
      args: [
        'start-dev',
        '--http-host=127.0.0.1',
        `--http-port=${port}`,
        // No search for other Keycloak nodes on the network.
        '--cache=local',
        `--db-url=jdbc:h2:file:${database}/keycloak;NON_KEYWORDS=VALUE;DB_CLOSE_ON_EXIT=FALSE`,
      ],
      env: {
        KC_BOOTSTRAP_ADMIN_USERNAME: administrator.username,
        KC_BOOTSTRAP_ADMIN_PASSWORD: administrator.password,
        // Keycloak runs too briefly to benefit from the optimising compiler.
        JAVA_OPTS_APPEND: '-XX:TieredStopAtLevel=1',
      },
      ready: `${origin}/realms/master/.well-known/openid-configuration`,
      deadline: 300_000,
    });
    return { ...server, origin };
  });
}

/**
 * Unpacks Keycloak and starts it once. That builds it for the options above and creates the database, which is most of
 * the work of a first start.
 */
async function prepare(folder: string): Promise<void> {
  const artifact = `org.keycloak:keycloak-quarkus-dist:${version}:tar.gz`;
  const plugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1';
  const quiet = ['-B', '-q', '-ntp'];
  await run('mvn', [...quiet, `${plugin}:get`, `-Dartifact=${artifact}`, '-Dtransitive=false'], { cwd: folder });
  await run('mvn', [...quiet, `${plugin}:copy`, `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`], {
    cwd: folder,
  });
  const archive = join(folder, `keycloak-quarkus-dist-${version}.tar.gz`);
  await run('tar', ['xzf', archive, '-C', folder]);
  rmSync(archive);
  const home = join(folder, 'home');
  renameSync(join(folder, `keycloak-${version}`), home);
  const server = await startKeycloakProcess(home, join(folder, 'database'));
  await server.stop();
}

/** Finds Keycloak. The first use downloads and prepares it, which takes minutes, and caches it. */
export async function findKeycloak(): Promise<KeycloakProgram | Missing> {
  try {
    await run('java', ['-version']);
  } catch (error) {
    return missing('Keycloak requires Java 17 or later', error);
  }
  try {
    const folder = await cachedFolder(`keycloak-${version}-${recipe}`, prepare);
    return { home: join(folder, 'home'), database: join(folder, 'database'), version };
  } catch (error) {
    return missing('Keycloak cannot be prepared', error);
  }
}

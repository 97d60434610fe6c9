import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cachedFolder } from './cache.ts';
import { run } from './command.ts';
import { type Missing, missing } from './missing.ts';
import { onFreePort, type ServerProcess, startProcess } from './server-process.ts';

/** The version that the tests were written with: a newer one is taken on purpose, not by chance. */
const version = '26.7.3';

/** Counts up when what is kept of the same version changes. */
const recipe = 1;

/** Keycloak, augmented, with a database in which there is only the first administrator. */
export interface KeycloakProgram {
  readonly home: string;
  readonly version: string;
  /** Stands for a folder that each start copies. */
  readonly database: string;
}

/** Who may create realms: on this machine only, for as long as a test runs. */
export const administrator = { username: 'administrator', password: 'administrator of tests' } as const;

/** Starts Keycloak on a free port, with what is in a folder as its database. */
export function startKeycloakProcess(home: string, database: string): Promise<ServerProcess & { origin: string }> {
  return onFreePort(async (port) => {
    const origin = `http://127.0.0.1:${port}`;
    const server = await startProcess({
      command: join(home, 'bin', 'kc.sh'),
      args: [
        'start-dev',
        '--http-host=127.0.0.1',
        `--http-port=${port}`,
        // Nobody to find on the network.
        '--cache=local',
        `--db-url=jdbc:h2:file:${database}/keycloak;NON_KEYWORDS=VALUE;DB_CLOSE_ON_EXIT=FALSE`,
      ],
      env: {
        KC_BOOTSTRAP_ADMIN_USERNAME: administrator.username,
        KC_BOOTSTRAP_ADMIN_PASSWORD: administrator.password,
        // It does not live long enough to earn back what the second compiler takes.
        JAVA_OPTS_APPEND: '-XX:TieredStopAtLevel=1',
      },
      ready: `${origin}/realms/master/.well-known/openid-configuration`,
      deadline: 300_000,
    });
    return { ...server, origin };
  });
}

/**
 * Unpacks Keycloak and starts it once: that augments it for the options above and makes the database, which is most of
 * what a first start takes.
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

/** Keycloak's distribution: fetched and prepared on the first use, which takes minutes, and kept. */
export async function findKeycloak(): Promise<KeycloakProgram | Missing> {
  try {
    await run('java', ['-version']);
  } catch (error) {
    return missing('Keycloak wants Java 17 or later', error);
  }
  try {
    const folder = await cachedFolder(`keycloak-${version}-${recipe}`, prepare);
    return { home: join(folder, 'home'), database: join(folder, 'database'), version };
  } catch (error) {
    return missing('Keycloak cannot be prepared', error);
  }
}

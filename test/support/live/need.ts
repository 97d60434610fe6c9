import { afterAll } from 'vitest';
import { isMissing, type Missing } from './missing.ts';

/**
 * Waits for a server that tests need, and stops it when all tests of the file are over. Where there is none, a machine
 * that promised one (CI=true) fails with its name and the reason; anywhere else the tests are to be skipped.
 *
 * @returns the server; undefined says that the tests which need it are skipped
 */
export async function need<T extends { stop(): Promise<void> }>(
  name: string,
  starting: Promise<T | Missing>,
): Promise<T | undefined> {
  const server = await starting;
  if (!isMissing(server)) {
    afterAll(() => server.stop());
    return server;
  }
  if (process.env['CI'] === 'true') throw new Error(`${name} is missing: ${server.reason}`);
  process.stderr.write(`Skipped, because ${name} is missing: ${server.reason}\n`);
  return undefined;
}

import { afterAll } from 'vitest';
import { isMissing, type Missing } from './missing.ts';

/**
 * Waits for a server, and stops it after the last test of the file. If the server is not available, throws in CI
 * (CI=true) and otherwise prints the reason.
 *
 * @returns the server, or undefined if the tests that need it must be skipped
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

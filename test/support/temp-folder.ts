import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atTheEnd } from './at-the-end.ts';

/** Creates a temporary folder, which is removed after the last test of the file. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'postmint-test-'));
  atTheEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

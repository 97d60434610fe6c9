import { readdirSync } from 'node:fs';
import { expect } from 'vitest';
import { codesIn, unwrap } from './cli.ts';
import { inProcess } from './in-process.ts';
import { listenOnly } from './loopback.ts';
import { makeWorkspace, secretEnv } from './workspace.ts';

/** A run that ends before it sends anything. */
export interface Refusal {
  /** Arguments after `run`. */
  readonly args?: readonly string[];
  readonly env?: Record<string, string>;
  readonly list?: string;
  /** Changes the folder before the run. */
  readonly prepare?: (folder: string) => void;
  readonly codes: readonly string[];
  /** Text that standard error must contain. */
  readonly names?: string;
}

/**
 * Expects exit code 2 and these diagnostics, and that the run sends, writes and reveals nothing. Secrets that must not
 * be printed contain "canary".
 */
export async function expectRefused(refusal: Refusal): Promise<void> {
  const target = await listenOnly();
  const folder = makeWorkspace(refusal.list);
  refusal.prepare?.(folder);
  const before = readdirSync(folder).sort();
  const args = ['run', '--var', `base_url=${target.origin}`, ...(refusal.args ?? [])];
  const { code, stdout, stderr } = await inProcess(args, { cwd: folder, env: refusal.env ?? secretEnv });
  expect(codesIn(stderr)).toEqual(refusal.codes);
  expect([code, stdout]).toEqual([2, '']);
  if (refusal.names !== undefined) expect(unwrap(stderr)).toContain(refusal.names);
  expect(stderr).not.toMatch(/canary|typed-secret/);
  expect(readdirSync(folder).sort()).toEqual(before);
  expect(target.connections).toBe(0);
}

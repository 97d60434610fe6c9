import { readdirSync } from 'node:fs';
import { expect } from 'vitest';
import { codesIn, unwrap } from './cli.ts';
import { inProcess } from './in-process.ts';
import { listenOnly } from './loopback.ts';
import { makeWorkspace, secretEnv } from './workspace.ts';

/** A run that ends before anything is sent. */
export interface Refusal {
  /** Behind `run`. */
  readonly args?: readonly string[];
  readonly env?: Record<string, string>;
  readonly list?: string;
  /** What is done to the folder first. */
  readonly prepare?: (folder: string) => void;
  readonly codes: readonly string[];
  /** What the words have to name. */
  readonly names?: string;
}

/** Exit code 2, and nothing is sent, written or given away. A secret that must not be repeated has "canary" in it. */
export async function expectRefused(one: Refusal): Promise<void> {
  const target = await listenOnly();
  const folder = makeWorkspace(one.list);
  one.prepare?.(folder);
  const before = readdirSync(folder).sort();
  const args = ['run', '--var', `base_url=${target.origin}`, ...(one.args ?? [])];
  const { code, stdout, stderr } = await inProcess(args, { cwd: folder, env: one.env ?? secretEnv });
  expect(codesIn(stderr)).toEqual(one.codes);
  expect([code, stdout]).toEqual([2, '']);
  if (one.names !== undefined) expect(unwrap(stderr)).toContain(one.names);
  expect(stderr).not.toMatch(/canary|typed-secret/);
  expect(readdirSync(folder).sort()).toEqual(before);
  expect(target.connections).toBe(0);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../support/cli.ts';

/*
 * The interfaces between `run/` and its engines are frozen: the job, the events, and the result that reports are made from.
 * A member may be added if engines and readers that do not know it stay right. Then update test/run/frozen/*.txt, say so in
 * the changelog, and add a case to test/support/engine-contract.ts.
 */

/** The declarations of a file, without comments and imports. */
const declarationsIn = (path: string) =>
  readFileSync(join(projectRoot, path), 'utf8')
    .replace(/\/\*\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    .replace(/^import [\s\S]*?;$/gm, '')
    .replace(/\n\s*\n+/g, '\n')
    .trim();

test.each(['job', 'runner', 'run-result'])('src/run/%s.ts is as frozen', async (name) => {
  await expect(`${declarationsIn(`src/run/${name}.ts`)}\n`).toMatchFileSnapshot(join('frozen', `${name}.txt`));
});

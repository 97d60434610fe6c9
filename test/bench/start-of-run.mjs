// Measures a run with one request, alternately with stock newman and with builds of postmint:
//
//     node test/bench/start-of-run.mjs [--runs=15] dist/cli.js ../another/dist/cli.js
//
// Prints medians in seconds, and what each build takes more than newman.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from './measure.mjs';
import { installNewman } from './peers.mjs';
import { generatedFiles, generateRunList, startServer } from './run-list.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const paths = process.argv.slice(2).filter((text) => !text.startsWith('--'));
const runs = Number(process.argv.find((text) => text.startsWith('--runs='))?.slice('--runs='.length) ?? 15);
const work = mkdtempSync(join(tmpdir(), 'postmint-start-'));

const newman = installNewman(join(root, '.cache'));
if (newman.missing) throw new Error(newman.missing);
const server = await startServer();
const programs = (paths.length > 0 ? paths : ['dist/cli.js']).map((path, index) => {
  const folder = join(work, String(index));
  generateRunList(resolve(path), folder, server.origin, 1);
  return { name: path, args: [resolve(path), 'run'], folder, seconds: [] };
});
const args = [newman.path, 'run', ...generatedFiles];
programs.unshift({ name: 'newman 6.2.2', args, folder: programs[0].folder, seconds: [] });

/** Runs a program. Returns its duration in seconds. */
function time({ args, folder, name }) {
  const start = process.hrtime.bigint();
  return new Promise((done, fail) => {
    spawn(process.execPath, args, { cwd: folder, stdio: 'ignore' }).on('close', (code) => {
      if (code === 0) done(Number(process.hrtime.bigint() - start) / 1e9);
      else fail(new Error(`${name} exited with ${code}`));
    });
  });
}

try {
  for (const program of programs) await time(program);
  for (let round = 0; round < runs; round++) {
    for (const program of programs) program.seconds.push(await time(program));
  }
  const [stock] = programs;
  for (const { name, seconds } of programs) {
    const more = median(seconds) - median(stock.seconds);
    console.log(`${median(seconds).toFixed(3)} s  ${more >= 0 ? '+' : ''}${more.toFixed(3)} s  ${name}`);
  }
} finally {
  server.close();
  rmSync(work, { recursive: true, force: true });
}

// How long a run of one request takes, beside stock newman and other builds of postmint, in turns:
//
//     node test/bench/start-of-run.mjs [--runs=15] dist/cli.js ../another/dist/cli.js
//
// Prints medians in seconds, and what each build takes more than newman.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const paths = process.argv.slice(2).filter((text) => !text.startsWith('--'));
const runs = Number(process.argv.find((text) => text.startsWith('--runs='))?.slice('--runs='.length) ?? 15);
const work = mkdtempSync(join(tmpdir(), 'postmint-start-'));

/** Stock newman, which npm puts below .cache once. */
const prefix = join(root, '.cache', 'newman-6.2.2');
mkdirSync(prefix, { recursive: true });
const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', '--prefer-offline'];
spawnSync('npm', ['install', '--prefix', prefix, ...options, 'newman@6.2.2'], { stdio: 'inherit' });
const newman = join(prefix, 'node_modules', 'newman', 'bin', 'newman.js');

const server = createServer((_request, response) => {
  response.setHeader('Content-Type', 'application/json');
  response.end('{"status":"ok"}');
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const list = {
  name: 'One',
  environments: { dev: { base_url: `http://127.0.0.1:${server.address().port}` } },
  endpoints: [{ request: 'GET /health', expect: { status: 200, body: { status: 'ok' } } }],
};

const programs = (paths.length > 0 ? paths : ['dist/cli.js']).map((path, index) => {
  const folder = join(work, String(index));
  mkdirSync(folder);
  writeFileSync(join(folder, 'endpoints.yaml'), JSON.stringify(list));
  spawnSync(process.execPath, [resolve(path), 'generate'], { cwd: folder });
  return { name: path, args: [resolve(path), 'run'], folder, seconds: [] };
});
const files = ['one.postman_collection.json', '-e', 'one.dev.postman_environment.json'];
programs.unshift({ name: 'newman 6.2.2', args: [newman, 'run', ...files], folder: programs[0].folder, seconds: [] });

/** Seconds from the start of a process to its end. */
function time({ args, folder, name }) {
  const start = process.hrtime.bigint();
  return new Promise((done, fail) => {
    spawn(process.execPath, args, { cwd: folder, stdio: 'ignore' }).on('close', (code) => {
      if (code === 0) done(Number(process.hrtime.bigint() - start) / 1e9);
      else fail(new Error(`${name} ends with ${code}`));
    });
  });
}
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

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

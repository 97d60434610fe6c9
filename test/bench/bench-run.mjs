// `npm run bench:run`: runs of one collection, side by side with newman, the Postman CLI, Bruno and the limit.
//
// Arguments select cells: `npm run bench:run -- 0 1000` is a latency of 0 ms and 1,000 requests. All cells take hours: with
// 100 ms, 10,000 requests take 17 minutes in each program. Without arguments, cells of more than three minutes are omitted;
// `all` measures them too. Writes runs.md if all cells or the usual ones were measured.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure } from './measure.mjs';
import { installBruno, installNewman, installPostmanCli, installUndici } from './peers.mjs';
import { generatedFiles, generateRunList, startServer, writeBruno } from './run-list.mjs';
import { describeMachine, formatGroup, missesTarget } from './table.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const postmint = join(root, 'dist', 'cli.js');
const cache = join(root, '.cache');
const work = mkdtempSync(join(tmpdir(), 'postmint-bench-run-'));
const peers = {
  newman: installNewman(cache),
  postman: installPostmanCli(cache),
  bruno: installBruno(cache),
  undici: installUndici(cache),
};
for (const { missing } of Object.values(peers)) if (missing) console.error(`Not measured: ${missing}.`);

const latencies = [0, 20, 100];
const counts = [100, 1000, 10_000];
/** Seconds that one run may take to be measured without being asked for. */
const USUAL = 60;
const LIMIT = 3600;

const wanted = process.argv.slice(2);
const [onlyLatency, onlyCount] = wanted.map(Number);
const isWanted = (latency, count) => {
  if (wanted[0] === 'all') return true;
  if (wanted.length > 0) return latency === onlyLatency && (onlyCount === undefined || count === onlyCount);
  return (count * (latency + 15)) / 1000 <= USUAL;
};

/** The programs of a cell. Factors in the table are those of each peer beside postmint. */
function programs(folder, origin, latency, count) {
  const runs = count >= 10_000 ? 1 : count * latency >= 20_000 || count >= 1000 ? 3 : 5;
  const there = ({ missing }, program) => (missing ? [] : [program]);
  const target = latency === 0 && count === 1000 ? { target: { wall: { atLeast: 2.3 } } } : {};
  const bruno = ['run', '--env', 'dev', '--sandbox', 'developer'];
  return [
    { name: 'postmint run', args: [postmint, 'run'] },
    ...there(peers.newman, { name: 'newman 6.2.2', args: [peers.newman.path, 'run', ...generatedFiles], ...target }),
    ...there(peers.postman, {
      name: 'Postman CLI 1.62',
      command: peers.postman.path,
      args: ['collection', 'run', ...generatedFiles],
    }),
    // With a file for each of 10,000 requests, it takes too long.
    ...(count > 1000
      ? []
      : there(peers.bruno, {
          name: 'Bruno CLI 4.1.0',
          args: [peers.bruno.path, ...bruno],
          cwd: writeBruno(folder, origin, count),
        })),
    ...there(peers.undici, {
      name: 'the limit: undici, no scripts',
      args: [join(here, 'undici-limit.mjs'), peers.undici.folder, origin, String(count)],
    }),
  ].map((program) => ({ cwd: folder, whole: true, runs, limit: LIMIT, ...program }));
}

const load = loadavg()[0].toFixed(1);
const sections = [];
let missed = false;
try {
  for (const latency of latencies) {
    for (const count of counts) {
      if (!isWanted(latency, count)) continue;
      const server = await startServer(latency);
      try {
        const title = `${count.toLocaleString('en')} requests, answered after ${latency} ms`;
        console.error(title);
        const folder = join(work, `${latency}-${count}`);
        generateRunList(postmint, folder, server.origin, count);
        const group = { title, rows: await measure(programs(folder, server.origin, latency, count)) };
        missed ||= missesTarget(group);
        sections.push(formatGroup(group));
      } finally {
        server.close();
      }
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

const text = `# Runs side by side

Medians of whole processes, run alternately after one warm-up. Factors in parentheses are relative to \`postmint run\`: 2.00× is
twice as long, or twice the memory. The memory is the sum of the peaks of all processes of a program; postmint has two, of which
the larger one runs newman. Each runner has the same requests and the same two tests for each; the last row has neither scripts
nor a report. \`npm run bench:run\` repeats the measurement, \`npm run bench:run -- all\` with the cells that take hours.

Machine: ${describeMachine()}. Load average at the start: ${load}.

${sections.join('\n')}`;
console.log(text);
if (wanted.length === 0 || wanted[0] === 'all') writeFileSync(join(here, 'runs.md'), text);
console.error(missed ? 'At least one target was missed.' : 'All targets are met.');

// Formats measurements as Markdown tables. Each row is compared with the first row of its group.
import { cpus, totalmem, type } from 'node:os';

const seconds = (value) => (value < 1 ? `${Math.round(value * 1000)} ms` : `${value.toFixed(2)} s`);
const times = (value) => `${value.toFixed(value < 10 ? 2 : 1)}×`;
const titles = { wall: 'wall time', cpu: 'CPU', memory: 'memory' };

/** The targets of a row, and whether each is met. */
function verdicts({ program, ...row }, first) {
  return Object.entries(program.target ?? {}).map(([key, { atLeast, atMost }]) => {
    const ratio = row[key] / first[key];
    const met = atLeast === undefined ? ratio <= atMost : ratio >= atLeast;
    const goal = atLeast === undefined ? `at most ${atMost}×` : `at least ${atLeast}×`;
    return { text: `${titles[key]} ${goal}: ${met ? 'met' : '**missed**'}`, met };
  });
}

function formatRow(row, first) {
  const { program, failure, runs, wall, cpu, memory, size, requests } = row;
  if (failure) return [program.name, failure];
  const beside = (key, text) => (row === first ? text : `${text} (${times(row[key] / first[key])})`);
  const known = (key, text) => (row[key] === undefined ? '' : beside(key, text()));
  return [
    program.name,
    beside('wall', seconds(wall)),
    known('cpu', () => seconds(cpu)),
    known('memory', () => `${Math.round(memory)} MiB`),
    requests === undefined ? '' : `${requests} in ${(size / 1e6).toFixed(2)} MB`,
    String(runs),
    verdicts(row, first)
      .map(({ text }) => text)
      .join('; '),
  ];
}

function formatTable(title, head, rows) {
  const lines = [head, head.map(() => '---'), ...rows];
  return `## ${title}\n\n${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}

/** One group as a heading and a table. The number in brackets is how many times the first row it is. */
export function formatGroup({ title, rows }) {
  const head = ['', 'wall', 'CPU', 'peak memory', 'requests written', 'runs', 'target'];
  return formatTable(
    title,
    head,
    rows.map((row) => formatRow(row, rows[0])),
  );
}

/** Sizes as a heading and a table. */
export function formatSizes(title, rows) {
  const cells = rows.map(({ name, bytes, files }) => [name, `${(bytes / 1e6).toFixed(1)} MB`, String(files)]);
  return formatTable(title, ['', 'unpacked', 'files'], cells);
}

/** True if a row of the group failed or missed a target. */
export function missesTarget({ rows: [first, ...others] }) {
  return others.some((row) => row.failure || verdicts(row, first).some(({ met }) => !met));
}

/** The current machine, in one line. */
export function describeMachine() {
  const processors = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `${processors[0]?.model.trim() ?? 'unknown CPU'}, ${processors.length} cores, ${memory}, ${type()}, Node ${process.versions.node}`;
}
